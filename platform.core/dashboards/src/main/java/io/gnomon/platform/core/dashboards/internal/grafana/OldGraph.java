package io.gnomon.platform.core.dashboards.internal.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Map;

/** Makes a time series panel of the panel "graph" that Grafana had until version 10. */
final class OldGraph {
    /** Names of calculations in old legends. */
    private static final Map<String, String> CALCULATIONS =
            Map.of(
                    "avg",
                    "mean",
                    "min",
                    "min",
                    "max",
                    "max",
                    "current",
                    "lastNotNull",
                    "total",
                    "sum");

    private static final List<String> CALCULATION_ORDER =
            List.of("min", "max", "avg", "current", "total");

    private static final List<String> CONSUMED =
            List.of(
                    "lines",
                    "bars",
                    "points",
                    "fill",
                    "fillGradient",
                    "linewidth",
                    "pointradius",
                    "steppedLine",
                    "stack",
                    "percentage",
                    "nullPointMode",
                    "yaxes",
                    "yaxis",
                    "xaxis",
                    "legend",
                    "tooltip",
                    "thresholds",
                    "aliasColors",
                    "seriesOverrides",
                    "dashes",
                    "dashLength",
                    "spaceLength",
                    "renderer",
                    "grid",
                    "dashboardFor");

    private OldGraph() {}

    static void convert(ObjectNode panel, Notes notes) {
        String axis = panel.path("xaxis").path("mode").asText("time");
        panel.put(
                "type",
                switch (axis) {
                    case "histogram" -> "histogram";
                    case "series" -> "barchart";
                    default -> "timeseries";
                });
        ObjectNode defaults = FieldSettings.defaults(panel);
        ObjectNode custom = ClassicForm.object(defaults, "custom");
        style(panel, custom);
        axis(panel.path("yaxes").path(0), defaults, custom, "");
        thresholds(panel, defaults, custom);
        ObjectNode options = ClassicForm.object(panel, "options");
        legend(panel.path("legend"), options.putObject("legend"));
        tooltip(panel.path("tooltip"), options.putObject("tooltip"));
        panel.path("aliasColors")
                .properties()
                .forEach(color -> {
                    ObjectNode properties = FieldSettings.newObject();
                    properties.set("color", FieldSettings.fixedColor(color.getValue().asText()));
                    FieldSettings.override(panel, color.getKey(), properties);
                });
        for (JsonNode series : panel.path("seriesOverrides")) {
            series(panel, series, notes);
        }
        if (!panel.path("timeRegions").isEmpty()) {
            notes.notConverted(ClassicForm.title(panel) + ": coloured times (timeRegions)");
        }
        panel.remove(CONSUMED);
        notes.converted(ClassicForm.title(panel) + ": graph is now " + panel.path("type").asText());
    }

    private static void style(ObjectNode panel, ObjectNode custom) {
        boolean bars = panel.path("bars").asBoolean();
        boolean lines = panel.path("lines").asBoolean(true);
        boolean points = panel.path("points").asBoolean();
        custom.put("drawStyle", bars ? "bars" : lines || !points ? "line" : "points");
        custom.put("lineWidth", lines || bars ? panel.path("linewidth").asInt(1) : 0);
        custom.put("fillOpacity", bars ? 100 : panel.path("fill").asInt(1) * 10);
        if (panel.path("fillGradient").asInt() > 0) {
            custom.put("gradientMode", "opacity");
        }
        custom.put("showPoints", points ? "always" : "never");
        if (points) {
            custom.put("pointSize", panel.path("pointradius").asInt(2) * 2);
        }
        custom.put(
                "lineInterpolation",
                panel.path("steppedLine").asBoolean() ? "stepAfter" : "linear");
        custom.put("spanNulls", panel.path("nullPointMode").asText().equals("connected"));
        if (panel.path("dashes").asBoolean()) {
            custom.set("lineStyle", dashes(panel));
        }
        if (panel.path("stack").asBoolean()) {
            custom.putObject("stacking")
                    .put("mode", panel.path("percentage").asBoolean() ? "percent" : "normal")
                    .put("group", "A");
        }
    }

    private static ObjectNode dashes(JsonNode settings) {
        ObjectNode style = FieldSettings.newObject().put("fill", "dash");
        style.putArray("dash")
                .add(settings.path("dashLength").asInt(10))
                .add(settings.path("spaceLength").asInt(10));
        return style;
    }

    /**
     * What an axis says about its fields.
     *
     * @param into defaults, or the properties of an override
     * @param custom where settings of the panel's own go: an object in defaults, else the same
     * @param prefix of their names
     */
    private static void axis(JsonNode axis, ObjectNode into, ObjectNode custom, String prefix) {
        String format = axis.path("format").asText("");
        if (!format.isEmpty()) {
            into.put("unit", format);
        }
        FieldSettings.putNumber(into, "min", axis.path("min"));
        FieldSettings.putNumber(into, "max", axis.path("max"));
        FieldSettings.putNumber(into, "decimals", axis.path("decimals"));
        String label = axis.path("label").asText("");
        if (!label.isEmpty() && !label.equals("null")) {
            custom.put(prefix + "axisLabel", label);
        }
        if (axis.path("logBase").asInt(1) > 1) {
            custom.putObject(prefix + "scaleDistribution")
                    .put("type", "log")
                    .put("log", axis.path("logBase").asInt());
        }
        if (axis.has("show") && !axis.path("show").asBoolean()) {
            custom.put(prefix + "axisPlacement", "hidden");
        }
    }

