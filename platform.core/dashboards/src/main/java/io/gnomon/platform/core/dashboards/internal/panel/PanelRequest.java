package io.gnomon.platform.core.dashboards.internal.panel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gnomon.platform.core.dashboards.PanelRunner.Access;
import io.gnomon.platform.core.dashboards.RequestRefused;
import io.gnomon.platform.core.dashboards.RequestRefused.Kind;
import io.gnomon.platform.core.dashboards.internal.Json;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The PanelQuery of the API.
 *
 * @param uid of a saved dashboard, null when one is sent along
 * @param inline the dashboard that is sent along
 * @param variables chosen values by name
 * @param maxAgeMillis how old answers may be that others have asked for
 * @param annotations names of the annotation queries that are wanted
 * @param zone in which days, weeks and months begin
 */
record PanelRequest(
        @Nullable String uid,
        @Nullable ObjectNode inline,
        List<Panel> panels,
        long fromMillis,
        long toMillis,
        Map<String, List<String>> variables,
        long maxAgeMillis,
        List<String> annotations,
        ZoneId zone) {
    /** The last time that a browser's Date can tell. */
    private static final long MILLIS_MAX = 8_640_000_000_000_000L;

    private static final int PANELS_MAX = 500;
    private static final int WIDTH_DEFAULT = 1000;
    private static final int WIDTH_MAX = 10_000;

    /**
     * A panel to run.
     *
     * @param as the number that the answer carries: that of the panel, another one for a copy of a
     *     panel that is repeated
     * @param width in pixels: as many points are drawn at most
     * @param variables values of this panel alone, over those of the request
     */
    record Panel(int id, int as, int width, Map<String, List<String>> variables) {}

    static PanelRequest parse(String json) throws RequestRefused {
        ObjectNode request = Json.object(json);
        return of(request, panels(request.path("panels")));
    }

    /** A request that is for no panel. */
    static PanelRequest withoutPanels(ObjectNode request) throws RequestRefused {
        return of(request, List.of());
    }

    private static PanelRequest of(ObjectNode request, List<Panel> panels) throws RequestRefused {
        JsonNode dashboard = request.path("dashboard");
        String uid = dashboard.path("uid").asText(null);
        ObjectNode inline = dashboard.path("inline") instanceof ObjectNode object ? object : null;
        if ((uid == null) == (inline == null)) {
            throw invalid("dashboard must have either uid or inline");
        }
        long from = millis(request, "from");
        long to = millis(request, "to");
        if (from > to) {
            throw invalid("from must not be after to");
        }
        return new PanelRequest(
                uid,
                inline,
                panels,
                from,
                to,
                variables(request.path("variables")),
                Math.max(0, request.path("maxAgeMs").asLong(0)),
                texts(request.path("annotations")),
                zone(request.path("timezone").asText("UTC")));
    }

    /** Who asks. */
    Viewer viewer(JsonNode dashboardJson, Access access) {
        return viewer(dashboardJson, variables, access);
    }

    /** Who asks for a panel, which may have values of its own. */
    Viewer viewer(JsonNode dashboardJson, Panel panel, Access access) {
        Map<String, List<String>> merged = new LinkedHashMap<>(variables);
        merged.putAll(panel.variables());
        return viewer(dashboardJson, merged, access);
    }

    private Viewer viewer(JsonNode dashboardJson, Map<String, List<String>> chosen, Access access) {
        return new Viewer(
                new Variables(dashboardJson, chosen, toMillis - fromMillis), access, maxAgeMillis);
    }

    private static List<Panel> panels(JsonNode array) throws RequestRefused {
        if (!array.isArray() || array.isEmpty() || array.size() > PANELS_MAX) {
            throw invalid("panels must be a list of 1 to " + PANELS_MAX + " panels");
        }
        List<Panel> panels = new ArrayList<>();
        for (JsonNode panel : array) {
            if (!panel.path("id").isInt()) {
                throw invalid("each panel must have an id, a whole number");
            }
            int width = panel.path("width").asInt(WIDTH_DEFAULT);
            int id = panel.path("id").asInt();
            panels.add(
                    new Panel(
                            id,
                            panel.path("as").asInt(id),
                            Math.clamp(width, 10, WIDTH_MAX),
                            variables(panel.path("variables"))));
        }
        return panels;
    }

    private static long millis(ObjectNode request, String name) throws RequestRefused {
        JsonNode value = request.path(name);
        double millis = value.asDouble(Double.NaN);
        if (!value.isNumber() || Math.abs(millis) > MILLIS_MAX) {
            throw invalid(
                    name + " must be a number of milliseconds since 1970, at most " + MILLIS_MAX);
        }
        return (long) millis;
    }

    private static ZoneId zone(String name) throws RequestRefused {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw invalid(
                    "timezone \"%s\" is not known; valid are names such as Europe/Berlin"
                            .formatted(name));
        }
    }

    private static Map<String, List<String>> variables(JsonNode object) throws RequestRefused {
        if (!object.isObject() && !object.isNull() && !object.isMissingNode()) {
            throw invalid("variables must be an object of texts, or lists of texts, by name");
        }
        Map<String, List<String>> variables = new LinkedHashMap<>();
        object.properties()
                .forEach(entry -> variables.put(entry.getKey(), texts(entry.getValue())));
        return variables;
    }

    /** One text or several. */
    static List<String> texts(JsonNode value) {
        List<String> texts = new ArrayList<>();
        if (value.isArray()) {
            value.forEach(item -> texts.add(item.asText()));
        } else if (!value.isNull() && !value.isMissingNode()) {
            texts.add(value.asText());
        }
        return texts;
    }

    private static RequestRefused invalid(String message) {
        return new RequestRefused(Kind.INVALID, message);
    }
}
