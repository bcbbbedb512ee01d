package io.gnomon.platform.core.dashboards.internal.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;

/** Makes a stat or gauge panel of the panel "singlestat" that Grafana had until version 8. */
final class OldSinglestat {
    private static final List<String> CONSUMED =
            List.of(
                    "valueName",
                    "format",
                    "decimals",
                    "prefix",
                    "postfix",
                    "prefixFontSize",
                    "postfixFontSize",
                    "valueFontSize",
                    "colorBackground",
                    "colorValue",
                    "colorPrefix",
                    "colorPostfix",
                    "thresholds",
                    "colors",
                    "sparkline",
                    "gauge",
                    "valueMaps",
                    "rangeMaps",
                    "mappingType",
                    "mappingTypes",
                    "nullText",
                    "nullPointMode",
                    "tableColumn");

    private OldSinglestat() {}

    static void convert(ObjectNode panel, Notes notes) {
        boolean gauge = panel.path("gauge").path("show").asBoolean();
        panel.put("type", gauge ? "gauge" : "stat");
        ObjectNode options = ClassicForm.object(panel, "options");
        ObjectNode reduce = options.putObject("reduceOptions").put("values", false);
        reduce.putArray("calcs").add(calculation(panel, notes));
        reduce.put("fields", fields(panel.path("tableColumn").asText("")));
        options.put("orientation", "horizontal");
        if (gauge) {
            options.put(
                    "showThresholdMarkers",
                    panel.path("gauge").path("thresholdMarkers").asBoolean(true));
            options.put(
                    "showThresholdLabels", panel.path("gauge").path("thresholdLabels").asBoolean());
        } else {
            options.put("colorMode", colorMode(panel));
            options.put(
                    "graphMode",
                    panel.path("sparkline").path("show").asBoolean() ? "area" : "none");
            options.put(
                    "textMode", panel.path("valueName").asText().equals("name") ? "name" : "auto");
        }
        ObjectNode defaults = FieldSettings.defaults(panel);
        unit(panel, defaults, notes);
        values(panel, defaults, gauge);
        panel.remove(CONSUMED);
        notes.converted(
                ClassicForm.title(panel) + ": singlestat is now " + panel.path("type").asText());
    }

    private static String colorMode(ObjectNode panel) {
        if (panel.path("colorBackground").asBoolean()) {
            return "background";
        }
        return panel.path("colorValue").asBoolean() ? "value" : "none";
    }

    private static String calculation(ObjectNode panel, Notes notes) {
        String name = panel.path("valueName").asText("avg");
        return switch (name) {
            case "avg" -> "mean";
            case "current", "name" -> "lastNotNull";
            case "total" -> "sum";
            case "min", "max", "first", "delta", "diff", "range" -> name;
            default -> {
                notes.notConverted(
                        "%s: the value \"%s\", the last value is shown"
                                .formatted(ClassicForm.title(panel), name));
                yield "lastNotNull";
            }
        };
    }

    /** The column of a table as the pattern of a field's name; empty: numbers. */
    private static String fields(String column) {
        return column.isEmpty() || column.equals("Value")
                ? ""
                : "/^" + column.replaceAll("[\\\\^$.|?*+()\\[\\]{}/]", "\\\\$0") + "$/";
    }

    /** A text beside the value takes the place of a unit when there is none. */
    private static void unit(ObjectNode panel, ObjectNode defaults, Notes notes) {
        String format = panel.path("format").asText("none");
        String prefix = panel.path("prefix").asText("");
        String postfix = panel.path("postfix").asText("");
        boolean free = format.isEmpty() || format.equals("none") || format.equals("short");
        if (free && !postfix.isEmpty() && prefix.isEmpty()) {
            defaults.put("unit", "suffix:" + postfix);
        } else if (free && !prefix.isEmpty() && postfix.isEmpty()) {
            defaults.put("unit", "prefix:" + prefix);
        } else {
            defaults.put("unit", format.isEmpty() ? "none" : format);
            if (!prefix.isEmpty() || !postfix.isEmpty()) {
                notes.notConverted(
                        "%s: the texts \"%s\" before and \"%s\" behind the value, which has a unit"
                                .formatted(ClassicForm.title(panel), prefix, postfix));
            }
        }
    }

    private static void values(ObjectNode panel, ObjectNode defaults, boolean gauge) {
        FieldSettings.putNumber(defaults, "decimals", panel.path("decimals"));
        String empty = panel.path("nullText").asText("");
        if (!empty.isEmpty() && !empty.equals("null")) {
            defaults.put("noValue", empty);
        }
        if (gauge) {
            FieldSettings.putNumber(defaults, "min", panel.path("gauge").path("minValue"));
            FieldSettings.putNumber(defaults, "max", panel.path("gauge").path("maxValue"));
        }
        List<JsonNode> bounds = new ArrayList<>();
        for (String bound : panel.path("thresholds").asText("").split(",", -1)) {
            JsonNode number = FieldSettings.number(FieldSettings.newObject().textNode(bound));
            if (number != null) {
                bounds.add(number);
            }
        }
        if (panel.path("colors").isArray()) {
            defaults.set("thresholds", FieldSettings.thresholds(bounds, panel.path("colors")));
            defaults.putObject("color").put("mode", "thresholds");
        }
        ArrayNode mappings = FieldSettings.mappings(panel);
        if (!mappings.isEmpty()) {
            defaults.set("mappings", mappings);
        }
    }
}
