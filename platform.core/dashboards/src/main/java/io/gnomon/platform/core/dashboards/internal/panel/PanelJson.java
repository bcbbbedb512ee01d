package io.gnomon.platform.core.dashboards.internal.panel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gnomon.model.text.Durations;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Reads panels of a dashboard's JSON, of today's form and of those that came before. */
final class PanelJson {
    private PanelJson() {}

    /** The panel of this id, wherever it lies; null when there is none. */
    static @Nullable ObjectNode find(JsonNode dashboard, int id) {
        ObjectNode found = findIn(dashboard.path("panels"), id);
        if (found == null) {
            for (JsonNode row : dashboard.path("rows")) {
                found = found == null ? findIn(row.path("panels"), id) : found;
            }
        }
        return found;
    }

    private static @Nullable ObjectNode findIn(JsonNode panels, int id) {
        for (JsonNode panel : panels) {
            if (panel instanceof ObjectNode object && panel.path("id").asInt(-1) == id) {
                return object;
            }
            ObjectNode inRow = findIn(panel.path("panels"), id);
            if (inRow != null) {
                return inRow;
            }
        }
        return null;
    }

    /** The targets that are not hidden. */
    static List<ObjectNode> targets(ObjectNode panel) {
        ObjectNode own = OwnQuery.of(panel);
        if (own != null) {
            return List.of(own);
        }
        List<ObjectNode> targets = new ArrayList<>();
        for (JsonNode target : panel.path("targets")) {
            if (target instanceof ObjectNode object && !object.path("hide").asBoolean()) {
                targets.add(wellSpelt(object));
            }
        }
        return targets;
    }

    /** Some dashboards write {@code timeseries}. */
    private static ObjectNode wellSpelt(ObjectNode target) {
        return target.path("format").asText().equals("timeseries")
                ? target.deepCopy().put("format", "time_series")
                : target;
    }

    /** The letter of a target; some dashboards write {@code refID}. */
    static String refId(ObjectNode target) {
        return target.path("refId").asText(target.path("refID").asText("A"));
    }

    /**
     * Milliseconds of a duration that an author wrote, with or without the {@code >} of "at least".
     *
     * @return 0 for an empty text
     * @throws IllegalArgumentException with a sentence
     */
    static long durationMillis(String text) {
        String duration = text.startsWith(">") ? text.substring(1) : text;
        return duration.isBlank() ? 0 : Durations.parseMillis(duration.trim());
    }
}
