package io.gnomon.platform.core.promformat.remote;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.SampleColumn;

import java.util.Arrays;

/**
 * Writes the message {@code prometheus.ReadResponse}: an answer of remote read as samples. For one
 * thread.
 */
public final class ReadResponseWriter {
    private final ProtoWriter out = new ProtoWriter();
    private int result = -1;

    /** Begins the answer to the next query of the request. */
    public void nextQuery() {
        endQuery();
        result = out.begin(1);
    }

    private void endQuery() {
        if (result >= 0) {
            out.end(result);
            result = -1;
        }
    }

    /** Adds a series to the answer. */
    public void add(Labels labels, SampleColumn samples) {
        int series = out.begin(1);
        TimeSeriesMessage.writeLabels(labels, out);
        TimeSeriesMessage.writeSamples(samples, out);
        out.end(series);
    }

    /** Bytes so far. */
    public int size() {
        return out.size();
    }

    /** The message. */
    public byte[] toBytes() {
        endQuery();
        return Arrays.copyOf(out.bytes(), out.size());
    }
}
