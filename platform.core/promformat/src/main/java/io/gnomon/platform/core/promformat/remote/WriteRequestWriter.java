package io.gnomon.platform.core.promformat.remote;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.Exemplar;
import io.gnomon.model.sample.MetricMetadata;
import io.gnomon.model.sample.SampleColumn;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;

/**
 * Writes requests of remote write: {@code prometheus.WriteRequest} (1.0) or {@code
 * io.prometheus.write.v2.Request} (2.0). For one thread, made for reuse.
 */
public final class WriteRequestWriter {
    private static final int V1_SERIES = 1;
    private static final int V1_METADATA = 3;
    private static final int V2_SERIES = 5;

    private final boolean version2;
    private final Symbols symbols = new Symbols();
    private final ProtoWriter out = new ProtoWriter();

    /** A writer of one of the two. */
    public WriteRequestWriter(boolean version2) {
        this.version2 = version2;
    }

    /** Begins the next request. */
    public void clear() {
        symbols.clear();
        out.clear();
    }

    /**
     * Adds a series.
     *
     * @param samples floats or histograms in order of time; start times need 2.0
     * @param metadata of the family, which needs 2.0; null for none
     */
    public void add(
            Labels labels,
            SampleColumn samples,
            List<Exemplar> exemplars,
            @Nullable MetricMetadata metadata) {
        if (!version2) {
            int series = out.begin(V1_SERIES);
            TimeSeriesMessage.writeLabels(labels, out);
            end(series, samples, exemplars);
            return;
        }
        int series = out.begin(V2_SERIES);
        SymbolSeriesMessage.writeLabels(labels, symbols, out);
        SymbolSeriesMessage.writeSamples(samples, out);
        exemplars.forEach(e -> SymbolSeriesMessage.writeExemplar(e, symbols, out));
        if (metadata != null) {
            SymbolSeriesMessage.writeMetadata(metadata, symbols, out);
        }
        out.end(series);
    }

    /** Labels as a series of 1.0 has them, for those who send a series often. */
    public static byte[] encode(Labels labels) {
        ProtoWriter fields = new ProtoWriter();
        TimeSeriesMessage.writeLabels(labels, fields);
        return Arrays.copyOf(fields.bytes(), fields.size());
    }

    /**
     * Adds a series to a request of 1.0.
     *
     * @param labels what {@link #encode} gave
     * @param samples floats or histograms in order of time
     */
    public void add(byte[] labels, SampleColumn samples, List<Exemplar> exemplars) {
        int series = out.begin(V1_SERIES);
        out.raw(labels, labels.length);
        end(series, samples, exemplars);
    }

    /** Ends a series of 1.0 with what stands behind its labels. */
    private void end(int series, SampleColumn samples, List<Exemplar> exemplars) {
        TimeSeriesMessage.writeSamples(samples, out);
        exemplars.forEach(e -> TimeSeriesMessage.writeExemplar(e, out));
        out.end(series);
    }

    /**
     * Adds metadata of a family to a request of 1.0.
     *
     * @throws IllegalStateException when this writes 2.0, where metadata stands at the series
     */
    public void addMetadata(String family, MetricMetadata metadata) {
        if (version2) {
            throw new IllegalStateException("in 2.0 metadata stands at the series");
        }
        int message = out.begin(V1_METADATA);
        out.int64(1, Arrays.asList(SymbolSeriesMessage.TYPES).indexOf(metadata.type()));
        out.text(2, family);
        out.text(4, metadata.help());
        out.text(5, metadata.unit());
        out.end(message);
    }

    /** Length of the request in bytes as it is now. */
    public int size() {
        return out.size() + (version2 ? symbols.written().size() : 0);
    }

    /** The request; the symbols of 2.0 come first. */
    public byte[] toBytes() {
        if (!version2) {
            return Arrays.copyOf(out.bytes(), out.size());
        }
        ProtoWriter first = symbols.written();
        byte[] message = Arrays.copyOf(first.bytes(), size());
        System.arraycopy(out.bytes(), 0, message, first.size(), out.size());
        return message;
    }
}
