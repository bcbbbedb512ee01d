package io.gnomon.platform.core.promformat.remote;

import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.MetricType;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes the exposition format in protobuf: each {@code io.prometheus.client.MetricFamily} behind
 * its length (prometheus/client_model, io/prometheus/client/metrics.proto). Labels are names and
 * values in turn. For one thread.
 */
public final class MetricFamilyWriter {
    /** Of a sample that has no time of its own. */
    public static final long NO_TIME = Long.MIN_VALUE;

    private static final int METRIC = 4;

    private final OutputStream stream;
    private final ProtoWriter out = new ProtoWriter();
    private final ProtoWriter length = new ProtoWriter();

    /** Writes to a stream, which stays the caller's. */
    public MetricFamilyWriter(OutputStream stream) {
        this.stream = stream;
    }

    /** Begins a family; the one before is sent. */
    public void family(String name, MetricType type) throws IOException {
        family(name, type, "", "");
    }

    /** As above, with what it means and its unit; each may be empty. */
    public void family(String name, MetricType type, String help, String unit) throws IOException {
        send();
        out.text(1, name);
        out.text(2, help);
        out.number(3, number(type));
        out.text(5, unit);
    }

    private static int number(MetricType type) {
        return switch (type) {
            case COUNTER -> 0;
            case GAUGE -> 1;
            case SUMMARY -> 2;
            case UNKNOWN, INFO, STATE_SET -> 3;
            case HISTOGRAM -> 4;
            case GAUGE_HISTOGRAM -> 5;
        };
    }

    /** Adds a number to a family of type unknown. */
    public void untyped(String[] labels, long timeMillis, double value) {
        number(5, labels, timeMillis, value);
    }

    /** Adds a number to a counter, a gauge or, when it is of another type, as {@link #untyped}. */
    public void number(MetricType type, String[] labels, long timeMillis, double value) {
        int field =
                switch (type) {
                    case COUNTER -> 3;
                    case GAUGE -> 2;
                    default -> 5;
                };
        number(field, labels, timeMillis, value);
    }

    private void number(int field, String[] labels, long timeMillis, double value) {
        int metric = begin(labels, timeMillis);
        int number = out.begin(field);
        out.fixed(1, value);
        out.end(number);
        out.end(metric);
    }

    /** Adds a summary: the values at these ranks. */
    public void summary(
            String[] labels,
            long timeMillis,
            double count,
            double sum,
            double[] ranks,
            double[] values) {
        int metric = begin(labels, timeMillis);
        int summary = out.begin(4);
        out.number(1, (long) count);
        out.fixed(2, sum);
        for (int i = 0; i < ranks.length; i++) {
            int quantile = out.begin(3);
            out.fixed(1, ranks[i]);
            out.fixed(2, values[i]);
            out.end(quantile);
        }
        out.end(summary);
        out.end(metric);
    }

    /** Adds a histogram with exponential buckets, its counts as floating-point numbers. */
    public void histogram(String[] labels, long timeMillis, Histogram h) {
        int metric = begin(labels, timeMillis);
        int histogram = out.begin(7);
        out.fixed(2, h.sum());
        out.fixed(4, h.count());
        out.number(5, ProtoWriter.zigzag(h.schema()));
        out.fixed(6, h.zeroThreshold());
        out.fixed(8, h.zeroCount());
        HistogramMessage.writeSpans(9, h.negativeSpans(), out);
        HistogramMessage.writeDoubles(11, h.negativeBuckets(), out);
        HistogramMessage.writeSpans(12, h.positiveSpans(), out);
        HistogramMessage.writeDoubles(14, h.positiveBuckets(), out);
        out.end(histogram);
        out.end(metric);
    }

    /**
     * Adds a classic histogram: whole counts as such, as the client libraries count, others as
     * floating-point numbers.
     *
     * @param bounds upper ones of the buckets, without the one at infinity
     * @param cumulative what is below each bound
     */
    public void classic(
            String[] labels,
            long timeMillis,
            double count,
            double sum,
            double[] bounds,
            double[] cumulative) {
        int metric = begin(labels, timeMillis);
        int histogram = out.begin(7);
        boolean whole = isWhole(count);
        for (double below : cumulative) {
            whole &= isWhole(below);
        }
        if (whole) {
            out.number(1, (long) count);
        }
        out.fixed(2, sum);
        for (int i = 0; i < bounds.length; i++) {
            int bucket = out.begin(3);
            if (whole) {
                out.number(1, (long) cumulative[i]);
            }
            out.fixed(2, bounds[i]);
            if (!whole) {
                out.fixed(4, cumulative[i]);
            }
            out.end(bucket);
        }
        if (!whole) {
            out.fixed(4, count);
        }
        out.end(histogram);
        out.end(metric);
    }

    private static boolean isWhole(double count) {
        return count >= 0 && count == Math.rint(count) && count < 0x1p63;
    }

    /** Labels and the time. */
    private int begin(String[] labels, long timeMillis) {
        int metric = out.begin(METRIC);
        for (int i = 0; i < labels.length; i += 2) {
            int label = out.begin(1);
            out.text(1, labels[i]);
            out.text(2, labels[i + 1]);
            out.end(label);
        }
        if (timeMillis != NO_TIME) {
            out.number(6, timeMillis);
        }
        return metric;
    }

    /** Sends the last family. */
    public void finish() throws IOException {
        send();
    }

    private void send() throws IOException {
        if (out.size() > 0) {
            length.clear();
            length.varint(out.size());
            stream.write(length.bytes(), 0, length.size());
            stream.write(out.bytes(), 0, out.size());
            out.clear();
        }
    }
}
