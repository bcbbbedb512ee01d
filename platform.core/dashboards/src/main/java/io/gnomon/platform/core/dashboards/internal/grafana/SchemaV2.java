package io.gnomon.platform.core.dashboards.internal.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads a dashboard of Grafana's schema v2 (alpha and beta) as the classic form. Names follow
 * {@code @grafana/schema} (Apache-2.0): in the alpha, kinds of queries and panels are their {@code
 * kind}; in the beta, their {@code group}.
 */
final class SchemaV2 {
    private static final Map<String, Integer> HIDE =
            Map.of("dontHide", 0, "hideLabel", 1, "hideVariable", 2);
    private static final Map<String, Integer> REFRESH =
            Map.of("never", 0, "onDashboardLoad", 1, "onTimeRangeChanged", 2);
    private static final List<String> SORT =
            List.of(
                    "disabled",
                    "alphabeticalAsc",
                    "alphabeticalDesc",
                    "numericalAsc",
                    "numericalDesc",
                    "alphabeticalCaseInsensitiveAsc",
                    "alphabeticalCaseInsensitiveDesc",
                    "naturalAsc",
                    "naturalDesc");
    private static final String SPEC = "spec";

    private SchemaV2() {}

    static boolean is(ObjectNode dashboard) {
        return (dashboard.path("kind").asText().equals("Dashboard") || dashboard.has("elements"))
                && specOf(dashboard).path("elements").isObject();
    }

    private static JsonNode specOf(ObjectNode dashboard) {
        return dashboard.has("elements") ? dashboard : dashboard.path(SPEC);
    }

    static ObjectNode read(ObjectNode outer, Notes notes) {
        JsonNode spec = specOf(outer);
        ObjectNode to = FieldSettings.newObject();
        String uid = outer.path("metadata").path("name").asText("");
        if (!uid.isEmpty()) {
            to.put("uid", uid);
        }
        for (String same :
                List.of("title", "description", "tags", "editable", "liveNow", "links")) {
            copy(spec, same, to, same);
        }
        JsonNode time = spec.path("timeSettings");
        ObjectNode range = to.putObject("time");
        copy(time, "from", range, "from");
        copy(time, "to", range, "to");
        copy(time, "autoRefresh", to, "refresh");
        copy(time, "timezone", to, "timezone");
        copy(time, "weekStart", to, "weekStart");
        copy(time, "fiscalYearStartMonth", to, "fiscalYearStartMonth");
        ObjectNode picker = to.putObject("timepicker");
        copy(time, "autoRefreshIntervals", picker, "refresh_intervals");
        copy(time, "hideTimepicker", picker, "hidden");
        copy(time, "nowDelay", picker, "nowDelay");
        to.put(
                "graphTooltip",
                switch (spec.path("cursorSync").asText()) {
                    case "Crosshair" -> 1;
                    case "Tooltip" -> 2;
                    default -> 0;
                });
        ArrayNode variables = to.putObject("templating").putArray("list");
        spec.path("variables").forEach(variable -> variables.add(variable(variable)));
        ArrayNode annotations = to.putObject("annotations").putArray("list");
        spec.path("annotations").forEach(annotation -> annotations.add(annotation(annotation)));
        to.put("schemaVersion", 41);
        new SchemaV2Layout(spec.path("elements"), to.putArray("panels"), notes)
                .add(spec.path("layout"));
        notes.converted("schema v2 is read as the classic form");
        return to;
    }

    private static void copy(JsonNode from, String name, ObjectNode to, String as) {
        if (from.has(name)) {
            to.set(as, from.get(name).deepCopy());
        }
    }

    /** The kind of a query, panel or transformation. */
    private static String kind(JsonNode node) {
        return node.path("group").asText(node.path("kind").asText(""));
    }

