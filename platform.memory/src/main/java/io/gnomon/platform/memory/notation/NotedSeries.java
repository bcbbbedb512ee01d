package io.gnomon.platform.memory.notation;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.storage.AppendBatch;
import io.gnomon.model.storage.AppendBatch.Outcome;

import java.util.List;

/**
 * A series in the notation of PromQL's scripts and of promtool's unit tests: {@code 1+2x10 _
 * stale}, {@code {{sum:1 count:2 buckets:[2]}}}.
 */
public final class NotedSeries {
    private final Labels labels;
    private final List<Point> points;
    private final StoredHints hints = new StoredHints();

    public NotedSeries(SeriesLine line) {
        labels = line.labels();
        points = line.points();
    }

    /**
     * Reads a series.
     *
     * @param series as PromQL writes it
     * @param values one for each step
     * @throws IllegalArgumentException with a sentence
     */
    public static NotedSeries parse(String series, String values) {
        return new NotedSeries(SeriesLine.parse(series + " " + values));
    }

    /** Labels of a series as PromQL writes it, empty for none. */
    public static Labels labels(String series) {
        return series.isBlank() ? Labels.EMPTY : SeriesLine.parse(series).labels();
    }

    /** A histogram in this notation. */
    public static Histogram histogram(String text) {
        Histogram histogram = HistogramNotation.parse(text.strip()).histogram();
        if (histogram == null) {
            throw new IllegalArgumentException("\"" + text + "\" is not a histogram");
        }
        return histogram;
    }

    /** A histogram as this notation writes it, without empty buckets at its ends. */
    public static String text(Histogram histogram) {
        return HistogramNotation.write(histogram);
    }

    /**
     * Appends the values of some steps; those that the series has no more are none.
     *
     * @param from first step; calls go on where the one before ended
     * @param to behind the last
     * @param startMillis time of step 0
     */
    public void append(AppendBatch batch, int from, int to, long startMillis, long gapMillis) {
        append(batch, from, to, startMillis, gapMillis, List.of());
    }

    /**
     * The same with start times.
     *
     * @param startTimes of the steps, relative to each; empty for none
     */
    public void append(
            AppendBatch batch,
            int from,
            int to,
            long startMillis,
            long gapMillis,
            List<Point> startTimes) {
        long reference = batch.series(labels);
        for (int i = from; i < Math.min(to, points.size()); i++) {
            Point point = points.get(i);
            if (!point.present()) {
                continue;
            }
            long time = startMillis + i * gapMillis;
            if (!startTimes.isEmpty() && startTimes.get(i).present()) {
                batch.startTime(reference, time, time + (long) startTimes.get(i).value());
            }
            Histogram histogram = point.histogram();
            Outcome outcome;
            if (histogram == null) {
                hints.interrupt();
                outcome = batch.append(reference, time, point.value());
            } else {
                outcome = batch.append(reference, time, hints.next(histogram));
            }
            if (outcome == Outcome.LIMIT || outcome == Outcome.NOT_SUPPORTED) {
                throw new IllegalStateException(
                        "sample of " + labels + " at " + time + ": " + outcome);
            }
        }
    }
}
