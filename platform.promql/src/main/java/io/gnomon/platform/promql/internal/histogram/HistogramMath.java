package io.gnomon.platform.promql.internal.histogram;

import io.gnomon.model.sample.BucketBounds;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.Histogram.ResetHint;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/**
 * Arithmetic on native histograms. Histograms of different layout are brought to the coarser of the
 * two: the lower schema, the wider zero bucket, the custom bounds that both have.
 */
public final class HistogramMath {
    private static final int[] NO_SPANS = {};
    private static final double[] NO_BUCKETS = {};

    private HistogramMath() {}

    /**
     * A sum or difference.
     *
     * @param collision one side says that its counter was reset, the other that it was not
     * @param boundsReconciled custom bounds differed and only common ones are left
     */
    public record Sum(Histogram histogram, boolean collision, boolean boundsReconciled) {}

    public static boolean isCustom(Histogram h) {
        return h.schema() == Histogram.CUSTOM_BUCKETS_SCHEMA;
    }

    static Sparse positive(Histogram h) {
        return Sparse.of(h.positiveSpans(), h.positiveBuckets());
    }

    static Sparse negative(Histogram h) {
        return Sparse.of(h.negativeSpans(), h.negativeBuckets());
    }

    static Histogram with(
            Histogram h,
            ResetHint hint,
            int schema,
            double zeroThreshold,
            double[] zeroCountSum,
            Sparse positive,
            Sparse negative,
            double[] customBounds) {
        return new Histogram(
                false,
                hint,
                schema,
                zeroThreshold,
                zeroCountSum[0],
                zeroCountSum[1],
                zeroCountSum[2],
                positive.spans(),
                positive.counts,
                negative.spans(),
                negative.counts,
                customBounds,
                h.startTimeMillis());
    }

    /** A histogram without observations, of the same layout. */
    public static Histogram emptyLike(Histogram h) {
        return new Histogram(
                false,
                ResetHint.UNKNOWN,
                h.schema(),
                0,
                0,
                0,
                0,
                NO_SPANS,
                NO_BUCKETS,
                NO_SPANS,
                NO_BUCKETS,
                h.customBounds(),
                0);
    }

    /** All counts and the sum multiplied. A negative factor makes it a gauge. */
    public static Histogram scale(Histogram h, double factor) {
        return scaled(h, x -> x * factor, factor < 0);
    }

    /** All counts and the sum divided. */
    public static Histogram divide(Histogram h, double divisor) {
        if (divisor == 0) {
            Histogram infinite = scaled(h, x -> x / divisor, false);
            return new Histogram(
                    false,
                    infinite.resetHint(),
                    h.schema(),
                    h.zeroThreshold(),
                    infinite.zeroCount(),
                    infinite.count(),
                    infinite.sum(),
                    NO_SPANS,
                    NO_BUCKETS,
                    NO_SPANS,
                    NO_BUCKETS,
                    h.customBounds(),
                    h.startTimeMillis());
        }
        return scaled(h, x -> x / divisor, divisor < 0);
    }

    private static Histogram scaled(Histogram h, DoubleUnaryOperator f, boolean gauge) {
        return new Histogram(
                false,
                gauge ? ResetHint.GAUGE : h.resetHint(),
                h.schema(),
                h.zeroThreshold(),
                f.applyAsDouble(h.zeroCount()),
                f.applyAsDouble(h.count()),
                f.applyAsDouble(h.sum()),
                h.positiveSpans(),
                Arrays.stream(h.positiveBuckets()).map(f).toArray(),
                h.negativeSpans(),
                Arrays.stream(h.negativeBuckets()).map(f).toArray(),
                h.customBounds(),
                h.startTimeMillis());
    }

    /** Without empty buckets. */
    public static Histogram compact(Histogram h) {
        return with(
                h,
                h.resetHint(),
                h.schema(),
                h.zeroThreshold(),
                new double[] {h.zeroCount(), h.count(), h.sum()},
                positive(h).withoutEmpty(),
                negative(h).withoutEmpty(),
                h.customBounds());
    }

    public static Sum add(Histogram a, Histogram b) throws IncompatibleHistograms {
        return combine(a, b, Double::sum);
    }

    /** The difference; its reset hint is that of a sum. */
    public static Sum subtract(Histogram a, Histogram b) throws IncompatibleHistograms {
        return combine(a, b, (x, y) -> x - y);
    }

    /** What {@link #add} loses to rounding, to be added at the end (Neumaier's compensation). */
    static Histogram lost(Histogram a, Histogram b) throws IncompatibleHistograms {
        return combine(
                        a,
                        b,
                        (x, y) -> {
                            double t = x + y;
                            if (Double.isInfinite(t)) {
                                return 0;
                            }
                            return Math.abs(x) >= Math.abs(y) ? (x - t) + y : (y - t) + x;
                        })
                .histogram();
    }

    static boolean isFinite(Histogram h) {
        return Double.isFinite(h.count() + h.sum() + h.zeroCount())
                && Arrays.stream(h.positiveBuckets()).allMatch(Double::isFinite)
                && Arrays.stream(h.negativeBuckets()).allMatch(Double::isFinite);
    }

