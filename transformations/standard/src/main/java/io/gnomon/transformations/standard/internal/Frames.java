package io.gnomon.transformations.standard.internal;

import io.gnomon.model.frame.DataFrame;
import io.gnomon.model.frame.DataFrame.Kind;
import io.gnomon.model.frame.Field;
import io.gnomon.model.frame.FieldType;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Looks into frames. */
public final class Frames {
    private Frames() {}

    /** The field that is shown under the name, else the one that is called so; null: none. */
    public static @Nullable Field field(DataFrame frame, String name) {
        return frame.fields().stream()
                .filter(field -> field.shownName().equals(name))
                .findFirst()
                .or(() -> frame.fields().stream().filter(f -> f.name().equals(name)).findFirst())
                .orElse(null);
    }

    /** Whether a field is meant by a name: that which is shown, or its own. */
    public static boolean isCalled(Field field, String name) {
        return field.shownName().equals(name) || field.name().equals(name);
    }

    /** The first field of the type; null: none. */
    public static @Nullable Field first(DataFrame frame, FieldType type) {
        return frame.fields().stream()
                .filter(field -> field.column().type() == type)
                .findFirst()
                .orElse(null);
    }

    /** Whether it has times and numbers. */
    public static boolean isTimeSeries(DataFrame frame) {
        return first(frame, FieldType.TIME) != null && first(frame, FieldType.NUMBER) != null;
    }

    /** Every field rewritten. */
    public static List<DataFrame> mapFields(List<DataFrame> frames, UnaryOperator<Field> rewrite) {
        return frames.stream()
                .map(frame ->
                        frame.fields().isEmpty()
                                ? frame
                                : frame.withFields(frame.fields().stream().map(rewrite).toList()))
                .toList();
    }

    /** A table of these fields; what was to be told about the frames is kept. */
    public static DataFrame table(List<DataFrame> origins, List<Field> fields) {
        List<DataFrame.Notice> notices =
                origins.stream().flatMap(frame -> frame.notices().stream()).toList();
        String refId = origins.isEmpty() ? "" : origins.get(0).refId();
        int rows = fields.isEmpty() ? 0 : fields.get(0).column().size();
        return new DataFrame(refId, "", Kind.TABLE, rows, List.copyOf(fields), notices);
    }

    /**
     * Fields of one frame under names that differ: those that are called the same get numbers from
     * 1, as in "Time 1". Fields with a display name are told apart by that.
     */
    public static List<Field> withOwnNames(List<Field> fields) {
        Map<String, Integer> counts = new HashMap<>();
        fields.forEach(field -> counts.merge(identity(field), 1, Integer::sum));
        Map<String, Integer> seen = new HashMap<>();
        List<Field> named = new ArrayList<>();
        for (Field field : fields) {
            String identity = identity(field);
            if (counts.getOrDefault(identity, 0) > 1) {
                int number = seen.merge(identity, 1, Integer::sum);
                String shown = field.shownName();
                named.add(
                        shown.equals(field.name())
                                ? new Field(
                                        shown + " " + number,
                                        field.column(),
                                        field.labels(),
                                        field.config())
                                : field.shownAs(shown + " " + number));
            } else {
                named.add(field);
            }
        }
        return named;
    }

    private static String identity(Field field) {
        boolean ownName = field.shownName().equals(field.name());
        return ownName ? field.name() + field.labels() : field.shownName();
    }
}
