package io.gnomon.platform.core.drawing;

import io.gnomon.model.query.QueryResult.Series;

import java.time.ZoneId;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What a picture shows: lines over time.
 *
 * @param fromMillis left end of the time axis, milliseconds since 1970 UTC
 * @param toMillis right end, later than the left one
 * @param stepMillis usual distance of samples; a line is broken where it is half as long again
 * @param zone of the times that are written at the axis
 * @param series lines with their samples in order of time; those that are not finite, and
 *     histograms, are gaps
 * @param threshold a dashed line at this value
 */
public record Graph(
        String title,
        long fromMillis,
        long toMillis,
        long stepMillis,
        ZoneId zone,
        List<Series> series,
        OptionalDouble threshold) {

    public Graph {
        if (fromMillis >= toMillis) {
            throw new IllegalArgumentException(
                    "a graph from %d to %d: it must end after its begin"
                            .formatted(fromMillis, toMillis));
        }
        series = List.copyOf(series);
    }
}
