package io.gnomon.platform.core.dashboards.internal.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gnomon.platform.core.dashboards.RequestRefused;
import io.gnomon.platform.core.dashboards.RequestRefused.Kind;
import io.gnomon.platform.core.dashboards.internal.panel.OwnQuery;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Brings a dashboard of any generation (rows, graph and singlestat; inputs of an export; schema v2)
 * into the classic form that the page and the runner of panels read. What is in that form already
 * stays as it is, and so does every field that is not known here.
 */
public final class ClassicForm {
    private static final Set<String> FOREIGN_SOURCES = Set.of("-- Grafana --", "__expr__");

    private ClassicForm() {}

    /**
     * The dashboard itself, also when it comes wrapped as Grafana's API and exports wrap it. The
     * given object is changed.
     *
     * @throws RequestRefused INVALID when it is no dashboard, or something in it is of another type
     *     than a dashboard has there
     */
    public static ObjectNode of(ObjectNode outer, Notes notes) throws RequestRefused {
        ObjectNode inner = outer.path("dashboard") instanceof ObjectNode object ? object : outer;
        ObjectNode dashboard = SchemaV2.is(inner) ? SchemaV2.read(inner, notes) : inner;
        if (!dashboard.path("panels").isArray() && !dashboard.path("rows").isArray()) {
            throw new RequestRefused(
                    Kind.INVALID, "this is not a dashboard: it has neither panels nor rows");
        }
        Inputs.fill(dashboard, notes);
        settings(dashboard, notes);
        OldRows.convert(dashboard, notes);
        List<ObjectNode> panels = panels(dashboard);
        giveIds(panels, notes);
        panels.forEach(panel -> convert(panel, dashboard, notes));
        Shape.check(dashboard);
        return dashboard;
    }

    /** What a dashboard says for all its panels. */
    private static void settings(ObjectNode dashboard, Notes notes) {
        JsonNode shared = dashboard.remove("sharedCrosshair");
        if (shared != null && !dashboard.has("graphTooltip")) {
            dashboard.put("graphTooltip", shared.asBoolean() ? 1 : 0);
            notes.converted("sharedCrosshair is now graphTooltip");
        }
    }

    /** All panels, rows and what lies in them included. */
    public static List<ObjectNode> panels(JsonNode dashboard) {
        List<ObjectNode> panels = new ArrayList<>();
        addPanels(dashboard.path("panels"), panels);
        return panels;
    }

    private static void addPanels(JsonNode array, List<ObjectNode> panels) {
        for (JsonNode panel : array) {
            if (panel instanceof ObjectNode object) {
                panels.add(object);
                addPanels(object.path("panels"), panels);
            }
        }
    }

    /** Panels are asked for by id, so each needs its own. */
    private static void giveIds(List<ObjectNode> panels, Notes notes) {
        int next = 1;
        for (ObjectNode panel : panels) {
            next = Math.max(next, panel.path("id").asInt(0) + 1);
        }
        Set<Integer> taken = new HashSet<>();
        for (ObjectNode panel : panels) {
            if (!panel.path("id").isInt() || !taken.add(panel.path("id").asInt())) {
                notes.converted("panels without an id of their own have one");
                taken.add(next);
                panel.put("id", next++);
            }
        }
    }

    private static void convert(ObjectNode panel, ObjectNode dashboard, Notes notes) {
        libraryPanel(panel, dashboard, notes);
        String type = panel.path("type").asText();
        switch (type) {
            case "graph" -> OldGraph.convert(panel, notes);
            case "singlestat", "grafana-singlestat-panel" -> OldSinglestat.convert(panel, notes);
            case "table-old" -> OldTable.convert(panel, notes);
            case "table" -> {
                if (panel.has("styles")) {
                    OldTable.convert(panel, notes);
                }
            }
            case "" -> {
                if (panel.has("targets")) {
                    notes.notConverted(title(panel) + " has no type");
                }
            }
            default -> {}
        }
        ObjectNode own = OwnQuery.of(panel);
        if (own != null) {
            panel.putArray("targets").add(own);
        }
        FieldSettings.tidy(panel, notes);
        if (panel.path("alert").isObject()) {
            notes.notConverted(
                    title(panel)
                            + ": its alert of Grafana's first alerting is kept but does not"
                            + " run; write it as a rule");
        }
        for (JsonNode target : panel.path("targets")) {
            JsonNode source = target.path("datasource");
            String id = source.isTextual() ? source.asText() : source.path("uid").asText();
            if (FOREIGN_SOURCES.contains(id)) {
                notes.notConverted(title(panel) + ": queries of \"" + id + "\" are not answered");
            }
        }
    }

    /** A library panel whose model the export carries along becomes an ordinary one. */
    private static void libraryPanel(ObjectNode panel, ObjectNode dashboard, Notes notes) {
        JsonNode library = panel.path("libraryPanel");
        if (!library.isObject() || panel.has("targets")) {
            return;
        }
        JsonNode model =
                dashboard.path("__elements").path(library.path("uid").asText()).path("model");
        if (model instanceof ObjectNode object) {
            object.properties()
                    .forEach(field -> {
                        if (!Set.of("id", "gridPos").contains(field.getKey())) {
                            panel.set(field.getKey(), field.getValue().deepCopy());
                        }
                    });
            notes.converted(title(panel) + " is a copy of the library panel that came along");
        } else {
            notes.notConverted(
                    "library panel \""
                            + library.path("name").asText()
                            + "\": its model is not in"
                            + " the file");
        }
    }

    /** How sentences call a panel. */
    public static String title(ObjectNode panel) {
        String title = panel.path("title").asText("");
        return title.isEmpty() ? "panel " + panel.path("id").asText() : "panel \"" + title + "\"";
    }

    /** The object under this name, made when it is absent or something else. */
    static ObjectNode object(ObjectNode in, String name) {
        return in.get(name) instanceof ObjectNode present ? present : in.putObject(name);
    }

    /** The array under this name, made when it is absent or something else. */
    static ArrayNode array(ObjectNode in, String name) {
        return in.get(name) instanceof ArrayNode present ? present : in.putArray(name);
    }
}
