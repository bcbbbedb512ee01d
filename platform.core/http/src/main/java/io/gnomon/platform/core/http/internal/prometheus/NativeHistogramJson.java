package io.gnomon.platform.core.http.internal.prometheus;

import com.fasterxml.jackson.core.JsonGenerator;

import io.gnomon.model.sample.BucketBounds;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.text.GoNumbers;

import java.io.IOException;

/**
 * A native histogram as {@code {count, sum, buckets: [[rule, low, high, count]]}}. Rule 0 is open
 * below and closed above, 1 the other way round, 3 closed at both ends. Empty buckets are left out.
 */
final class NativeHistogramJson {
    private static final int OPEN_BELOW = 0;
    private static final int OPEN_ABOVE = 1;
    private static final int CLOSED = 3;

    private final JsonGenerator json;
    private final Histogram histogram;
    private boolean any;

    private NativeHistogramJson(JsonGenerator json, Histogram histogram) {
        this.json = json;
        this.histogram = histogram;
    }

    static void write(JsonGenerator json, Histogram histogram) throws IOException {
        json.writeStartObject();
        json.writeStringField("count", number(histogram.count()));
        json.writeStringField("sum", number(histogram.sum()));
        new NativeHistogramJson(json, histogram).buckets();
        json.writeEndObject();
    }

    private void buckets() throws IOException {
        int[] negative = indexes(histogram.negativeSpans(), histogram.negativeBuckets().length);
        for (int i = negative.length - 1; i >= 0; i--) {
            bucket(
                    OPEN_ABOVE,
                    -bound(negative[i]),
                    -bound(negative[i] - 1),
                    histogram.negativeBuckets()[i]);
        }
        bucket(
                CLOSED,
                -histogram.zeroThreshold(),
                histogram.zeroThreshold(),
                histogram.zeroCount());
        int[] positive = indexes(histogram.positiveSpans(), histogram.positiveBuckets().length);
        boolean custom = histogram.schema() == Histogram.CUSTOM_BUCKETS_SCHEMA;
        for (int i = 0; i < positive.length; i++) {
            bucket(
                    custom && positive[i] == 0 ? CLOSED : OPEN_BELOW,
                    bound(positive[i] - 1),
                    bound(positive[i]),
                    histogram.positiveBuckets()[i]);
        }
        if (any) {
            json.writeEndArray();
        }
    }

    private void bucket(int rule, double low, double high, double count) throws IOException {
        if (count == 0) {
            return;
        }
        if (!any) {
            json.writeArrayFieldStart("buckets");
            any = true;
        }
        json.writeStartArray();
        json.writeNumber(rule);
        json.writeString(number(low));
        json.writeString(number(high));
        json.writeString(number(count));
        json.writeEndArray();
    }

    /** Upper bound of a bucket on the positive side. */
    private double bound(int index) {
        return BucketBounds.upper(histogram, index);
    }

    private static int[] indexes(int[] spans, int buckets) {
        int[] indexes = new int[buckets];
        int n = 0;
        int next = 0;
        for (int s = 0; s + 1 < spans.length; s += 2) {
            next += spans[s];
            for (int k = 0; k < spans[s + 1] && n < buckets; k++) {
                indexes[n++] = next++;
            }
        }
        return indexes;
    }

    private static String number(double value) {
        StringBuilder out = new StringBuilder();
        GoNumbers.json(out, value);
        return out.toString();
    }
}
