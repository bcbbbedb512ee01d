package io.gnomon.platform.core.promformat.remote;

import io.gnomon.model.sample.Exemplar;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.Histogram.ResetHint;
import io.gnomon.model.sample.HistogramCheck;
import io.gnomon.platform.core.promformat.remote.HistogramMessage.Numbers;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * {@code io.prometheus.client.Histogram}: classic buckets, exponential ones, or both. For one
 * thread, reused.
 */
final class ClientHistogram {
    private final ProtoReader in;
    private final MetricFamilyReader.Histograms wanted;
    private final Numbers negativeSpans = new Numbers();
    private final Numbers positiveSpans = new Numbers();
    private final Numbers negative = new Numbers();
    private final Numbers positive = new Numbers();
    private final Numbers bounds = new Numbers();
    private final Numbers cumulative = new Numbers();
    private final List<Exemplar> exemplars = new ArrayList<>();

    /** One a bucket, null where it has none. */
    private final List<@Nullable Exemplar> bucketExemplars = new ArrayList<>();

    private boolean whole;
    private double count;
    private double sum;
    private int schema;
    private double zeroThreshold;
    private double zeroCount;
    private long start;

    ClientHistogram(ProtoReader in, MetricFamilyReader.Histograms wanted) {
        this.in = in;
        this.wanted = wanted;
    }

    /** Reads a message that was entered and visits what is wanted of it. */
    void read(String[] labels, long time, boolean gauge, MetricFamilyVisitor visitor)
            throws MessageException {
        fields();
        ResetHint hint = gauge ? ResetHint.GAUGE : ResetHint.UNKNOWN;
        boolean isNative =
                positiveSpans.size > 0
                        || negativeSpans.size > 0
                        || zeroThreshold > 0
                        || zeroCount > 0;
        boolean asNative = isNative && wanted.natives();
        boolean asCustom = !asNative && wanted.customBuckets();
        if (asNative) {
            visitor.histogram(labels, time, exponential(hint));
        } else if (asCustom) {
            visitor.histogram(labels, time, custom(hint));
        }
        if (asNative || asCustom) {
            exemplars.forEach(visitor::exemplar);
            bucketExemplars.forEach(e -> visit(e, visitor));
        }
        if ((!asNative && !asCustom) || (wanted.classicToo() && bounds.size > 0)) {
            classic(labels, time, visitor);
        }
    }

    private void fields() throws MessageException {
        for (Numbers numbers :
                List.of(negativeSpans, positiveSpans, negative, positive, bounds, cumulative)) {
            numbers.size = 0;
        }
        exemplars.clear();
        bucketExemplars.clear();
        whole = true;
        count = 0;
        sum = 0;
        schema = 0;
        zeroThreshold = 0;
        zeroCount = 0;
        start = 0;
        while (in.next()) {
            switch (in.field()) {
                case 1 -> count = MetricFamilyReader.unsigned(in.int64());
                case 2 -> sum = in.float64();
                case 3 -> bucket();
                case 4 -> {
                    count = in.float64();
                    whole = false;
                }
                case 5 -> schema = (int) in.sint64();
                case 6 -> zeroThreshold = in.float64();
                case 7 -> zeroCount = MetricFamilyReader.unsigned(in.int64());
                case 8 -> zeroCount = in.float64();
                case 9 -> HistogramMessage.readSpan(in, negativeSpans);
                case 10 -> HistogramMessage.readDeltas(in, negative);
                case 11 -> HistogramMessage.readDoubles(in, negative);
                case 12 -> HistogramMessage.readSpan(in, positiveSpans);
                case 13 -> HistogramMessage.readDeltas(in, positive);
                case 14 -> HistogramMessage.readDoubles(in, positive);
                case 15 -> start = MetricFamilyReader.timestamp(in);
                case 16 -> exemplars.add(MetricFamilyReader.exemplar(in));
                default -> in.skip();
            }
        }
    }

    private void bucket() throws MessageException {
        int outer = in.enter();
        double below = 0;
        double bound = 0;
        Exemplar exemplar = null;
        while (in.next()) {
            switch (in.field()) {
                case 1 -> below = MetricFamilyReader.unsigned(in.int64());
                case 2 -> bound = in.float64();
                case 3 -> exemplar = MetricFamilyReader.exemplar(in);
                case 4 -> below = in.float64();
                default -> in.skip();
            }
        }
        in.leave(outer);
        bounds.add(bound);
        cumulative.add(below);
        bucketExemplars.add(exemplar);
    }

    private Histogram exponential(ResetHint hint) throws MessageException {
        return HistogramCheck.storable(
                new Histogram(
                        whole,
                        hint,
                        schema,
                        zeroThreshold,
                        zeroCount,
                        count,
                        sum,
                        HistogramMessage.spans(in, positiveSpans, positive),
                        positive.toArray(),
                        HistogramMessage.spans(in, negativeSpans, negative),
                        negative.toArray(),
                        new double[0],
                        start));
    }

    private Histogram custom(ResetHint hint) {
        double[] finite = Arrays.copyOf(bounds.values, finiteBounds());
        return Histogram.ofClassic(whole, hint, finite, cumulative.values, count, sum, start);
    }

    private int finiteBounds() {
        boolean infinite =
                bounds.size > 0 && bounds.values[bounds.size - 1] == Double.POSITIVE_INFINITY;
        return infinite ? bounds.size - 1 : bounds.size;
    }

    private void classic(String[] labels, long time, MetricFamilyVisitor visitor) {
        sample("_count", labels, time, count, visitor);
        sample("_sum", labels, time, sum, visitor);
        int finite = finiteBounds();
        for (int i = 0; i < finite; i++) {
            bucket(labels, time, bounds.values[i], cumulative.values[i], visitor);
            visit(bucketExemplars.get(i), visitor);
        }
        bucket(labels, time, Double.POSITIVE_INFINITY, count, visitor);
        if (finite < bucketExemplars.size()) {
            visit(bucketExemplars.get(finite), visitor);
        }
    }

    private static void visit(@Nullable Exemplar exemplar, MetricFamilyVisitor visitor) {
        if (exemplar != null) {
            visitor.exemplar(exemplar);
        }
    }

    private void bucket(
            String[] labels, long time, double bound, double below, MetricFamilyVisitor visitor) {
        sample("_bucket", MetricFamilyReader.with(labels, "le", bound), time, below, visitor);
    }

    private void sample(
            String suffix, String[] labels, long time, double value, MetricFamilyVisitor visitor) {
        visitor.sample(suffix, labels, time, value);
        visitor.startTime(start);
    }
}
