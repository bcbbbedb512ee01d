package io.gnomon.platform.core.dashboards.internal.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gnomon.model.frame.Calculation;
import io.gnomon.model.frame.Cells;
import io.gnomon.model.frame.DataFrame;
import io.gnomon.model.frame.Field;
import io.gnomon.model.labels.Regex;
import io.gnomon.platform.core.dashboards.internal.Json;

import org.jspecify.annotations.Nullable;

import java.time.ZoneId;
import java.util.Map;

/**
 * How a field of a panel is shown: hints of the data source, then the panel's defaults, then each
 * override whose matcher fits; as platform.web, frames/overrides.ts and display/display.ts.
 */
final class FieldLook {
    /** Colours that dashboards name, of the light page. */
    private static final Map<String, Integer> COLORS =
            Map.of(
                    "green", 0x56A64B,
                    "yellow", 0xE0B400,
                    "blue", 0x3274D9,
                    "orange", 0xFF780A,
                    "red", 0xE02F44,
                    "purple", 0xA352CC);

    private static final int TEXT = 0x24292E;

    private final Field field;
    private final ObjectNode config;
    private final ZoneId zone;

    private FieldLook(Field field, ObjectNode config, ZoneId zone) {
        this.field = field;
        this.config = config;
        this.zone = zone;
    }

    /**
     * The look of a field.
     *
     * @param fieldConfig of the panel
     */
    static FieldLook of(Field field, DataFrame frame, JsonNode fieldConfig, ZoneId zone) {
        ObjectNode merged = Json.newObject();
        field.config()
                .forEach((key, value) -> {
                    if (value instanceof String text) {
                        merged.put(key, text);
                    } else if (value instanceof Number number) {
                        merged.put(key, number.doubleValue());
                    }
                });
        fieldConfig
                .path("defaults")
                .properties()
                .forEach(entry -> merged.set(entry.getKey(), entry.getValue()));
        for (JsonNode override : fieldConfig.path("overrides")) {
            if (matches(override.path("matcher"), field, frame)) {
                for (JsonNode property : override.path("properties")) {
                    merged.set(property.path("id").asText(), property.path("value"));
                }
            }
        }
        return new FieldLook(field, merged, zone);
    }

    private static boolean matches(JsonNode matcher, Field field, DataFrame frame) {
        JsonNode options = matcher.path("options");
        String text = options.asText("");
        return switch (matcher.path("id").asText()) {
            case "byName" -> text.equals(field.shownName()) || text.equals(field.name());
            case "byRegexp" -> finds(text, field.shownName());
            case "byType" -> text.equals(typeName(field));
            case "byFrameRefID" -> text.equals(frame.refId());
            case "byNames" -> {
                boolean named = false;
                for (JsonNode name : options.path("names")) {
                    named |= name.asText().equals(field.shownName());
                }
                yield named != options.path("mode").asText().equals("exclude");
            }
            case "byValue" -> byValue(options, field);
            default -> false;
        };
    }

    private static String typeName(Field field) {
        return switch (field.column().type()) {
            case TIME -> "time";
            case NUMBER -> "number";
            case TEXT -> "string";
            case BOOLEAN -> "boolean";
            case JSON -> "json";
        };
    }

