package io.gnomon.transformations.standard.internal.rows;

import io.gnomon.model.frame.Calculation;
import io.gnomon.model.frame.Columns;
import io.gnomon.model.frame.Field;
import io.gnomon.model.labels.Labels;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rows that have the same values in some fields. */
final class Groups {
    private Groups() {}

    /** The rows of each group, in the order of their first ones. */
    static List<int[]> of(int rows, List<Field> keys) {
        Map<List<@Nullable Object>, List<Integer>> groups = new LinkedHashMap<>();
        for (int row = 0; row < rows; row++) {
            List<@Nullable Object> key = new ArrayList<>();
            for (Field field : keys) {
                key.add(field.column().value(row));
            }
            groups.computeIfAbsent(key, k -> new ArrayList<>()).add(row);
        }
        return groups.values().stream()
                .map(group -> group.stream().mapToInt(Integer::intValue).toArray())
                .toList();
    }

    /** A field called like "Value (mean)" with the value of each group. */
    static Field calculated(Field field, List<int[]> groups, Calculation calculation) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int[] rows : groups) {
            values.add(calculation.apply(field.column().rows(rows)));
        }
        Map<String, Object> config = new HashMap<>(field.config());
        config.remove("displayName");
        return new Field(
                "%s (%s)".formatted(field.shownName(), calculation.id()),
                Columns.of(calculation.typeFor(field.column()), values),
                Labels.EMPTY,
                config);
    }
}
