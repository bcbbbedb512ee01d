package io.gnomon.platform.testkit.promql;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.storage.AppendBatch;
import io.gnomon.model.storage.Storage;
import io.gnomon.model.storage.StorageException;
import io.gnomon.platform.memory.notation.NotedSeries;
import io.gnomon.platform.memory.notation.Point;
import io.gnomon.platform.memory.notation.SeriesLine;

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
                    new NotedSeries(line)
                            .append(
                                    batch,
                                    0,
                                    line.points().size(),
                                    0,
                                    gapMillis,
                                    startTimes.getOrDefault(line.labels(), List.of()));
                }
            }
            batch.commit(AppendBatch.Durability.VISIBLE);
        }
    }
}
