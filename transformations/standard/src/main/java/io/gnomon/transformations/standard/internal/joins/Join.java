package io.gnomon.transformations.standard.internal.joins;

import io.gnomon.model.frame.Cells;
import io.gnomon.model.frame.Columns;
import io.gnomon.model.frame.DataFrame;
import io.gnomon.model.frame.Field;
import io.gnomon.model.frame.FieldType;
import io.gnomon.spi.common.Key;
import io.gnomon.transformations.standard.internal.Frames;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** One frame of several that have a field in common. */
public final class Join {
    /** Values that occur often on both sides multiply. */
    private static final int ROWS_MAX = 1_000_000;

    private Join() {}

    /** What becomes of values that not every frame has, or has more than once. */
    public enum Mode {
        /** One row for each value; of several rows the last counts. */
        @Key("outer")
        OUTER,
        /** Rows for each value, every combination of those that have it. */
        @Key("outerTabular")
        OUTER_TABULAR,
        /** As that, of values that all frames have. */
        @Key("inner")
        INNER
    }

    /** The first time field of a frame. */
    public static @Nullable Field time(DataFrame frame) {
        return Frames.first(frame, FieldType.TIME);
    }

    /**
     * The frames as one: the common field, then the other fields of each. Times and numbers are in
     * order, texts as they come. Frames without the field are left out.
     *
     * @param common finds the field
     * @return the given frames when fewer than two have it
     * @throws IllegalArgumentException with a sentence when it gets too large
     */
    public static List<DataFrame> by(
            List<DataFrame> frames, Function<DataFrame, @Nullable Field> common, Mode mode) {
        List<DataFrame> joined = new ArrayList<>();
        List<Field> keys = new ArrayList<>();
        for (DataFrame frame : frames) {
            Field key = common.apply(frame);
            if (key != null) {
                joined.add(frame);
                keys.add(key);
            }
        }
        if (joined.size() < 2) {
            return frames;
        }
        Map<Object, List<List<Integer>>> rowsByValue = rowsByValue(keys);
        List<Object> values = new ArrayList<>();
        List<int[]> rows = new ArrayList<>();
        for (Object value : inOrder(rowsByValue, keys.get(0).column().type())) {
            for (int[] one : combinations(rowsByValue.getOrDefault(value, List.of()), mode)) {
                values.add(value);
                rows.add(one);
            }
            if (rows.size() > ROWS_MAX) {
                throw new IllegalArgumentException(
                        "joined by \"%s\" there are more than %d rows: the field's values occur too often"
                                .formatted(keys.get(0).shownName(), ROWS_MAX));
            }
        }
        Field first = keys.get(0);
        List<Field> fields = new ArrayList<>();
        fields.add(first.withColumn(Columns.of(first.column().type(), values)));
        for (int i = 0; i < joined.size(); i++) {
            int of = i;
            int[] order = rows.stream().mapToInt(one -> one[of]).toArray();
            for (Field field : joined.get(i).fields()) {
                if (!field.equals(keys.get(i))) {
                    fields.add(field.withColumn(field.column().rows(order)));
                }
            }
        }
        DataFrame table = Frames.table(joined, Frames.withOwnNames(fields));
        boolean series = joined.stream().allMatch(f -> f.kind() == DataFrame.Kind.TIME_SERIES);
        return List.of(series ? table.as(DataFrame.Kind.TIME_SERIES) : table);
    }

    /** For each value the rows of each frame that have it. */
    private static Map<Object, List<List<Integer>>> rowsByValue(List<Field> keys) {
        Map<Object, List<List<Integer>>> found = new LinkedHashMap<>();
        FieldType type = keys.get(0).column().type();
        for (int i = 0; i < keys.size(); i++) {
            Field.Column column = keys.get(i).column();
            for (int row = 0; row < column.size(); row++) {
                Object value = column.value(row);
                if (value != null && column.type() == type) {
                    found.computeIfAbsent(value, v -> lists(keys.size())).get(i).add(row);
                }
            }
        }
        return found;
    }

    private static List<List<Integer>> lists(int count) {
        List<List<Integer>> lists = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            lists.add(new ArrayList<>());
        }
        return lists;
    }

    private static List<Object> inOrder(Map<Object, ?> rowsByValue, FieldType type) {
        List<Object> values = new ArrayList<>(rowsByValue.keySet());
        if (type == FieldType.TIME || type == FieldType.NUMBER) {
            values.sort(Cells.ORDER);
        }
        return values;
    }

    /** A row of each frame, -1 for none. */
    private static List<int[]> combinations(List<List<Integer>> rows, Mode mode) {
        if (mode == Mode.INNER && rows.stream().anyMatch(List::isEmpty)) {
            return List.of();
        }
        List<int[]> all = new ArrayList<>();
        all.add(new int[rows.size()]);
        for (int i = 0; i < rows.size(); i++) {
            List<Integer> own = rows.get(i);
            int of = i;
            List<Integer> taken =
                    own.isEmpty()
                            ? List.of(-1)
                            : mode == Mode.OUTER ? List.of(own.get(own.size() - 1)) : own;
            if ((long) all.size() * taken.size() > ROWS_MAX) {
                throw new IllegalArgumentException(
                        "the joined table has more than %d rows: values occur too often"
                                .formatted(ROWS_MAX));
            }
            List<int[]> next = new ArrayList<>();
            for (int[] one : all) {
                for (int row : taken) {
                    int[] copy = one.clone();
                    copy[of] = row;
                    next.add(copy);
                }
            }
            all = next;
        }
        return all;
    }
}
