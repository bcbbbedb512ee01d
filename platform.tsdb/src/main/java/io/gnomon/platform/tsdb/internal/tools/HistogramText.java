package io.gnomon.platform.tsdb.internal.tools;

import io.gnomon.model.sample.BucketBounds;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.text.GoNumbers;

/** A native histogram as Prometheus prints it: {@code {count:3, sum:2, (0.5,1]:2, (1,2]:1}}. */
final class HistogramText {
    private HistogramText() {}

    static void append(StringBuilder out, Histogram h) {
        out.append("{count:").append(GoNumbers.general(h.count()));
        out.append(", sum:").append(GoNumbers.general(h.sum()));
        int[] indexes = indexes(h.negativeSpans(), h.negativeBuckets().length);
        for (int i = indexes.length - 1; i >= 0; i--) {
            bucket(
                    out,
                    '[',
                    -BucketBounds.upper(h, indexes[i]),
                    -BucketBounds.upper(h, indexes[i] - 1),
                    ')',
                    h.negativeBuckets()[i]);
        }
        bucket(out, '[', -h.zeroThreshold(), h.zeroThreshold(), ']', h.zeroCount());
        indexes = indexes(h.positiveSpans(), h.positiveBuckets().length);
        for (int i = 0; i < indexes.length; i++) {
            // The first custom bucket is closed at minus infinity, too.
            boolean closed = h.schema() == Histogram.CUSTOM_BUCKETS_SCHEMA && indexes[i] == 0;
            bucket(
                    out,
                    closed ? '[' : '(',
                    BucketBounds.upper(h, indexes[i] - 1),
                    BucketBounds.upper(h, indexes[i]),
                    ']',
                    h.positiveBuckets()[i]);
        }
        out.append('}');
    }

    private static void bucket(
            StringBuilder out, char open, double lower, double upper, char close, double count) {
        if (count == 0) {
            return;
        }
        out.append(", ").append(open).append(GoNumbers.general(lower)).append(',');
        out.append(GoNumbers.general(upper)).append(close).append(':');
        out.append(GoNumbers.general(count));
    }

    /** Index of each bucket. */
    private static int[] indexes(int[] spans, int buckets) {
        int[] indexes = new int[buckets];
        int next = 0;
        int i = 0;
        for (int span = 0; span < spans.length; span += 2) {
            next += spans[span];
            for (int n = spans[span + 1]; n > 0; n--) {
                indexes[i++] = next++;
            }
        }
        return indexes;
    }
}
