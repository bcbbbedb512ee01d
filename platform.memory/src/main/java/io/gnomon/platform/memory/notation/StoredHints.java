package io.gnomon.platform.memory.notation;

import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.Histogram.ResetHint;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Map;

/**
 * What Prometheus's store knows about the counter resets of a histogram: within a chunk it says
 * that there was none, as a reset, another layout or a gauge begins a new chunk. The scripts were
 * written against that store.
 */
final class StoredHints {
    private @Nullable Histogram before;

    /** The histogram as that store gives it back after the ones before it. */
    Histogram next(Histogram now) {
        Histogram last = before;
        before = now;
        boolean continues =
                last != null
                        && now.resetHint() == ResetHint.UNKNOWN
                        && last.resetHint() != ResetHint.GAUGE
                        && continues(last, now);
        return continues ? withoutReset(now) : now;
    }

    /** A float or a staleness marker comes between. */
    void interrupt() {
        before = null;
    }

    private static boolean continues(Histogram last, Histogram now) {
        return now.schema() == last.schema()
                && now.zeroThreshold() == last.zeroThreshold()
                && Arrays.equals(now.customBounds(), last.customBounds())
                && now.count() >= last.count()
                && now.zeroCount() >= last.zeroCount()
                && grew(
                        HistogramNotation.buckets(last.positiveSpans(), last.positiveBuckets()),
                        HistogramNotation.buckets(now.positiveSpans(), now.positiveBuckets()))
                && grew(
                        HistogramNotation.buckets(last.negativeSpans(), last.negativeBuckets()),
                        HistogramNotation.buckets(now.negativeSpans(), now.negativeBuckets()));
    }

    private static boolean grew(Map<Integer, Double> last, Map<Integer, Double> now) {
        return last.entrySet().stream()
                .allMatch(e -> now.getOrDefault(e.getKey(), 0.0) >= e.getValue());
    }

    private static Histogram withoutReset(Histogram h) {
        return new Histogram(
                h.integer(),
                ResetHint.NO_RESET,
                h.schema(),
                h.zeroThreshold(),
                h.zeroCount(),
                h.count(),
                h.sum(),
                h.positiveSpans(),
                h.positiveBuckets(),
                h.negativeSpans(),
                h.negativeBuckets(),
                h.customBounds(),
                h.startTimeMillis());
    }
}
