package io.gnomon.platform.core.dashboards.internal.panel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gnomon.model.query.QueryException;
import io.gnomon.model.query.QueryLanguage;
import io.gnomon.platform.core.dashboards.RequestRefused;
import io.gnomon.platform.core.dashboards.internal.Json;
import io.gnomon.platform.core.dashboards.internal.grafana.ClassicForm;
import io.gnomon.platform.core.dashboards.internal.sources.Sources;
import io.gnomon.spi.datasource.DataSource;
import io.gnomon.spi.datasource.PromQlQuery;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Goes through a dashboard and notes what of it is not here. For one thread. */
final class PartsOfDashboard {
    private static final int NAMED = 3;
    private static final long HOUR_MILLIS = 3_600_000;
    private static final Set<String> PROMQL = Set.of("prometheus", "prometheus-builtin");

    /** No data sources; which of them are not answered was said when the dashboard was read. */
    private static final Set<String> FOREIGN =
            Set.of("-- Dashboard --", "-- Grafana --", "__expr__");

    private static final Set<String> VARIABLES =
            Set.of(
                    "query",
                    "custom",
                    "textbox",
                    "constant",
                    "datasource",
                    "interval",
                    "adhoc",
                    "groupby",
                    "switch");

    private final JsonNode dashboard;
    private final Sources sources;
    private final Set<String> panelTypes;
    private final Predicate<String> transformations;
    private final @Nullable QueryLanguage promql;
    private final Variables variables;

    /** What is missing, and where; in the order in which it is found. */
    private final Map<String, List<String>> missing = new LinkedHashMap<>();

    /**
     * @param panelTypes that a plugin draws
     * @param transformations whether there is one of this id
     * @param promql null while it is being replaced: queries are then not looked at
     */
    PartsOfDashboard(
            JsonNode dashboard,
            Sources sources,
            Set<String> panelTypes,
            Predicate<String> transformations,
            @Nullable QueryLanguage promql) {
        this.dashboard = dashboard;
        this.sources = sources;
        this.panelTypes = panelTypes;
        this.transformations = transformations;
        this.promql = promql;
        this.variables = new Variables(dashboard, Map.of(), 0);
    }

    /** One sentence for each part that is missing. */
    List<String> missing() {
        for (JsonNode variable : dashboard.path("templating").path("list")) {
            String where = "variable \"%s\"".formatted(variable.path("name").asText());
            String kind = variable.path("type").asText();
            if (!VARIABLES.contains(kind)) {
                note("variables of the kind \"%s\" have no effect".formatted(kind), where);
            } else if (kind.equals("query")) {
                var _ = source(variable.path("datasource"), where);
            }
        }
        ClassicForm.panels(dashboard).forEach(this::panel);
        List<String> sentences = new ArrayList<>();
        missing.forEach((what, where) -> sentences.add(what + ": " + places(where)));
        return sentences;
    }

    private void panel(ObjectNode panel) {
        String where = ClassicForm.title(panel);
        String type = panel.path("type").asText();
        if (type.equals("row")) {
            return;
        }
        if (!type.isEmpty() && !panelTypes.contains(type)) {
            note(
                    "no plugin draws \"%s\"; a placeholder that says so stands there"
                            .formatted(type),
                    where);
        }
        for (JsonNode one : panel.path("transformations")) {
            String id = one.path("id").asText();
            if (!one.path("disabled").asBoolean() && !transformations.test(id)) {
                note(
                        "the transformation \"%s\" is not installed; the answers are shown without it"
                                .formatted(id),
                        where);
            }
        }
        for (ObjectNode target : PanelJson.targets(panel)) {
            JsonNode own = target.path("datasource");
            JsonNode reference =
                    own.isMissingNode() || own.isNull() ? panel.path("datasource") : own;
            String answering = source(reference, where);
            if (PROMQL.contains(answering)) {
                expression(target, where);
            }
        }
    }

    /** Type of the data source that answers, empty when none does. */
    private String source(JsonNode reference, String where) {
        JsonNode resolved = resolved(reference);
        String id = resolved.isTextual() ? resolved.asText() : resolved.path("uid").asText("");
        if (FOREIGN.contains(id)) {
            return "";
        }
        try {
            Sources.Found found = sources.find(resolved);
            if (!found.notice().isEmpty()) {
                note(found.notice(), where);
            }
            return found.source().type();
        } catch (RequestRefused e) {
            note(e.getMessage() + "; nothing is shown until one is made under Settings", where);
            return "";
        }
    }

    /** A reference to a variable as one to the type of data source that it chooses from. */
    private JsonNode resolved(JsonNode reference) {
        String id = reference.isTextual() ? reference.asText() : reference.path("uid").asText("");
        String name = id.replaceAll("^\\$\\{?|^\\[\\[|\\}$|\\]\\]$", "");
        if (name.equals(id)) {
            return reference;
        }
        ObjectNode any = Json.newObject();
        for (JsonNode variable : dashboard.path("templating").path("list")) {
            if (variable.path("name").asText().equals(name)
                    && variable.path("type").asText().equals("datasource")) {
                return any.put("type", variable.path("query").asText());
            }
        }
        return reference.has("type") ? any.put("type", reference.path("type").asText()) : any;
    }

    /** A query that still asks for a variable without value cannot be judged. */
    private void expression(ObjectNode target, String where) {
        String expr = target.path("expr").asText("");
        if (promql == null || expr.isBlank()) {
            return;
        }
        PanelSpan span = new PanelSpan(0, HOUR_MILLIS, 1000, 0);
        Step step = span.step(DataSource.USUAL_SCRAPE_INTERVAL.toMillis());
        String filled =
                new Interpolation(variables, span.macros(step), PromQlQuery::variable).fill(expr);
        if (filled.contains("$") || filled.contains("[[")) {
            return;
        }
        try {
            var _ = promql.format(filled);
        } catch (QueryException e) {
            note(
                    "query %s cannot be asked: %s"
                            .formatted(PanelJson.refId(target), e.getMessage()),
                    where);
        }
    }

    private void note(String what, String where) {
        List<String> places = missing.computeIfAbsent(what, key -> new ArrayList<>());
        if (!places.contains(where)) {
            places.add(where);
        }
    }

    private static String places(List<String> all) {
        int more = all.size() - NAMED;
        return more <= 0
                ? String.join(", ", all)
                : String.join(", ", all.subList(0, NAMED)) + " and " + more + " more";
    }
}
