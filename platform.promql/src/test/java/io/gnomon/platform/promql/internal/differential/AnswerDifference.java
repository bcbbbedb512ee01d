package io.gnomon.platform.promql.internal.differential;

import io.gnomon.model.labels.Labels;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** How two answers to one query differ. */
final class AnswerDifference {
    /** Of the larger of two numbers, and of the sum of the magnitudes that went into them. */
    static final double TOLERANCE = 1e-12;

    /** The peer tells so many remarks of each kind and how many more there were. */
    private static final int REMARKS_TOLD = 10;

    private final double magnitude;
    private final boolean ordered;

    /** Whether a number differed by more than the tolerance of the larger one. */
    private boolean cancelled;

    /**
     * @param magnitude sum of the magnitudes of the query's inputs
     * @param ordered whether the order of the series is promised
     */
    AnswerDifference(double magnitude, boolean ordered) {
        this.magnitude = magnitude;
        this.ordered = ordered;
    }

    boolean cancelled() {
        return cancelled;
    }

    /** What differs, null when nothing does. */
    @Nullable String between(PeerAnswer peer, PeerAnswer ours) {
        if (peer.isError() || ours.isError()) {
            return peer.errorType().equals(ours.errorType())
                    ? null
                    : "peer: " + outcome(peer) + "; ours: " + outcome(ours);
        }
        String problem = series(peer, ours);
        if (problem == null) {
            problem = remarks("warnings", peer.warnings(), ours.warnings());
        }
        return problem != null ? problem : remarks("infos", peer.infos(), ours.infos());
    }

    private static String outcome(PeerAnswer answer) {
        return answer.isError()
                ? answer.errorType() + " \"" + answer.error() + "\""
                : answer.series().size() + " series";
    }

    private @Nullable String series(PeerAnswer peer, PeerAnswer ours) {
        if (!peer.series().keySet().equals(ours.series().keySet())) {
            TreeSet<Labels> missing = new TreeSet<>(peer.series().keySet());
            missing.removeAll(ours.series().keySet());
            TreeSet<Labels> extra = new TreeSet<>(ours.series().keySet());
            extra.removeAll(peer.series().keySet());
            return "series missing: " + first(missing) + "; extra: " + first(extra);
        }
        // Which of two equal values comes first is not said.
        double[] order = firstNumbers(peer);
        if (ordered && !same(order, firstNumbers(ours))) {
            return "order: " + peer.series().keySet() + "; ours: " + ours.series().keySet();
        }
        for (Labels labels : peer.series().keySet()) {
            String problem = points(peer.series().get(labels), ours.series().get(labels));
            if (problem != null) {
                return labels + " " + problem;
            }
        }
        return null;
    }

    private static double[] firstNumbers(PeerAnswer answer) {
        return answer.series().values().stream()
                .mapToDouble(points -> points.values().iterator().next()[0])
                .toArray();
    }

    private boolean same(double[] a, double[] b) {
        return IntStream.range(0, Math.max(a.length, b.length))
                .allMatch(i -> i < a.length && i < b.length && same(a[i], b[i]));
    }

    private static String first(SortedSet<Labels> labels) {
        return labels.size() + (labels.isEmpty() ? "" : ", " + labels.first());
    }

    private @Nullable String points(
            @Nullable Map<Long, double[]> peer, @Nullable Map<Long, double[]> ours) {
        if (peer == null || ours == null || !peer.keySet().equals(ours.keySet())) {
            return "has other times: " + times(peer) + "; ours: " + times(ours);
        }
        for (Map.Entry<Long, double[]> point : peer.entrySet()) {
            double[] a = point.getValue();
            double[] b = ours.getOrDefault(point.getKey(), new double[0]);
            if (!same(a, b)) {
                return "at "
                        + point.getKey()
                        + ": "
                        + Arrays.toString(a)
                        + "; ours: "
                        + Arrays.toString(b);
            }
        }
        return null;
    }

    private static String times(@Nullable Map<Long, double[]> points) {
        return points == null ? "none" : points.size() + " " + points.keySet();
    }

    private boolean same(double a, double b) {
        if (a == b || (Double.isNaN(a) && Double.isNaN(b))) {
            return true;
        }
        double difference = Math.abs(a - b);
        if (difference <= TOLERANCE * Math.max(Math.abs(a), Math.abs(b))) {
            return true;
        }
        cancelled = true;
        return difference <= TOLERANCE * magnitude;
    }

    private static @Nullable String remarks(
            String kind, SortedSet<String> peer, SortedSet<String> ours) {
        boolean same = peer.size() > REMARKS_TOLD ? ours.size() >= REMARKS_TOLD : peer.equals(ours);
        return same ? null : kind + ": " + peer + "; ours: " + ours;
    }
}
