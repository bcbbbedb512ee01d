package io.gnomon.model.frame;

import io.gnomon.model.labels.Labels;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * A column of a frame.
 *
 * @param labels labels of the series that the column is, else empty
 * @param config hints of the data source in the names of Grafana's fieldConfig (unit, decimals,
 *     displayName, custom ...): strings, numbers, booleans, lists and maps of them
 */
public record Field(String name, Column column, Labels labels, Map<String, Object> config) {
    /** Values of a column. The arrays are given away by who makes them and never changed. */
    public sealed interface Column {
        int size();

        /** Milliseconds since 1970 UTC. */
        record Time(long[] values) implements Column {
            @Override
            public int size() {
                return values.length;
            }
        }

        /**
         * NaN is a value; {@code missing[i]} says that row i has none, null array: all have one.
         */
        record Numbers(double[] values, boolean @Nullable [] missing) implements Column {
            @Override
            public int size() {
                return values.length;
            }
        }

        record Texts(@Nullable String[] values) implements Column {
            @Override
            public int size() {
                return values.length;
            }
        }

        record Booleans(@Nullable Boolean[] values) implements Column {
            @Override
            public int size() {
                return values.length;
            }
        }

        /** JSON texts. */
        record Json(@Nullable String[] values) implements Column {
            @Override
            public int size() {
                return values.length;
            }
        }
    }
}
