package io.gnomon.platform.testkit.promql;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.storage.AppendBatch;
import io.gnomon.model.storage.AppendBatch.Outcome;
import io.gnomon.model.storage.Storage;
import io.gnomon.model.storage.StorageException;
import io.gnomon.platform.memory.notation.Point;
import io.gnomon.platform.memory.notation.SeriesLine;
import io.gnomon.platform.memory.notation.StoredHints;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Data of a script: a sample per step for each series.
 *
 * @param gapMillis distance of the steps, the first of which is at 0
 */
record Load(long gapMillis, List<SeriesLine> series) {
    static Load parse(long gapMillis, boolean withNative, List<String> lines) {
        List<SeriesLine> series = new ArrayList<>();
        for (String line : lines) {
            series.add(SeriesLine.parse(line));
        }
        if (withNative) {
            series.addAll(ClassicToNative.convert(List.copyOf(series)));
        }
        return new Load(gapMillis, series);
    }

    void into(Storage storage) throws StorageException {
        Map<Labels, List<Point>> startTimes = new HashMap<>();
        try (AppendBatch batch = storage.batch("script", 0)) {
            for (SeriesLine line : series) {
                batch.series(line.labels());
                if (line.startTimes()) {
                    startTimes.put(line.labels(), line.points());
                }
            }
            // Of a series that stands twice the last line counts, and the store keeps the first.
            for (SeriesLine line : series.reversed()) {
                if (!line.startTimes()) {
                    append(batch, line, startTimes.get(line.labels()));
                }
            }
            batch.commit(AppendBatch.Durability.VISIBLE);
        }
    }

    private void append(AppendBatch batch, SeriesLine line, @Nullable List<Point> startTimes) {
        long reference = batch.series(line.labels());
        StoredHints hints = new StoredHints();
        for (int i = 0; i < line.points().size(); i++) {
            Point point = line.points().get(i);
            if (!point.present()) {
                continue;
            }
            long time = i * gapMillis;
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
                        "sample of " + line.labels() + " at " + time + ": " + outcome);
            }
            if (startTimes != null && startTimes.get(i).present()) {
                batch.startTime(reference, time + (long) startTimes.get(i).value());
            }
        }
    }
}
