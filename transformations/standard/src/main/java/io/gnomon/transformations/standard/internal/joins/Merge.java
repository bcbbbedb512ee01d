package io.gnomon.transformations.standard.internal.joins;

import io.gnomon.model.frame.Cells;
import io.gnomon.model.frame.DataFrame;
import io.gnomon.model.frame.Field;
import io.gnomon.model.frame.FieldType;
import io.gnomon.spi.common.NoSettings;
import io.gnomon.spi.transformation.TransformationFactory;
import io.gnomon.transformations.standard.internal.Frames;
import io.gnomon.transformations.standard.internal.StandardTransformation;
import io.gnomon.transformations.standard.internal.TableRows;

import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * "merge": one table of all frames. Rows that have the same values in the fields that all frames
 * have become one, unless they contradict each other in another field.
 */
@Component(service = TransformationFactory.class)
public final class Merge extends StandardTransformation<NoSettings> {
    public Merge() {
        super("merge", NoSettings.class);
    }

    @Override
    protected List<DataFrame> apply(List<DataFrame> frames, NoSettings none) {
        return merged(frames);
    }

    /** The frames as one table. */
    public static List<DataFrame> merged(List<DataFrame> frames) {
        List<DataFrame> filled =
                frames.stream().filter(frame -> !frame.fields().isEmpty()).toList();
        if (filled.size() < 2) {
            return filled.isEmpty() ? frames : filled;
        }
        Map<String, FieldType> types = types(filled);
        List<String> common =
                types.keySet().stream()
                        .filter(name -> filled.stream().allMatch(frame -> has(frame, name)))
                        .toList();
        TableRows table = new TableRows();
        for (DataFrame frame : filled) {
            for (Field field : frame.fields()) {
                String name = field.shownName();
                table.column(name, field, types.getOrDefault(name, FieldType.TEXT));
            }
        }
        Map<List<@Nullable Object>, List<Integer>> places = new HashMap<>();
        for (DataFrame frame : filled) {
            for (int row = 0; row < frame.rows(); row++) {
                put(values(frame, row, types), common, table, places);
            }
        }
        return List.of(Frames.table(filled, table.fields()));
    }

    private static void put(
            Map<String, Object> values,
            List<String> common,
            TableRows table,
            Map<List<@Nullable Object>, List<Integer>> places) {
        List<@Nullable Object> key = new ArrayList<>();
        common.forEach(name -> key.add(values.get(name)));
        List<Integer> same = places.computeIfAbsent(key, k -> new ArrayList<>());
        int place = -1;
        for (int row : common.isEmpty() ? List.<Integer>of() : same) {
            if (place < 0 && agrees(table, row, values)) {
                place = row;
            }
        }
        if (place < 0) {
            place = table.add();
            same.add(place);
        }
        for (Map.Entry<String, Object> value : values.entrySet()) {
            table.set(place, value.getKey(), value.getValue());
        }
    }

    private static boolean agrees(TableRows table, int row, Map<String, Object> values) {
        return values.entrySet().stream()
                .allMatch(value -> {
                    Object there = table.get(row, value.getKey());
                    return there == null || there.equals(value.getValue());
                });
    }

    /** What a row has, by the names that are shown. */
    private static Map<String, Object> values(
            DataFrame frame, int row, Map<String, FieldType> types) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Field field : frame.fields()) {
            Object value = field.column().value(row);
            String name = field.shownName();
            if (value != null) {
                boolean same = types.get(name) == field.column().type();
                values.put(name, same ? value : Cells.text(value));
            }
        }
        return values;
    }

    /** Fields of one name that have several types hold texts. */
    private static Map<String, FieldType> types(List<DataFrame> frames) {
        Map<String, FieldType> types = new LinkedHashMap<>();
        for (DataFrame frame : frames) {
            for (Field field : frame.fields()) {
                types.merge(
                        field.shownName(),
                        field.column().type(),
                        (a, b) -> a == b ? a : FieldType.TEXT);
            }
        }
        return types;
    }

    private static boolean has(DataFrame frame, String name) {
        return frame.fields().stream().anyMatch(field -> field.shownName().equals(name));
    }
}
