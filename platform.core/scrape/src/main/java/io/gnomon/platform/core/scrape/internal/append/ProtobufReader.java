package io.gnomon.platform.core.scrape.internal.append;

import io.gnomon.model.sample.Exemplar;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.MetricMetadata;
import io.gnomon.platform.core.config.ScrapeConfig;
import io.gnomon.platform.core.promformat.remote.MessageException;
import io.gnomon.platform.core.promformat.remote.MetricFamilyReader;
import io.gnomon.platform.core.promformat.remote.MetricFamilyVisitor;
import io.gnomon.platform.core.promformat.remote.MetricFamilyWriter;

/** Reads bodies in protobuf as what an exporter reports. For one thread at a time. */
public final class ProtobufReader {
    private final MetricFamilyReader reader;

    /** Reads what the configuration of the job wants of histograms. */
    public ProtobufReader(ScrapeConfig config) {
        reader =
                new MetricFamilyReader(
                        new MetricFamilyReader.Histograms(
                                config.scrapeNativeHistograms(),
                                config.convertClassicHistogramsToNhcb(),
                                config.alwaysScrapeClassicHistograms()));
    }

    /**
     * Reads a body, which may be reused then.
     *
     * @param length of the bytes that count
     */
    public Answer.Reported read(byte[] body, int length) throws ScrapeFailure {
        Into into = new Into();
        try {
            reader.read(body, length, into);
        } catch (MessageException e) {
            throw new ScrapeFailure(String.valueOf(e.getMessage()), e);
        }
        return new Answer.Reported(into.samples, length);
    }

    private static final class Into implements MetricFamilyVisitor {
        final ReportedSamples samples = new ReportedSamples();

        private static long time(long timeMillis) {
            return timeMillis == MetricFamilyWriter.NO_TIME ? ReportedSamples.NO_TIME : timeMillis;
        }

        @Override
        public void family(String name, MetricMetadata metadata) {
            samples.family(name, metadata.type(), metadata.help(), metadata.unit());
        }

        @Override
        public void sample(String suffix, String[] labels, long timeMillis, double value) {
            samples.timed(suffix, time(timeMillis), value, labels);
        }

        @Override
        public void histogram(String[] labels, long timeMillis, Histogram histogram) {
            samples.timed(time(timeMillis), histogram, labels);
        }

        @Override
        public void startTime(long startTimeMillis) {
            samples.startTime(startTimeMillis);
        }

        @Override
        public void exemplar(Exemplar exemplar) {
            samples.exemplar(exemplar);
        }
    }
}
