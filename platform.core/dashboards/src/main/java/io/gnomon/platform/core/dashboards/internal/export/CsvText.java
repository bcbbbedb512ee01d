package io.gnomon.platform.core.dashboards.internal.export;

import io.gnomon.model.frame.Cells;
import io.gnomon.model.frame.DataFrame;
import io.gnomon.model.frame.DataFrame.Kind;
import io.gnomon.model.frame.Field;
import io.gnomon.model.frame.FieldType;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;

/**
 * Frames as comma separated values (RFC 4180): one table of all time series with a column each,
 * else the frames one below the other. Columns are called as the panel calls them, those that it
 * hides are left out. Values are raw, times in ISO 8601 UTC, nothing where there is no value.
 */
final class CsvText {
    private static final String LINE_END = "\r\n";

    private CsvText() {}

    /**
     * The text.
     *
     * @param looks how the panel shows a field of a frame
     */
    static String of(List<DataFrame> frames, BiFunction<Field, DataFrame, FieldLook> looks) {
        boolean series =
                !frames.isEmpty()
                        && frames.stream().allMatch(frame -> frame.kind() == Kind.TIME_SERIES);
        StringBuilder out = new StringBuilder();
        if (series) {
            series(frames, looks, out);
        } else {
            for (DataFrame frame : frames) {
                out.append(out.isEmpty() ? "" : LINE_END);
                table(frame, looks, out);
            }
        }
        return out.toString();
    }

    private static void table(
            DataFrame frame, BiFunction<Field, DataFrame, FieldLook> looks, StringBuilder out) {
        List<Field> shown =
                frame.fields().stream()
                        .filter(field -> !looks.apply(field, frame).isHidden())
                        .toList();
        line(shown.stream().map(field -> (Object) looks.apply(field, frame).name()).toList(), out);
        for (int row = 0; row < frame.rows(); row++) {
            List<@Nullable Object> cells = new ArrayList<>();
            for (Field field : shown) {
                cells.add(field.column().value(row));
            }
            line(cells, out);
        }
    }

    /** Series need not have the same times: each time that one of them has is a line. */
    private static void series(
            List<DataFrame> frames,
            BiFunction<Field, DataFrame, FieldLook> looks,
            StringBuilder out) {
        List<@Nullable Object> headings = new ArrayList<>(List.of("Time"));
        TreeMap<Long, List<@Nullable Object>> lines = new TreeMap<>();
        int column = 0;
        for (DataFrame frame : frames) {
            Field time = null;
            for (Field field : frame.fields()) {
                if (field.column().type() == FieldType.TIME) {
                    time = field;
                } else if (time != null && !looks.apply(field, frame).isHidden()) {
                    headings.add(looks.apply(field, frame).name());
                    put(time, field, column++, lines);
                }
            }
        }
        line(headings, out);
        int width = column;
        lines.forEach((time, values) -> {
            List<@Nullable Object> cells = new ArrayList<>(List.of(time));
            for (int i = 0; i < width; i++) {
                cells.add(i < values.size() ? values.get(i) : null);
            }
            line(cells, out);
        });
    }

    private static void put(
            Field time, Field field, int column, Map<Long, List<@Nullable Object>> lines) {
        for (int row = 0; row < field.column().size(); row++) {
            Object value = field.column().value(row);
            if (value != null && time.column().value(row) instanceof Long at) {
                List<@Nullable Object> values = lines.computeIfAbsent(at, t -> new ArrayList<>());
                while (values.size() <= column) {
                    values.add(null);
                }
                values.set(column, value);
            }
        }
    }

    private static void line(List<? extends @Nullable Object> cells, StringBuilder out) {
        for (int i = 0; i < cells.size(); i++) {
            out.append(i == 0 ? "" : ",").append(cell(cells.get(i)));
        }
        out.append(LINE_END);
    }

    /**
     * A text that a spreadsheet would run as a formula gets an apostrophe: labels come from whoever
     * is scraped.
     */
    private static String cell(@Nullable Object value) {
        String text = Cells.text(value);
        if (value instanceof String && text.matches("(?s)[=+\\-@\t\r].*")) {
            text = "'" + text;
        }
        return text.matches("(?s).*[\",\r\n].*") ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