    private static ObjectNode variable(JsonNode variable) {
        ObjectNode to = spec(variable);
        String kind = variable.path("kind").asText();
        to.put("type", kind.replace("Variable", "").toLowerCase(Locale.ROOT));
        number(to, "hide", HIDE);
        number(to, "refresh", REFRESH);
        if (to.path("sort").isTextual()) {
            to.put("sort", Math.max(0, SORT.indexOf(to.path("sort").asText())));
        }
        JsonNode query = to.path("query");
        if (query.isObject() && query.has(SPEC)) {
            source(query, to);
            JsonNode inner = query.path(SPEC);
            JsonNode legacy = inner.path("__legacyStringValue");
            to.set("query", legacy.isMissingNode() ? inner : legacy);
        }
        if (kind.equals("DatasourceVariable")) {
            copy(variable.path(SPEC), "pluginId", to, "query");
        }
        if (kind.equals("SwitchVariable")) {
            classicSwitch(to);
        }
        if (variable.has("group")) {
            source(variable, to);
        }
        return to;
    }

    /** The classic form has the value for "on" as the first option and that for "off" as second. */
    private static void classicSwitch(ObjectNode to) {
        String current = to.path("current").asText("false");
        ArrayNode options = to.putArray("options");
        options.add(option(to, "enabledValue", "true"));
        options.add(option(to, "disabledValue", "false"));
        to.remove(List.of("enabledValue", "disabledValue"));
        to.putObject("current").put("text", current).put("value", current);
    }

    private static ObjectNode option(ObjectNode from, String name, String otherwise) {
        String value = from.path(name).asText(otherwise);
        return FieldSettings.newObject().put("text", value).put("value", value);
    }

    private static void number(ObjectNode to, String name, Map<String, Integer> numbers) {
        if (to.path(name).isTextual()) {
            to.put(name, numbers.getOrDefault(to.path(name).asText(), 0));
        }
    }

    private static ObjectNode annotation(JsonNode annotation) {
        ObjectNode to = spec(annotation);
        JsonNode query = to.path("query");
        if (query.isObject()) {
            source(query, to);
            to.set("target", query.path(SPEC));
            copy(query.path(SPEC), "expr", to, "expr");
            to.remove("query");
        }
        if (to.path("builtIn").isBoolean()) {
            to.put("builtIn", to.path("builtIn").asBoolean() ? 1 : 0);
        }
        return to;
    }

    /** A copy of a kind's spec. */
    private static ObjectNode spec(JsonNode of) {
        return of.path(SPEC) instanceof ObjectNode object
                ? object.deepCopy()
                : FieldSettings.newObject();
    }

    /** The data source of a query: by name in the beta, beside the query in the alpha. */
    private static void source(JsonNode query, ObjectNode to) {
        if (to.path("datasource").isObject()) {
            return;
        }
        ObjectNode source = FieldSettings.newObject();
        String type = kind(query);
        if (!type.isEmpty() && !type.equals("DataQuery")) {
            source.put("type", type);
        }
        copy(query.path("datasource"), "name", source, "uid");
        if (!source.isEmpty()) {
            to.set("datasource", source);
        }
    }

    /** The panel of an element. */
    static ObjectNode panel(JsonNode element) {
        JsonNode from = element.path(SPEC);
        ObjectNode to = FieldSettings.newObject();
        for (String same :
                List.of("id", "title", "description", "links", "transparent", "libraryPanel")) {
            copy(from, same, to, same);
        }
        JsonNode visual = from.path("vizConfig");
        to.put("type", kind(visual));
        for (String same : List.of("pluginVersion", "options", "fieldConfig")) {
            copy(visual.path(SPEC), same, to, same);
        }
        JsonNode data = from.path("data").path(SPEC);
        ArrayNode targets = to.putArray("targets");
        for (JsonNode query : data.path("queries")) {
            targets.add(target(query.path(SPEC)));
        }
        ArrayNode transformations = to.putArray("transformations");
        for (JsonNode transformation : data.path("transformations")) {
            transformations.add(spec(transformation).put("id", kind(transformation)));
        }
        if (data.path("queryOptions") instanceof ObjectNode options) {
            options.properties().forEach(option -> to.set(option.getKey(), option.getValue()));
        }
        return to;
    }

    private static ObjectNode target(JsonNode query) {
        ObjectNode to = spec(query.path("query"));
        copy(query, "refId", to, "refId");
        copy(query, "hidden", to, "hide");
        copy(query, "datasource", to, "datasource");
        source(query.path("query"), to);
        return to;
    }
}
