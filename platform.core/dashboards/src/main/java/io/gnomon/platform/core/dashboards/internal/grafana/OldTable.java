package io.gnomon.platform.core.dashboards.internal.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Makes today's table of the one with column styles that Grafana had until version 7. */
final class OldTable {
    private static final Map<String, String> TRANSFORMATIONS =
            Map.of(
                    "timeseries_to_columns", "seriesToColumns",
                    "timeseries_to_rows", "seriesToRows",
                    "timeseries_aggregations", "reduce",
                    "table", "merge");

    private static final Map<String, String> CALCULATIONS =
            Map.of("avg", "mean", "current", "lastNotNull", "total", "sum");

    private OldTable() {}

    static void convert(ObjectNode panel, Notes notes) {
        panel.put("type", "table");
        ClassicForm.object(panel, "options")
                .put("showHeader", panel.path("showHeader").asBoolean(true));
        for (JsonNode style : panel.path("styles")) {
            FieldSettings.override(
                    panel, style.path("pattern").asText(), properties(panel, style, notes));
        }
        transform(panel, notes);
        panel.remove(
                List.of(
                        "styles",
                        "transform",
                        "columns",
                        "pageSize",
                        "scroll",
                        "showHeader",
                        "fontSize",
                        "sort"));
        notes.converted(ClassicForm.title(panel) + ": the old table is now a table");
    }

    private static void transform(ObjectNode panel, Notes notes) {
        String old = panel.path("transform").asText("");
        String id = TRANSFORMATIONS.get(old);
        if (id == null) {
            if (!old.isEmpty()) {
                notes.notConverted(ClassicForm.title(panel) + ": its transform \"" + old + "\"");
            }
            return;
        }
        ObjectNode transformation =
                ClassicForm.array(panel, "transformations").addObject().put("id", id);
        ObjectNode options = transformation.putObject("options");
        if (id.equals("reduce")) {
            ArrayNode reducers = options.putArray("reducers");
            for (JsonNode column : panel.path("columns")) {
                String name = column.path("value").asText();
                reducers.add(CALCULATIONS.getOrDefault(name, name));
            }
        }
    }

    private static ObjectNode properties(ObjectNode panel, JsonNode style, Notes notes) {
        ObjectNode to = FieldSettings.newObject();
        String alias = style.path("alias").asText("");
        if (!alias.isEmpty()) {
            to.put("displayName", alias);
        }
        String type = style.path("type").asText();
        switch (type) {
            case "number" -> number(style, to);
            case "date" -> {
                String format = style.path("dateFormat").asText("");
                to.put("unit", format.isEmpty() ? "dateTimeAsIso" : "time: " + format);
            }
            case "hidden" -> to.put("custom.hidden", true);
            case "string", "" -> {}
            default ->
                    notes.notConverted(
                            "%s: columns of the type \"%s\""
                                    .formatted(ClassicForm.title(panel), type));
        }
        String align = style.path("align").asText("auto").toLowerCase(Locale.ROOT);
        if (!align.equals("auto")) {
            to.put("custom.align", align);
        }
        if (style.path("link").asBoolean()) {
            ArrayNode links = to.putArray("links");
            links.addObject()
                    .put("title", style.path("linkTooltip").asText(""))
                    .put("url", style.path("linkUrl").asText(""))
                    .put("targetBlank", style.path("linkTargetBlank").asBoolean());
            if (style.path("linkUrl").asText().contains("$__cell")) {
                notes.notConverted(ClassicForm.title(panel) + ": $__cell in links of columns");
            }
        }
        ArrayNode mappings = FieldSettings.mappings(style);
        if (!mappings.isEmpty()) {
            to.set("mappings", mappings);
        }
        return to;
    }

    private static void number(JsonNode style, ObjectNode to) {
        String unit = style.path("unit").asText("");
        if (!unit.isEmpty()) {
            to.put("unit", unit);
        }
        FieldSettings.putNumber(to, "decimals", style.path("decimals"));
        String color = style.path("colorMode").asText("");
        if (!color.isEmpty() && !color.equals("null")) {
            to.putObject("custom.cellOptions")
                    .put("type", color.equals("value") ? "color-text" : "color-background");
            List<JsonNode> bounds = new ArrayList<>();
            for (JsonNode bound : style.path("thresholds")) {
                JsonNode number = FieldSettings.number(bound);
                if (number != null) {
                    bounds.add(number);
                }
            }
            to.set("thresholds", FieldSettings.thresholds(bounds, style.path("colors")));
        }
    }
}
