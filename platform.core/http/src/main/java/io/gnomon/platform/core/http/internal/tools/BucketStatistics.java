package io.gnomon.platform.core.http.internal.tools;

import com.fasterxml.jackson.databind.JsonNode;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * How many buckets of a histogram are populated over time.
 *
 * @param total buckets that there are in all, populated or not
 */
record BucketStatistics(int min, double avg, int max, int total) {
    private static final int FEWEST_SAMPLES = 2;

    /** Of a native histogram; null when there are fewer than two samples. */
    static @Nullable BucketStatistics ofNative(JsonNode histograms) {
        if (histograms.size() < FEWEST_SAMPLES) {
            return null;
        }
        Set<String> all = new HashSet<>();
        List<Integer> populated = new ArrayList<>();
        for (JsonNode pair : histograms) {
            JsonNode buckets = pair.path(1).path("buckets");
            for (JsonNode bucket : buckets) {
                all.add(bucket.path(0) + " " + bucket.path(1) + " " + bucket.path(2));
            }
            populated.add(buckets.size());
        }
        return of(populated, all.size());
    }

    /**
     * Of a classic histogram, from the series of its buckets; null when there are fewer than two
     * samples.
     *
     * @throws IllegalArgumentException when the buckets have samples at different times
     */
    static @Nullable BucketStatistics ofClassic(List<JsonNode> buckets) {
        List<JsonNode> sorted = new ArrayList<>(buckets);
        sorted.sort(
                Comparator.comparingDouble(
                        bucket -> TextPrinter.number(bucket.path("metric").path("le"))));
        int samples = buckets.get(0).path("values").size();
        if (samples < FEWEST_SAMPLES) {
            return null;
        }
        List<Integer> populated = new ArrayList<>();
        for (int i = 0; i < samples; i++) {
            populated.add(populated(sorted, i));
        }
        return of(populated, buckets.size());
    }

    /** Buckets of cumulative counts that have more than the one below. */
    private static int populated(List<JsonNode> buckets, int sample) {
        int populated = 0;
        double below = 0;
        JsonNode before = null;
        for (JsonNode bucket : buckets) {
            JsonNode pair = bucket.path("values").path(sample);
            if (pair.isMissingNode()) {
                return populated;
            }
            if (before != null && before.path(0).asDouble() != pair.path(0).asDouble()) {
                throw new IllegalArgumentException("matrix result is not time aligned");
            }
            double count = TextPrinter.number(pair.path(1));
            if ((long) (count - below) != 0) {
                populated++;
            }
            below = count;
            before = pair;
        }
        return populated;
    }

    private static BucketStatistics of(List<Integer> populated, int total) {
        var summary = populated.stream().mapToInt(Integer::intValue).summaryStatistics();
        return new BucketStatistics(
                summary.getMin(), summary.getAverage(), summary.getMax(), total);
    }

    @Override
    public String toString() {
        String text = String.format(Locale.ROOT, "%d/%.3f/%d", min, avg, max);
        return max == total ? text : text + "/" + total;
    }

    /** The least, the average and the most of each number over several histograms. */
    static String aggregated(List<BucketStatistics> all) {
        String max = distribution(all.stream().map(BucketStatistics::max).toList());
        String total = distribution(all.stream().map(BucketStatistics::total).toList());
        String text =
                "histogram series (%d in total):\n- min populated: %s\n- avg populated: %s\n- max populated: %s"
                        .formatted(
                                all.size(),
                                distribution(all.stream().map(BucketStatistics::min).toList()),
                                distribution(all.stream().map(s -> (int) s.avg()).toList()),
                                max);
        return max.equals(total) ? text : text + "\n- total: " + total;
    }

    private static String distribution(List<Integer> numbers) {
        var summary = numbers.stream().mapToInt(Integer::intValue).summaryStatistics();
        return String.format(
                Locale.ROOT,
                "%d/%.3f/%d",
                summary.getMin(),
                summary.getAverage(),
                summary.getMax());
    }
}
