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

/**
 * Frames as comma separated values (RFC 4180): one table of all time series with a column each,
 * else the frames one below the other. Values are raw, times in ISO 8601 UTC, nothing where there
 * is no value.
 */
final class CsvText {
    private static final String LINE_END = "\r\n";

    private CsvText() {}

    static String of(List<DataFrame> frames) {
        boolean series =
                !frames.isEmpty()
                        && frames.stream().allMatch(frame -> frame.kind() == Kind.TIME_SERIES);
        StringBuilder out = new StringBuilder();
        if (series) {
            series(frames, out);
        } else {
            for (DataFrame frame : frames) {
                out.append(out.isEmpty() ? "" : LINE_END);
                table(frame, out);
            }
        }
        return out.toString();
    }

    private static void table(DataFrame frame, StringBuilder out) {
        line(frame.fields().stream().map(field -> (Object) field.shownName()).toList(), out);
        for (int row = 0; row < frame.rows(); row++) {
            List<@Nullable Object> cells = new ArrayList<>();
            for (Field field : frame.fields()) {
                cells.add(field.column().value(row));
            }
            line(cells, out);
        }
    }

    /** Series need not have the same times: each time that one of them has is a line. */
    private static void series(List<DataFrame> frames, StringBuilder out) {
        List<@Nullable Object> headings = new ArrayList<>(List.of("Time"));
        TreeMap<Long, List<@Nullable Object>> lines = new TreeMap<>();
        int column = 0;
        for (DataFrame frame : frames) {
            Field time = null;
            for (Field field : frame.fields()) {
                if (field.column().type() == FieldType.TIME) {
                    time = field;
                } else if (time != null) {
                    headings.add(name(field));
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

    private static String name(Field field) {
        boolean own = field.shownName().equals(field.name()) && !field.labels().isEmpty();
        return own ? field.labels().toString() : field.shownName();
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
