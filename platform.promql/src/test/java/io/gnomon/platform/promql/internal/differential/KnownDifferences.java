package io.gnomon.platform.promql.internal.differential;

import io.gnomon.model.labels.Labels;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Where Prometheus 3.5 answers another way than the version whose suite we pass, 3.14. */
final class KnownDifferences {
    /**
     * A difference.
     *
     * @param reason for the report
     * @param recognizes whether it explains how two answers to a query differ
     */
    private record Known(String reason, Predicate<Difference> recognizes) {}

    /** Two answers that differ. */
    record Difference(String query, PeerAnswer peer, PeerAnswer ours, String problem) {}

    private static final List<Known> ALL =
            List.of(
                    new Known(
                            "comparisons with several series of the many side fail even where none"
                                    + " is kept",
                            d ->
                                    !d.peer.isError()
                                            && d.ours.error().startsWith("multiple matches")
                                            && d.query.matches("(?s).*[<>=!].*")),
                    new Known(
                            "changes and resets of calculated numbers count their last digits",
                            d -> d.query.matches("(?s).*(changes|resets)\\(\\(.*\\[.*:.*")),
                    new Known(
                            "series that get equal labels and never a value at the same step are"
                                    + " one, not an error",
                            d ->
                                    d.query.contains(" or ")
                                            && !d.ours.isError()
                                            && d.peer.error().contains("the same labelset")),
                    new Known(
                            "hints about resets are found under histogram_count wherever it stands",
                            d ->
                                    d.query.matches("(?s).*histogram_(count|sum|avg).*")
                                            && d.problem.contains("conflicting counter resets")),
                    new Known(
                            "resets of histograms with negative counts are no resets of a counter",
                            d ->
                                    d.query.matches("(?s).*(rate|increase|resets)\\(\\(.*delta.*")
                                            && d.problem.contains(", ")),
                    new Known(
                            "which remark a group of floats and histograms of all kinds gets"
                                    + " depends on the order of its series",
                            d ->
                                    d.problem.startsWith("warnings")
                                            && d.problem.contains("encountered a mix")
                                            && d.problem.contains("contains a mix")),
                    new Known(
                            "names to be removed come back, with delayed name removal",
                            d ->
                                    d.query.matches("(?s).*(last_over_time\\(| or |group_).*")
                                            && d.problem.startsWith("series missing")
                                            && unnamed(d.peer).equals(unnamed(d.ours))),
                    new Known(
                            "buckets of an average of histograms do not add up to its count",
                            d -> d.query.contains("avg") && !addsUp(d.peer)));

    private KnownDifferences() {}

    /** Why two answers differ, null when that is not known. */
    static @Nullable String reason(Difference difference) {
        return ALL.stream()
                .filter(known -> known.recognizes.test(difference))
                .map(Known::reason)
                .findFirst()
                .orElse(null);
    }

    private static Set<Labels> unnamed(PeerAnswer answer) {
        return answer.series().keySet().stream()
                .map(labels -> labels.without(List.of(Labels.METRIC_NAME)))
                .collect(Collectors.toSet());
    }

    /** Whether the buckets of every histogram sum up to its count. */
    private static boolean addsUp(PeerAnswer answer) {
        return answer.series().values().stream()
                .flatMap(points -> points.values().stream())
                .allMatch(KnownDifferences::addsUp);
    }

    private static boolean addsUp(double[] histogram) {
        double sum = 0;
        for (int i = 4; i < histogram.length; i += 3) {
            sum += histogram[i];
        }
        return histogram.length < 3 || Math.abs(sum - histogram[0]) <= 1e-9 * sum;
    }

    /** 3.5 tells the metric of a bucket without a bound even when it has no name. */
    static String remark(String text) {
        return text.replace(" for metric name \"\"", "");
    }
}
