package io.gnomon.platform.core.dashboards.internal.panel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gnomon.platform.core.dashboards.Annotations;
import io.gnomon.platform.core.dashboards.DataSources;
import io.gnomon.platform.core.dashboards.RequestRefused;
import io.gnomon.platform.core.dashboards.internal.Json;
import io.gnomon.platform.core.dashboards.internal.sources.Sources;
import io.gnomon.spi.runtime.PluginException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Runs the annotation queries of a dashboard, once for all of its panels. For one thread. */
final class AnnotationRun {
    /** Name of the query that every dashboard has, whether it says so or not. */
    static final String BUILT_IN = "Annotations & Alerts";

    private static final int MARKS_MAX = 1000;
    private static final int STORED_DEFAULT = 100;
    private static final long STEP_MILLIS = 60_000;
    private static final int POINTS_MAX = 11_000;
    private static final String COLOR = "rgba(0, 211, 255, 1)";

    private final Sources sources;
    private final Queries queries;
    private final Annotations stored;
    private final Viewer viewer;

    AnnotationRun(Sources sources, Queries queries, Annotations stored, Viewer viewer) {
        this.sources = sources;
        this.queries = queries;
        this.stored = stored;
        this.viewer = viewer.ungrouped();
    }

    /**
     * The AnnotationAnswer of docs/guide/gnomon-api.md as a line of JSON.
     *
     * @param uid of the dashboard, empty when it has none yet
     * @param request names the queries that are wanted
     */
    String answer(JsonNode dashboard, String uid, PanelRequest request)
            throws InterruptedException {
        ObjectNode answer = Json.newObject();
        ArrayNode marks = answer.putArray("annotations");
        ArrayNode errors = answer.putArray("errors");
        Set<String> written = new HashSet<>();
        for (JsonNode query : queries(dashboard)) {
            String name = query.path("name").asText("");
            if (!request.annotations().contains(name)) {
                continue;
            }
            try {
                List<Mark> found =
                        isStored(query) ? stored(query, uid, request) : asked(query, request);
                String color = query.path("iconColor").asText(COLOR);
                for (Mark mark : found.subList(0, Math.min(MARKS_MAX, found.size()))) {
                    if (mark.id().isEmpty() || written.add(mark.id())) {
                        marks.add(mark.json(name, color));
                    }
                }
                if (found.size() > MARKS_MAX) {
                    problem(errors, name, "only the first " + MARKS_MAX + " marks are shown");
                }
            } catch (RequestRefused | PluginException | IllegalArgumentException e) {
                problem(errors, name, PanelRun.sentence(e));
            }
        }
        return Json.text(answer);
    }

    /** The answer when nothing could be run. */
    static String failed(String message) {
        ObjectNode answer = Json.newObject();
        answer.putArray("annotations");
        problem(answer.putArray("errors"), "", message);
        return Json.text(answer);
    }

    private static void problem(ArrayNode errors, String query, String message) {
        errors.addObject().put("refId", query).put("message", message);
    }

    /** The dashboard's, and the built-in one where it is not among them. */
    private static List<JsonNode> queries(JsonNode dashboard) {
        List<JsonNode> all = new ArrayList<>();
        boolean builtIn = false;
        for (JsonNode query : dashboard.path("annotations").path("list")) {
            all.add(query);
            builtIn |= query.path("builtIn").asInt() == 1;
        }
        if (!builtIn) {
            all.add(0, Json.newObject().put("name", BUILT_IN).put("builtIn", 1));
        }
        return all;
    }

    /** Whether a query asks for what was written down. */
    private static boolean isStored(JsonNode query) {
        JsonNode source = query.path("datasource");
        String id = source.isTextual() ? source.asText() : source.path("uid").asText("");
        return query.path("builtIn").asInt() == 1
                || id.equals("-- Grafana --")
                || id.equals("grafana")
                || source.path("type").asText().equals("grafana");
    }

    private List<Mark> stored(JsonNode query, String uid, PanelRequest request) {
        JsonNode settings = query.path("target").isObject() ? query.path("target") : query;
        boolean byTags = settings.path("type").asText("dashboard").equals("tags");
        Interpolation plain =
                new Interpolation(
                        viewer.variables(),
                        Map.of(),
                        (values, several) -> String.join(",", values));
        List<String> tags = new ArrayList<>();
        for (JsonNode tag : settings.path("tags")) {
            tags.addAll(List.of(plain.fill(tag.asText()).split(",", -1)));
        }
        Annotations.Question question =
                new Annotations.Question(
                        request.fromMillis(),
                        request.toMillis(),
                        byTags ? "" : uid,
                        0,
                        byTags ? tags : List.of(),
                        settings.path("matchAny").asBoolean(),
                        settings.path("limit").asInt(STORED_DEFAULT));
        if (!byTags && uid.isEmpty()) {
            return List.of();
        }
        return stored.find(question).stream().map(found -> mark(found, byTags)).toList();
    }

    private static Mark mark(Annotations.Annotation annotation, boolean onAllPanels) {
        Annotations.Draft draft = annotation.draft();
        return new Mark(
                Long.toString(annotation.id()),
                onAllPanels ? 0 : draft.panelId(),
                draft.timeMillis(),
                draft.endMillis(),
                "",
                draft.text(),
                draft.tags());
    }

    private List<Mark> asked(JsonNode query, PanelRequest request)
            throws RequestRefused, PluginException, InterruptedException {
        String refId = query.path("name").asText("");
        ObjectNode target = target(query);
        PanelSpan span =
                new PanelSpan(request.fromMillis(), request.toMillis(), POINTS_MAX, STEP_MILLIS);
        List<Mark> marks =
                Mark.of(
                        queries.ask(sources, query.path("datasource"), target, refId, span, viewer)
                                .frames(),
                        format(query, target));
        return marks.stream()
                .filter(mark -> mark.endMillis() >= request.fromMillis())
                .filter(mark -> mark.timeMillis() <= request.toMillis())
                .toList();
    }

    /** The query as a panel's target: newer dashboards have one, older ones an expression. */
    private static ObjectNode target(JsonNode query) {
        ObjectNode target =
                query.path("target") instanceof ObjectNode given
                        ? given.deepCopy()
                        : Json.newObject();
        if (!target.has("expr") && query.has("expr")) {
            target.put("expr", query.path("expr").asText());
        }
        String step = query.path("step").asText("");
        if (!step.isEmpty()) {
            target.put("interval", step);
        }
        JsonNode source = query.path("datasource");
        boolean ofServer =
                source.path("type").asText().equals(DataSources.SERVER_TYPE)
                        || source.path("uid").asText().equals(DataSources.SERVER);
        if (ofServer && !target.has("table")) {
            target.put("table", "annotations");
        }
        if (target.has("expr")) {
            target.put("range", true).put("instant", false).put("format", "time_series");
        }
        return target;
    }

    private static Mark.Format format(JsonNode query, ObjectNode target) {
        String tagKeys = either(query, target, "tagKeys", "");
        return new Mark.Format(
                either(query, target, "titleFormat", "{{alertname}}"),
                either(query, target, "textFormat", "{{instance}}"),
                Arrays.stream(tagKeys.split(",", -1)).map(String::strip).toList(),
                query.path("useValueForTime").asBoolean());
    }

    private static String either(JsonNode query, ObjectNode target, String key, String otherwise) {
        String text = query.path(key).asText(target.path(key).asText(""));
        return text.isEmpty() ? otherwise : text;
    }
}
