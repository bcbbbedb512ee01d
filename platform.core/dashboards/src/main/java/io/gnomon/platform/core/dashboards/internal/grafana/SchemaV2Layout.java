package io.gnomon.platform.core.dashboards.internal.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Lays the layouts of schema v2 on the one grid: rows and tabs become rows below each other. */
final class SchemaV2Layout {
    private static final int COLUMNS = 24;
    private static final int AUTO_HEIGHT = 9;

    private final JsonNode elements;
    private final ArrayNode panels;
    private final Notes notes;
    private int y;

    SchemaV2Layout(JsonNode elements, ArrayNode panels, Notes notes) {
        this.elements = elements;
        this.panels = panels;
        this.notes = notes;
    }

    void add(JsonNode layout) {
        add(layout, panels);
    }

    private void add(JsonNode layout, ArrayNode into) {
        JsonNode spec = layout.path("spec");
        String kind = layout.path("kind").asText();
        switch (kind) {
            case "GridLayout" -> grid(spec.path("items"), into);
            case "AutoGridLayout" -> autoGrid(spec, into);
            case "RowsLayout" -> spec.path("rows").forEach(row -> row(row.path("spec"), into));
            case "TabsLayout" -> {
                notes.converted("tabs are rows below each other");
                spec.path("tabs").forEach(tab -> row(tab.path("spec"), into));
            }
            default -> notes.notConverted("the layout \"" + kind + "\"");
        }
    }

    private void row(JsonNode row, ArrayNode into) {
        if (!row.path("conditionalRendering").isMissingNode()) {
            notes.notConverted("conditions under which rows are shown");
        }
        ObjectNode head = panels.addObject().put("type", "row");
        boolean collapsed = row.path("collapse").asBoolean();
        head.put("title", row.path("title").asText("")).put("collapsed", collapsed);
        repeat(row.path("repeat"), head);
        place(head, 0, y++, COLUMNS, 1);
        ArrayNode inside = head.putArray("panels");
        add(row.path("layout"), collapsed ? inside : into);
    }

    private void grid(JsonNode items, ArrayNode into) {
        int top = y;
        for (JsonNode item : items) {
            JsonNode spec = item.path("spec");
            ObjectNode panel = panel(spec);
            int height = spec.path("height").asInt(8);
            int at = top + spec.path("y").asInt();
            place(panel, spec.path("x").asInt(), at, spec.path("width").asInt(12), height);
            into.add(panel);
            y = Math.max(y, at + height);
        }
    }

    private void autoGrid(JsonNode spec, ArrayNode into) {
        int columns = Math.clamp(spec.path("maxColumnCount").asInt(3), 1, COLUMNS);
        int width = COLUMNS / columns;
        int index = 0;
        int top = y;
        for (JsonNode item : spec.path("items")) {
            ObjectNode panel = panel(item.path("spec"));
            int at = top + index / columns * AUTO_HEIGHT;
            place(panel, index % columns * width, at, width, AUTO_HEIGHT);
            into.add(panel);
            y = at + AUTO_HEIGHT;
            index++;
        }
        notes.converted("automatic grids have fixed places");
    }

    private ObjectNode panel(JsonNode item) {
        String name = item.path("element").path("name").asText();
        JsonNode element = elements.path(name);
        if (element.isMissingNode()) {
            notes.notConverted("the element \"" + name + "\", which the file does not have");
        }
        ObjectNode panel = SchemaV2.panel(element);
        repeat(item.path("repeat"), panel);
        return panel;
    }

    private static void repeat(JsonNode repeat, ObjectNode panel) {
        if (repeat.has("value")) {
            panel.put("repeat", repeat.path("value").asText());
            panel.put("repeatDirection", repeat.path("direction").asText("h"));
            if (repeat.has("maxPerRow")) {
                panel.set("maxPerRow", repeat.get("maxPerRow"));
            }
        }
    }

    private static void place(ObjectNode panel, int x, int y, int width, int height) {
        panel.putObject("gridPos").put("x", x).put("y", y).put("w", width).put("h", height);
    }
}