    /** RE2; what looks around matches nothing. */
    private static boolean finds(String pattern, String name) {
        boolean slashes = pattern.length() > 1 && pattern.startsWith("/") && pattern.endsWith("/");
        try {
            String source = slashes ? pattern.substring(1, pattern.length() - 1) : pattern;
            return Regex.compile(".*(?:" + source + ").*").matches(name);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean byValue(JsonNode options, Field field) {
        if (!(field.column() instanceof Field.Column.Numbers)) {
            return false;
        }
        String reducer = options.path("reducer").asText("lastNotNull");
        double value = Cells.number(Calculation.named(reducer).apply(field.column()));
        double limit = options.path("value").asDouble();
        return switch (options.path("op").asText("gte")) {
            case "gte" -> value >= limit;
            case "gt" -> value > limit;
            case "lte" -> value <= limit;
            case "lt" -> value < limit;
            case "neq" -> value != limit;
            default -> value == limit;
        };
    }

    /** The name that is shown. */
    String name() {
        String configured = config.path("displayName").asText("");
        if (configured.isEmpty()) {
            boolean anonymous = field.name().equals("Value") && !field.labels().isEmpty();
            return anonymous ? field.labels().toString() : field.shownName();
        }
        String text = configured.replace("${__field.name}", field.name());
        for (Map.Entry<String, String> label : field.labels().toMap().entrySet()) {
            text = text.replace("${__field.labels." + label.getKey() + "}", label.getValue());
        }
        return text;
    }

    /** Whether the panel leaves the field out. */
    boolean isHidden() {
        return config.path("custom.hidden").asBoolean()
                || config.at("/custom/hidden").asBoolean()
                || config.path("custom.hideFrom").path("viz").asBoolean();
    }

    /** A value as a text: mappings first, then unit and decimals. */
    String text(@Nullable Object value) {
        JsonNode mapped = mapping(value).path("text");
        if (!mapped.asText("").isEmpty()) {
            return mapped.asText();
        }
        return switch (value) {
            case null -> config.path("noValue").asText("–");
            case Double number -> number(number);
            case Long time -> Units.text(time, "dateTimeAsIso", null, zone);
            default -> Cells.text(value);
        };
    }

    /** A number in the field's unit. */
    String number(double value) {
        JsonNode decimals = config.path("decimals");
        return Units.text(
                value,
                config.path("unit").asText(""),
                decimals.isNumber() ? (Integer) decimals.asInt() : null,
                zone);
    }

    /** The distance of marks of an axis that is round in the field's unit and not below another. */
    double step(double rough) {
        return UnitSteps.above(rough, config.path("unit").asText(""));
    }

    /**
     * Colour of a value, {@code 0xRRGGBB}: that of its mapping, else of the threshold it reaches.
     */
    int color(@Nullable Object value) {
        String mapped = mapping(value).path("color").asText("");
        if (!mapped.isEmpty()) {
            return color(mapped);
        }
        JsonNode steps = config.at("/thresholds/steps");
        boolean fixed = config.at("/color/mode").asText().equals("fixed");
        if (fixed) {
            return color(config.at("/color/fixedColor").asText(""));
        }
        int color = TEXT;
        for (JsonNode step : steps) {
            JsonNode limit = step.path("value");
            if (!limit.isNumber() || Cells.number(value) >= limit.asDouble()) {
                color = color(step.path("color").asText(""));
            }
        }
        return color;
    }

    private static int color(String name) {
        if (name.matches("#[0-9a-fA-F]{6}")) {
            return Integer.parseInt(name.substring(1), 16);
        }
        String hue = name.replaceFirst("^(super-light|light|semi-dark|dark)-", "");
        return COLORS.getOrDefault(hue, TEXT);
    }

    private JsonNode mapping(@Nullable Object value) {
        double number = Cells.number(value);
        for (JsonNode mapping : config.path("mappings")) {
            JsonNode options = mapping.path("options");
            boolean fits =
                    switch (mapping.path("type").asText()) {
                        case "range" ->
                                number >= options.path("from").asDouble(Double.NEGATIVE_INFINITY)
                                        && number
                                                <= options.path("to")
                                                        .asDouble(Double.POSITIVE_INFINITY);
                        case "regex" ->
                                value != null
                                        && finds(
                                                options.path("pattern").asText(),
                                                Cells.text(value));
                        case "special" -> isSpecial(value, options.path("match").asText());
                        default -> false;
                    };
            if (fits) {
                return options.path("result");
            }
            JsonNode exact = options.path(Cells.text(value));
            if (mapping.path("type").asText().equals("value") && exact.isObject()) {
                return exact;
            }
        }
        return Json.newObject();
    }

    private static boolean isSpecial(@Nullable Object value, String match) {
        boolean nan = value instanceof Double number && number.isNaN();
        return switch (match) {
            case "null" -> value == null;
            case "nan" -> nan;
            case "null+nan" -> value == null || nan;
            case "true" -> Boolean.TRUE.equals(value);
            case "false" -> Boolean.FALSE.equals(value);
            case "empty" -> "".equals(value);
            default -> false;
        };
    }
}
