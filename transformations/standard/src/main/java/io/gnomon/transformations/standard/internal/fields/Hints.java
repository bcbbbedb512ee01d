package io.gnomon.transformations.standard.internal.fields;

import io.gnomon.model.frame.Cells;
import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.common.Form;
import io.gnomon.spi.common.Key;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Values of a query that configure fields. */
final class Hints {
    private static final List<String> TEXTS = List.of("unit", "displayName", "noValue");
    private static final List<String> NUMBERS = List.of("min", "max", "decimals");
    private static final String THRESHOLD = "threshold1";
    private static final String COLOR = "color";

    private Hints() {}

    /**
     * Which setting a field configures.
     *
     * @param handlerKey a setting such as {@code max}; {@code __ignore} for none; empty: that which
     *     is called like the field
     */
    public record Mapping(
            @Doc("Name of the field") @Key("fieldName") @Form(widget = "fieldName")
                    String fieldName,
            @Doc("What it configures, such as max") @Key("handlerKey") @Nullable String handlerKey,
            @Doc("Which of its values counts") @Key("reducerId") @Default("lastNotNull")
                    String reducerId) {}

    /** The setting that a field configures; empty: none. */
    static String handler(String field, List<Mapping> mappings) {
        for (Mapping mapping : mappings) {
            if (mapping.fieldName().equals(field) && mapping.handlerKey() != null) {
                return mapping.handlerKey();
            }
        }
        String lower = field.toLowerCase(Locale.ROOT);
        for (String known :
                List.of(
                        "min",
                        "max",
                        "unit",
                        "decimals",
                        "displayName",
                        "noValue",
                        COLOR,
                        THRESHOLD)) {
            if (lower.equals(known.toLowerCase(Locale.ROOT))) {
                return known;
            }
        }
        return switch (lower) {
            case "name", "display name" -> "displayName";
            case "no value" -> "noValue";
            case "threshold" -> THRESHOLD;
            default -> "";
        };
    }

    /** Puts a setting into a field's hints; without value, or a setting that is none, nothing. */
    static void put(Map<String, Object> hints, String handler, @Nullable Object value) {
        if (value == null) {
            return;
        }
        double number = Cells.number(value);
        if (TEXTS.contains(handler)) {
            hints.put(handler, Cells.text(value));
        } else if (NUMBERS.contains(handler) && Double.isFinite(number)) {
            hints.put(handler, handler.equals("decimals") ? (Object) (int) number : number);
        } else if (handler.equals(COLOR)) {
            hints.put(COLOR, Map.of("mode", "fixed", "fixedColor", Cells.text(value)));
        } else if (handler.equals(THRESHOLD) && Double.isFinite(number)) {
            Map<String, Object> base = new HashMap<>();
            base.put("value", null);
            base.put(COLOR, "green");
            hints.put(
                    "thresholds",
                    Map.of(
                            "mode",
                            "absolute",
                            "steps",
                            List.of(base, Map.of("value", number, COLOR, "red"))));
        }
    }

    /**
     * Value mappings of a table.
     *
     * @param values what is mapped
     * @param texts what is shown instead, or null
     * @param colors colours, or null
     */
    static List<Object> valueMappings(
            List<@Nullable Object> values,
            @Nullable List<@Nullable Object> texts,
            @Nullable List<@Nullable Object> colors) {
        Map<String, Object> options = new LinkedHashMap<>();
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i) == null) {
                continue;
            }
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("index", i);
            if (texts != null && texts.get(i) != null) {
                result.put("text", Cells.text(texts.get(i)));
            }
            if (colors != null && colors.get(i) != null) {
                result.put(COLOR, Cells.text(colors.get(i)));
            }
            options.put(Cells.text(values.get(i)), result);
        }
        List<Object> mappings = new ArrayList<>();
        if (!options.isEmpty()) {
            mappings.add(Map.of("type", "value", "options", options));
        }
        return mappings;
    }
}
