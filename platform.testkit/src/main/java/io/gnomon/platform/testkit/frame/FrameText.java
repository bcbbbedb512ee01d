package io.gnomon.platform.testkit.frame;

import io.gnomon.model.frame.DataFrame;
import io.gnomon.model.frame.Field;
import io.gnomon.model.frame.Field.Column;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Frames as text, to compare and to read: a line for each frame, field and notice. */
public final class FrameText {
    private FrameText() {}

    /** Such as {@code frame A "cpu" TIME_SERIES rows=2}, {@code Value{job="a"} = 1.0 -}. */
    public static String of(List<DataFrame> frames) {
        StringBuilder out = new StringBuilder();
        for (DataFrame frame : frames) {
            out.append(
                    "frame %s \"%s\" %s rows=%d\n"
                            .formatted(frame.refId(), frame.name(), frame.kind(), frame.rows()));
            for (Field field : frame.fields()) {
                out.append("  ").append(field.name());
                if (!field.labels().isEmpty()) {
                    out.append(field.labels());
                }
                if (!field.config().isEmpty()) {
                    Map<String, Object> sorted = new TreeMap<>(field.config());
                    out.append(' ').append(sorted);
                }
                out.append(" =");
                for (int row = 0; row < field.column().size(); row++) {
                    out.append(' ').append(value(field.column(), row));
                }
                out.append('\n');
            }
            frame.notices()
                    .forEach(notice ->
                            out.append("  %s: %s\n".formatted(notice.severity(), notice.text())));
        }
        return out.toString();
    }

    private static String value(Column column, int row) {
        return switch (column) {
            case Column.Time time -> {
                boolean[] missing = time.missing();
                yield missing != null && missing[row] ? "-" : Long.toString(time.values()[row]);
            }
            case Column.Numbers numbers -> {
                boolean[] missing = numbers.missing();
                yield missing != null && missing[row]
                        ? "-"
                        : Double.toString(numbers.values()[row]);
            }
            case Column.Texts texts -> String.valueOf(texts.values()[row]);
            case Column.Booleans booleans -> String.valueOf(booleans.values()[row]);
            case Column.Json json -> String.valueOf(json.values()[row]);
        };
    }
}
