package io.gnomon.platform.core.dashboards.internal.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Lays the rows of dashboards before schema 16 on the grid of 24 columns: a span of 12 is the whole
 * width, a unit of height is 38 pixels.
 */
final class OldRows {
    private static final int COLUMNS = 24;
    private static final int PIXELS = 38;
    private static final String GRID = "gridPos";

    private int y;

    private OldRows() {}

    static void convert(ObjectNode dashboard, Notes notes) {
        JsonNode rows = dashboard.path("rows");
        if (!rows.isArray() || rows.isEmpty()) {
            return;
        }
        ArrayNode panels = ClassicForm.array(dashboard, "panels");
        OldRows layout = new OldRows();
        layout.y = bottom(panels);
        boolean titled = titled(rows);
        for (JsonNode row : rows) {
            layout.add(row, titled, panels);
        }
        dashboard.remove("rows");
        notes.converted("%d rows lie on the grid".formatted(rows.size()));
    }

    private static int bottom(ArrayNode panels) {
        int bottom = 0;
        for (JsonNode panel : panels) {
            JsonNode at = panel.path(GRID);
            bottom = Math.max(bottom, at.path("y").asInt() + at.path("h").asInt());
        }
        return bottom;
    }

    /** Whether the rows showed themselves: with a title, folded or repeated. */
    private static boolean titled(JsonNode rows) {
        for (JsonNode row : rows) {
            if (row.path("showTitle").asBoolean()
                    || row.path("collapse").asBoolean()
                    || !row.path("repeat").asText("").isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private void add(JsonNode row, boolean titled, ArrayNode panels) {
        ArrayNode into = panels;
        if (titled) {
            ObjectNode head = panels.addObject().put("type", "row");
            boolean collapsed = row.path("collapse").asBoolean();
            head.put("title", row.path("title").asText("")).put("collapsed", collapsed);
            if (!row.path("repeat").asText("").isEmpty()) {
                head.set("repeat", row.get("repeat"));
            }
            place(head, 0, COLUMNS, 1);
            y++;
            ArrayNode inside = head.putArray("panels");
            into = collapsed ? inside : panels;
        }
        int x = 0;
        int lineHeight = 0;
        for (JsonNode panel : row.path("panels")) {
            if (panel instanceof ObjectNode object) {
                int width = Math.clamp(Math.round(object.path("span").asDouble(4) * 2), 1, COLUMNS);
                int height =
                        height(object.has("height") ? object.get("height") : row.path("height"));
                if (x + width > COLUMNS) {
                    y += lineHeight;
                    x = 0;
                    lineHeight = 0;
                }
                place(object, x, width, height);
                object.remove("span");
                into.add(object);
                x += width;
                lineHeight = Math.max(lineHeight, height);
            }
        }
        y += lineHeight;
    }

    private void place(ObjectNode panel, int x, int width, int height) {
        panel.putObject(GRID).put("x", x).put("y", y).put("w", width).put("h", height);
    }

    /** Of a number of pixels, with or without {@code px}. */
    private static int height(JsonNode pixels) {
        String digits = pixels.asText("").replaceAll("[^0-9.].*", "");
        double number = digits.isEmpty() ? 250 : Double.parseDouble(digits);
        return Math.max(3, (int) Math.ceil(number / PIXELS));
    }
}
