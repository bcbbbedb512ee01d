package io.gnomon.platform.core.dashboards.internal.panel;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gnomon.model.frame.DataFrame;
import io.gnomon.model.frame.Field;
import io.gnomon.model.frame.FieldType;
import io.gnomon.model.labels.Labels;
import io.gnomon.platform.core.dashboards.internal.Json;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * A moment or a region that charts show.
 *
 * @param id number of an annotation that was written down, empty for all others
 * @param panelId of the only panel that shows it, 0 for all
 * @param endMillis the same as the time for a moment
 */
record Mark(
        String id,
        int panelId,
        long timeMillis,
        long endMillis,
        String title,
        String text,
        List<String> tags) {
    /**
     * How the samples of a PromQL query become texts, with the names of Grafana's annotations.
     *
     * @param tagKeys labels whose values are tags
     * @param valueIsTime the samples are times in milliseconds, each of a mark
     */
    record Format(
            String titleFormat, String textFormat, List<String> tagKeys, boolean valueIsTime) {}

    /** The marks of an answer: series by their samples, tables by their rows. */
    static List<Mark> of(List<DataFrame> frames, Format format) {
        List<Mark> marks = new ArrayList<>();
        for (DataFrame frame : frames) {
            if (frame.kind() == DataFrame.Kind.TIME_SERIES) {
                ofSeries(frame, format, marks);
            } else {
                ofTable(frame, marks);
            }
        }
        return marks;
    }

    /** A region for each stretch of samples that are neither missing nor zero. */
    private static void ofSeries(DataFrame frame, Format format, List<Mark> into) {
        Field time = column(frame, FieldType.TIME);
        Field value = column(frame, FieldType.NUMBER);
        if (time == null || value == null) {
            return;
        }
        long start = 0;
        long end = 0;
        boolean open = false;
        for (int row = 0; row < frame.rows(); row++) {
            double number = number(value, row);
            boolean on = !Double.isNaN(number) && number != 0;
            if (on && format.valueIsTime()) {
                into.add(series(value.labels(), format, (long) number, (long) number));
            } else if (on && time.column().value(row) instanceof Long at) {
                start = open ? start : at;
                end = at;
                open = true;
            } else if (open) {
                into.add(series(value.labels(), format, start, end));
                open = false;
            }
        }
        if (open) {
            into.add(series(value.labels(), format, start, end));
        }
    }

    /** NaN where there is none. */
    private static double number(Field field, int row) {
        return field.column().value(row) instanceof Double number ? number : Double.NaN;
    }

    private static Mark series(Labels labels, Format format, long start, long end) {
        List<String> tags = new ArrayList<>();
        for (String key : format.tagKeys()) {
            String tag = labels.get(key);
            if (!tag.isEmpty() && !tags.contains(tag)) {
                tags.add(tag);
            }
        }
        return new Mark(
                "",
                0,
                start,
                end,
                Legend.template(format.titleFormat(), labels),
                Legend.template(format.textFormat(), labels),
                tags);
    }

    /** Rows by the names of their columns: time, timeEnd, title, text, tags, id. */
    private static void ofTable(DataFrame frame, List<Mark> into) {
        Field time = named(frame, "time");
        time = time == null ? column(frame, FieldType.TIME) : time;
        if (time == null) {
            return;
        }
        for (int row = 0; row < frame.rows(); row++) {
            if (time.column().value(row) instanceof Long start) {
                Field ends = named(frame, "timeEnd");
                Object last = ends == null ? null : ends.column().value(row);
                long end = last instanceof Long at ? at : start;
                String tags = text(frame, "tags", row);
                into.add(
                        new Mark(
                                text(frame, "id", row),
                                0,
                                start,
                                Math.max(start, end),
                                text(frame, "title", row),
                                text(frame, "text", row),
                                tags.isEmpty() ? List.of() : List.of(tags.split(" *, *", -1))));
            }
        }
    }

    private static String text(DataFrame frame, String name, int row) {
        Field field = named(frame, name);
        Object value = field == null ? null : field.column().value(row);
        return value == null ? "" : value.toString();
    }

    private static @Nullable Field named(DataFrame frame, String name) {
        return frame.fields().stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .findFirst()
                .orElse(null);
    }

    private static @Nullable Field column(DataFrame frame, FieldType type) {
        return frame.fields().stream()
                .filter(field -> field.column().type() == type)
                .findFirst()
                .orElse(null);
    }

    /** As the page takes it. */
    ObjectNode json(String query, String color) {
        ObjectNode json =
                Json.newObject()
                        .put("query", query)
                        .put("time", timeMillis)
                        .put("title", title)
                        .put("text", text)
                        .put("color", color);
        if (endMillis > timeMillis) {
            json.put("timeEnd", endMillis);
        }
        if (!id.isEmpty()) {
            json.put("id", id);
        }
        if (panelId > 0) {
            json.put("panelId", panelId);
        }
        tags.forEach(json.putArray("tags")::add);
        return json;
    }
}
