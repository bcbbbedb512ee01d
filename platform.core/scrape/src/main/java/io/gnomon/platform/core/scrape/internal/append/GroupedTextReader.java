package io.gnomon.platform.core.scrape.internal.append;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.MetricType;
import io.gnomon.platform.core.config.ScrapeConfig;
import io.gnomon.platform.core.exposition.ExpositionException;
import io.gnomon.platform.core.exposition.ExpositionParser;
import io.gnomon.platform.core.exposition.SeriesText;

import java.util.Arrays;
import java.util.Set;

/**
 * Reads texts of which several lines are seen together: the series of a classic histogram, which
 * become one native histogram with custom buckets, {@code _created} of OpenMetrics, which says when
 * the counters beside it began and is no series then, and the declaration of a family, whose type
 * and unit become labels. What it reads becomes what an exporter reports. {@link TextReader}
 * compares texts line by line instead, for jobs that want nothing of this. For one thread at a
 * time.
 */
public final class GroupedTextReader {
    private static final Set<String> OF_HISTOGRAM = Set.of("_bucket", "_sum", "_count");
    private static final String CREATED = "_created";
    private static final double MILLIS_A_SECOND = 1000;

    private final boolean customBuckets;
    private final boolean classicToo;
    private final boolean startTimes;
    private final boolean typeAndUnitLabels;

    /** Reads what the configuration of the job wants. */
    public GroupedTextReader(ScrapeConfig config) {
        this.customBuckets = config.convertClassicHistogramsToNhcb();
        this.classicToo = config.alwaysScrapeClassicHistograms();
        this.startTimes = config.startTimes();
        this.typeAndUnitLabels = config.typeAndUnitLabels();
    }

    /** Whether lines of such texts are to be seen together. */
    public boolean isWanted(boolean openMetrics) {
        return customBuckets || typeAndUnitLabels || (startTimes && openMetrics);
    }

    /**
     * Reads a text, whose body may be reused then.
     *
     * @throws ScrapeFailure when it is not in its format
     */
    public Answer.Reported read(Answer.Text text) throws ScrapeFailure {
        ExpositionParser parser = new ExpositionParser(text.openMetrics());
        parser.reset(text.body(), text.length());
        try {
            return new Answer.Reported(
                    new Reading(parser, startTimes && text.openMetrics()).samples(), text.length());
        } catch (ExpositionException e) {
            throw new ScrapeFailure(String.valueOf(e.getMessage()), e);
        }
    }

    /** One text. */
    private final class Reading {
        private final ExpositionParser parser;
        private final boolean readsCreated;
        private final ReportedSamples samples = new ReportedSamples();
        private final Declaration declared = new Declaration();

        // The group: lines of one metric of a family.
        private MetricType groupType = MetricType.UNKNOWN;
        private String groupFamily = "";
        private String[] groupLabels = {};
        private int groupStart;
        private long created;

        Reading(ExpositionParser parser, boolean readsCreated) {
            this.parser = parser;
            this.readsCreated = readsCreated;
        }

        ReportedSamples samples() throws ExpositionException {
            while (true) {
                ExpositionParser.Entry entry = parser.next();
                if (entry == ExpositionParser.Entry.SAMPLE) {
                    sample();
                    continue;
                }
                endGroup();
                if (entry == ExpositionParser.Entry.END) {
                    declared.report(samples);
                    return samples;
                }
                declared.read(entry, parser, samples);
            }
        }

        private void sample() {
            SeriesText series = parser.series();
            String name = series.labels().metricName();
            MetricType type = parser.sampleType();
            if (!declared.isOf(name)) {
                endGroup();
                samples.undeclared(name);
                add("", labels(series, ""));
                return;
            }
            String suffix = name.substring(declared.family().length());
            boolean isCreated = readsCreated && isCounting(type) && suffix.equals(CREATED);
            if (!isCreated && !isGrouped(type, suffix)) {
                endGroup();
                declared.report(samples);
                add(suffix, labels(series, ""));
                return;
            }
            String[] common = labels(series, type == MetricType.HISTOGRAM ? "le" : "quantile");
            if (type != groupType
                    || !groupFamily.equals(declared.family())
                    || !Arrays.equals(groupLabels, common)) {
                endGroup();
                beginGroup(type, common);
            }
            if (isCreated) {
                created = Math.round(parser.value() * MILLIS_A_SECOND);
            } else {
                add(suffix, labels(series, ""));
            }
        }

        private static boolean isCounting(MetricType type) {
            return type == MetricType.COUNTER
                    || type == MetricType.HISTOGRAM
                    || type == MetricType.SUMMARY;
        }

        private boolean isGrouped(MetricType type, String suffix) {
            return type == MetricType.HISTOGRAM
                    ? OF_HISTOGRAM.contains(suffix)
                    : readsCreated && isCounting(type);
        }

        private void beginGroup(MetricType type, String[] common) {
            declared.report(samples);
            groupType = type;
            groupFamily = declared.family();
            groupLabels = common;
            groupStart = samples.size();
            created = 0;
        }

        private void endGroup() {
            if (groupType == MetricType.UNKNOWN) {
                return;
            }
            if (created != 0) {
                samples.startTimes(groupStart, created);
            }
            if (groupType == MetricType.HISTOGRAM && customBuckets) {
                new ClassicHistogram(samples, groupStart).convert(groupLabels, created, classicToo);
            }
            groupType = MetricType.UNKNOWN;
        }

        private void add(String suffix, String[] labels) {
            long time = parser.timed() ? parser.timeMillis() : ReportedSamples.NO_TIME;
            samples.timed(suffix, time, parser.value(), labels);
            if (parser.exemplar() != null) {
                samples.exemplar(parser.exemplar());
            }
        }
    }

    /** Names and values in turn, empty ones last, without the metric name and one more. */
    private static String[] labels(SeriesText series, String without) {
        Labels all = series.labels();
        String[] labels = new String[2 * (all.size() + series.emptyNames().size())];
        int n = 0;
        for (int i = 0; i < all.size(); i++) {
            String name = all.name(i);
            if (!name.equals(Labels.METRIC_NAME) && !name.equals(without)) {
                labels[n++] = name;
                labels[n++] = all.value(i);
            }
        }
        for (String name : series.emptyNames()) {
            labels[n++] = name;
            labels[n++] = "";
        }
        return Arrays.copyOf(labels, n);
    }
}
