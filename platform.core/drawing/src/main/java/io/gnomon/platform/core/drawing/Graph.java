package io.gnomon.platform.core.drawing;

import io.gnomon.model.query.QueryResult.Series;

import org.jspecify.annotations.Nullable;

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
 * @param names of the lines; none: the labels that tell them apart
 * @param unit of the values at the axis; null: plain numbers
 */
public record Graph(
        String title,
        long fromMillis,
        long toMillis,
        long stepMillis,
        ZoneId zone,
        List<Series> series,
        OptionalDouble threshold,
        List<String> names,
        @Nullable Unit unit) {

    /** How values are written at the axis. */
    @FunctionalInterface
    public interface Unit {
        String text(double value);

        /**
         * The smallest distance of marks that is round in this unit and not below another.
         *
         * @param rough above zero
         */
        default double step(double rough) {
            return decimal(rough);
        }

        /** The same of plain numbers: 1, 2 or 5 times a power of ten. */
        static double decimal(double rough) {
            double power = Math.pow(10, Math.floor(Math.log10(rough)));
            for (int digit : new int[] {1, 2, 5}) {
                if (rough <= digit * power) {
                    return digit * power;
                }
            }
            return 10 * power;
        }
    }

    public Graph {
        if (fromMillis >= toMillis) {
            throw new IllegalArgumentException(
                    "a graph from %d to %d: it must end after its begin"
                            .formatted(fromMillis, toMillis));
        }
        if (!names.isEmpty() && names.size() != series.size()) {
            throw new IllegalArgumentException(
                    "%d names of %d lines".formatted(names.size(), series.size()));
        }
        series = List.copyOf(series);
        names = List.copyOf(names);
    }

    /** Lines named by their labels, with plain numbers. */
    public Graph(
            String title,
            long fromMillis,
            long toMillis,
            long stepMillis,
            ZoneId zone,
            List<Series> series,
            OptionalDouble threshold) {
        this(title, fromMillis, toMillis, stepMillis, zone, series, threshold, List.of(), null);
    }
}