    /** Regions above or below a value. */
    private static void thresholds(ObjectNode panel, ObjectNode defaults, ObjectNode custom) {
        JsonNode old = panel.path("thresholds");
        if (!old.isArray() || old.isEmpty()) {
            return;
        }
        boolean line = false;
        boolean area = false;
        String base = "transparent";
        ObjectNode thresholds = FieldSettings.newObject().put("mode", "absolute");
        ArrayNode steps = thresholds.putArray("steps");
        ObjectNode first = steps.addObject();
        for (JsonNode threshold : old) {
            line |= threshold.path("line").asBoolean();
            area |= threshold.path("fill").asBoolean();
            boolean below = threshold.path("op").asText().equals("lt");
            base = below ? color(threshold) : base;
            ObjectNode step =
                    steps.addObject().put("color", below ? "transparent" : color(threshold));
            JsonNode value = FieldSettings.number(threshold.path("value"));
            step.set("value", value == null ? NullNode.getInstance() : value);
        }
        first.put("color", base).set("value", NullNode.getInstance());
        defaults.set("thresholds", thresholds);
        custom.putObject("thresholdsStyle")
                .put("mode", line && area ? "line+area" : area ? "area" : line ? "line" : "off");
    }

    private static String color(JsonNode threshold) {
        return switch (threshold.path("colorMode").asText()) {
            case "ok" -> "green";
            case "warning" -> "orange";
            case "custom" ->
                    threshold.path("fillColor").asText(threshold.path("lineColor").asText("red"));
            default -> "red";
        };
    }

    private static void legend(JsonNode old, ObjectNode legend) {
        boolean table = old.path("alignAsTable").asBoolean();
        legend.put("showLegend", old.path("show").asBoolean(true));
        legend.put("displayMode", table ? "table" : "list");
        legend.put("placement", old.path("rightSide").asBoolean() ? "right" : "bottom");
        FieldSettings.putNumber(legend, "width", old.path("sideWidth"));
        ArrayNode calcs = legend.putArray("calcs");
        if (old.path("values").asBoolean()) {
            for (String name : CALCULATION_ORDER) {
                if (old.path(name).asBoolean()) {
                    calcs.add(CALCULATIONS.get(name));
                }
            }
        }
        String sort = CALCULATIONS.get(old.path("sort").asText());
        if (sort != null) {
            legend.put("sortBy", sort).put("sortDesc", old.path("sortDesc").asBoolean());
        }
    }

    private static void tooltip(JsonNode old, ObjectNode tooltip) {
        tooltip.put("mode", old.path("shared").asBoolean(true) ? "multi" : "single");
        tooltip.put(
                "sort",
                switch (old.path("sort").asInt()) {
                    case 1 -> "asc";
                    case 2 -> "desc";
                    default -> "none";
                });
    }

    private static void series(ObjectNode panel, JsonNode series, Notes notes) {
        ObjectNode to = FieldSettings.newObject();
        series.properties()
                .forEach(setting -> {
                    if (!property(panel, series, setting.getKey(), setting.getValue(), to)) {
                        notes.notConverted(
                                "%s: \"%s\" of the series override \"%s\""
                                        .formatted(
                                                ClassicForm.title(panel),
                                                setting.getKey(),
                                                series.path("alias").asText()));
                    }
                });
        FieldSettings.override(panel, series.path("alias").asText(), to);
    }

    /** Whether the setting is known. */
    private static boolean property(
            ObjectNode panel, JsonNode series, String name, JsonNode value, ObjectNode to) {
        switch (name) {
            case "alias", "$$hashKey", "hashKey", "dashLength", "spaceLength", "pointradius" -> {}
            case "color" -> to.set("color", FieldSettings.fixedColor(value.asText()));
            case "fill" -> to.put("custom.fillOpacity", value.asInt() * 10);
            case "fillGradient" ->
                    to.put("custom.gradientMode", value.asInt() > 0 ? "opacity" : "none");
            case "linewidth" -> to.put("custom.lineWidth", value.asInt());
            case "dashes" -> {
                if (value.asBoolean()) {
                    to.set("custom.lineStyle", dashes(series));
                }
            }
            case "transform" -> to.put("custom.transform", value.asText());
            case "fillBelowTo" -> to.put("custom.fillBelowTo", value.asText());
            case "yaxis" -> {
                if (value.asInt(1) == 2) {
                    axis(panel.path("yaxes").path(1), to, to, "custom.");
                    if (!to.has("custom.axisPlacement")) {
                        to.put("custom.axisPlacement", "right");
                    }
                }
            }
            case "lines" -> {
                if (value.asBoolean()) {
                    to.put("custom.drawStyle", "line");
                } else {
                    to.put("custom.lineWidth", 0);
                }
            }
            case "bars" -> {
                if (value.asBoolean()) {
                    to.put("custom.drawStyle", "bars");
                }
            }
            case "points" -> to.put("custom.showPoints", value.asBoolean() ? "always" : "never");
            case "steppedLine" ->
                    to.put("custom.lineInterpolation", value.asBoolean() ? "stepAfter" : "linear");
            case "nullPointMode" -> to.put("custom.spanNulls", value.asText().equals("connected"));
            case "stack" -> {
                String group = value.isTextual() ? value.asText() : "A";
                boolean stacked = value.asBoolean() || value.isTextual();
                to.putObject("custom.stacking")
                        .put("mode", stacked ? "normal" : "none")
                        .put("group", group);
            }
            case "legend", "hideTooltip" -> {
                boolean hidden = name.equals("legend") != value.asBoolean();
                ObjectNode from = ClassicForm.object(to, "custom.hideFrom");
                from.put("viz", false);
                from.put(name.equals("legend") ? "legend" : "tooltip", hidden);
            }
            default -> {
                return false;
            }
        }
        return true;
    }
}