    private static Sum combine(Histogram a, Histogram b, DoubleBinaryOperator operator)
            throws IncompatibleHistograms {
        if (isCustom(a) != isCustom(b)) {
            throw new IncompatibleHistograms();
        }
        boolean collision =
                (a.resetHint() == ResetHint.RESET && b.resetHint() == ResetHint.NO_RESET)
                        || (a.resetHint() == ResetHint.NO_RESET
                                && b.resetHint() == ResetHint.RESET);
        ResetHint hint = hint(a.resetHint(), b.resetHint());
        if (isCustom(a)) {
            return custom(a, b, operator, hint, collision);
        }
        ZeroBuckets zero = ZeroBuckets.reconcile(a, b);
        int schema = Math.min(a.schema(), b.schema());
        Sparse positive =
                side(positive(a), a.schema(), schema, zero.threshold())
                        .combine(side(positive(b), b.schema(), schema, zero.threshold()), operator);
        Sparse negative =
                side(negative(a), a.schema(), schema, zero.threshold())
                        .combine(side(negative(b), b.schema(), schema, zero.threshold()), operator);
        double[] numbers = {
            operator.applyAsDouble(zero.countA(), zero.countB()),
            operator.applyAsDouble(a.count(), b.count()),
            operator.applyAsDouble(a.sum(), b.sum())
        };
        return new Sum(
                with(
                        a,
                        hint,
                        schema,
                        zero.threshold(),
                        numbers,
                        positive,
                        negative,
                        a.customBounds()),
                collision,
                false);
    }

    /** Buckets of one side in another schema, those within the zero bucket left out. */
    private static Sparse side(Sparse buckets, int from, int to, double zeroThreshold) {
        Sparse outside =
                zeroThreshold == 0
                        ? buckets
                        : buckets.keep(i ->
                                BucketBounds.exponential(from, buckets.indexes[i]) > zeroThreshold);
        return from == to ? outside : outside.map(i -> BucketBounds.coarser(i, from, to));
    }

    private static Sum custom(
            Histogram a,
            Histogram b,
            DoubleBinaryOperator operator,
            ResetHint hint,
            boolean collision) {
        boolean same = Arrays.equals(a.customBounds(), b.customBounds());
        double[] bounds =
                same ? a.customBounds() : Bounds.common(a.customBounds(), b.customBounds());
        double[] numbers = {
            operator.applyAsDouble(a.zeroCount(), b.zeroCount()),
            operator.applyAsDouble(a.count(), b.count()),
            operator.applyAsDouble(a.sum(), b.sum())
        };
        Sparse positive = toBounds(a, bounds, same).combine(toBounds(b, bounds, same), operator);
        return new Sum(
                with(
                        a,
                        hint,
                        a.schema(),
                        a.zeroThreshold(),
                        numbers,
                        positive,
                        Sparse.EMPTY,
                        bounds),
                collision,
                !same);
    }

    private static Sparse toBounds(Histogram h, double[] bounds, boolean same) {
        return same ? positive(h) : positive(h).map(i -> Bounds.among(bounds, h.customBounds(), i));
    }

    private static ResetHint hint(ResetHint a, ResetHint b) {
        if (a == b) {
            return a;
        }
        return a == ResetHint.GAUGE || b == ResetHint.GAUGE ? ResetHint.GAUGE : ResetHint.UNKNOWN;
    }

    /** Whether counting began anew between a histogram and the one before it. */
    public static boolean isReset(Histogram now, Histogram before) {
        if (now.resetHint() == ResetHint.RESET) {
            return true;
        }
        if (now.resetHint() == ResetHint.NO_RESET) {
            return false;
        }
        if (now.count() < before.count() || isCustom(now) != isCustom(before)) {
            return true;
        }
        if (isCustom(now)) {
            boolean same = Arrays.equals(now.customBounds(), before.customBounds());
            double[] bounds =
                    same
                            ? now.customBounds()
                            : Bounds.common(now.customBounds(), before.customBounds());
            return toBounds(now, bounds, same).fellSince(toBounds(before, bounds, same));
        }
        if (now.schema() > before.schema() || now.zeroThreshold() < before.zeroThreshold()) {
            return true;
        }
        ZeroBuckets.Widened zero = ZeroBuckets.widen(before, now.zeroThreshold());
        if (zero.threshold() != now.zeroThreshold() || now.zeroCount() < zero.count()) {
            return true;
        }
        int schema = now.schema();
        double threshold = now.zeroThreshold();
        return side(positive(now), schema, schema, threshold)
                        .fellSince(side(positive(before), before.schema(), schema, threshold))
                || side(negative(now), schema, schema, threshold)
                        .fellSince(side(negative(before), before.schema(), schema, threshold));
    }

    /** The same observations in the same buckets, whatever is known about resets. */
    public static boolean sameValue(Histogram a, Histogram b) {
        return a.schema() == b.schema()
                && Arrays.equals(
                        new double[] {a.zeroThreshold(), a.zeroCount(), a.count(), a.sum()},
                        new double[] {b.zeroThreshold(), b.zeroCount(), b.count(), b.sum()})
                && Arrays.equals(positive(a).indexes, positive(b).indexes)
                && Arrays.equals(a.positiveBuckets(), b.positiveBuckets())
                && Arrays.equals(negative(a).indexes, negative(b).indexes)
                && Arrays.equals(a.negativeBuckets(), b.negativeBuckets())
                && Arrays.equals(a.customBounds(), b.customBounds());
    }
}
