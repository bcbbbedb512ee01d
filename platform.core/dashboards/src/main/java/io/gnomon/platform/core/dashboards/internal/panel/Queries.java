package io.gnomon.platform.core.dashboards.internal.panel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gnomon.model.frame.DataFrame;
import io.gnomon.model.labels.Labels;
import io.gnomon.model.labels.Matcher;
import io.gnomon.model.query.QueryException;
import io.gnomon.model.query.QueryLanguage;
import io.gnomon.platform.core.dashboards.PanelRunner.Access;
import io.gnomon.platform.core.dashboards.RequestRefused;
import io.gnomon.platform.core.dashboards.internal.Json;
import io.gnomon.platform.core.dashboards.internal.panel.SharedAnswers.Moment;
import io.gnomon.platform.core.dashboards.internal.panel.SharedAnswers.Question;
import io.gnomon.platform.core.dashboards.internal.sources.Source;
import io.gnomon.platform.core.dashboards.internal.sources.Sources;
import io.gnomon.spi.datasource.DataQuery;
import io.gnomon.spi.datasource.DataSource;
import io.gnomon.spi.datasource.DataSourceFactory;
import io.gnomon.spi.datasource.PromQlQuery;
import io.gnomon.spi.runtime.PluginException;
import io.gnomon.spi.runtime.Plugins;
import io.gnomon.spi.runtime.Plugins.ActivePlugin;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Asks data sources what a panel, an annotation or a variable wants to know: finds the source,
 * fills variables in, adds filters, and shares the answer. Any thread.
 */
final class Queries {
    static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final Plugins plugins;
    private final KnownKeys keys;
    private final SharedAnswers shared;
    private final Supplier<@Nullable QueryLanguage> language;

    /**
     * @param language reads PromQL; gives null while the engine is being replaced
     */
    Queries(
            Plugins plugins,
            KnownKeys keys,
            SharedAnswers shared,
            Supplier<@Nullable QueryLanguage> language) {
        this.language = language;
        this.plugins = plugins;
        this.keys = keys;
        this.shared = shared;
    }

    /** A query as the data source sees it. */
    private record BoundQuery<Q extends Record>(
            String refId,
            Q query,
            long fromMillis,
            long toMillis,
            long intervalMillis,
            int maxDataPoints,
            Duration timeout,
            boolean byAdministrator)
            implements DataQuery<Q> {}

    /**
     * What a reference leads to, for who may ask it.
     *
     * @param reference as {@link Sources#find} takes it, with variables
     * @throws RequestRefused also when the viewer would have to log in
     */
    static Sources.Found find(Sources sources, JsonNode reference, Viewer viewer)
            throws RequestRefused {
        JsonNode filled =
                new Interpolation(viewer.variables(), Map.of(), (values, several) -> values.get(0))
                        .fill(reference);
        Sources.Found found = sources.find(filled);
        if (viewer.access() == Access.ANONYMOUS && !found.source().builtIn()) {
            throw new RequestRefused(
                    RequestRefused.Kind.FORBIDDEN,
                    "log in to see data of \"%s\"".formatted(found.source().name()));
        }
        return found;
    }

    /** Whether a variable changes the queries of this data source. */
    static boolean isFor(
            Variables.OfSource variable, Viewer viewer, Sources sources, Source source) {
        try {
            return find(sources, variable.datasource(), viewer).source().equals(source);
        } catch (RequestRefused notThere) {
            return false;
        }
    }

    /**
     * The selector with filters as further matchers, or one of them alone. A selector must name
     * something that is there, so filters which also hold without their label get a metric's name.
     *
     * @param selector PromQL, empty for all series
     * @return empty for all series
     * @throws QueryException when the selector cannot be read, or the engine is being replaced
     */
    String narrowed(String selector, List<Matcher> filters) throws QueryException {
        if (filters.isEmpty()) {
            return selector;
        }
        if (!selector.isEmpty()) {
            return language().withMatchers(selector, filters);
        }
        List<Matcher> all = new ArrayList<>(filters);
        if (filters.stream().allMatch(Matcher::matchesEmpty)) {
            all.add(new Matcher(Matcher.Type.NOT_EQUAL, Labels.METRIC_NAME, ""));
        }
        return all.stream().map(Matcher::toString).collect(Collectors.joining(",", "{", "}"));
    }

    private QueryLanguage language() throws QueryException {
        QueryLanguage now = language.get();
        if (now == null) {
            throw new QueryException(
                    QueryException.Type.UNAVAILABLE,
                    "the query engine is being replaced, try again in a few seconds");
        }
        return now;
    }

    /** Labels that aggregations keep in queries of a data source. */
    private static List<String> groupings(Viewer viewer, Sources sources, Source source) {
        return viewer.variables().groupings().stream()
                .filter(variable -> isFor(variable, viewer, sources, source))
                .flatMap(variable -> variable.values().stream())
                .distinct()
                .toList();
    }

    /**
     * What a data source answers.
     *
     * @param stepMillis distance of points that it was asked for
     */
    record Answer(List<DataFrame> frames, long stepMillis) {}

    /**
     * Asks a data source.
     *
     * @param reference to the data source, as {@link Sources#find} takes it, with variables
     * @param target the query, as a panel's target
     * @param span of the panel; the target may have a step of its own
     * @return frames named by the target's legendFormat
     */
    Answer ask(
            Sources sources,
            JsonNode reference,
            ObjectNode target,
            String refId,
            PanelSpan span,
            Viewer viewer)
            throws RequestRefused, PluginException, InterruptedException {
        Sources.Found found = find(sources, reference, viewer);
        Source source = found.source();
        Step step = span.step(target, viewer.variables(), source.scrapeInterval().millis());
        Narrowing narrowing =
                new Narrowing(
                        AdHocFilters.of(viewer, sources, source),
                        groupings(viewer, sources, source));
        ActivePlugin plugin = plugins.find(DataSourceFactory.class, source.type());
        boolean byAdministrator = viewer.access() == Access.ADMIN;
        Question question =
                new Question(
                        source,
                        plugin == null ? "" : plugin.version(),
                        identity(target, refId, span.macros(step), viewer.variables())
                                + narrowing
                                + byAdministrator,
                        step.millis(),
                        span.points());
        Moment moment = new Moment(span.fromMillis(), span.toMillis(), viewer.maxAgeMillis());
        Asked asked =
                new Asked(
                        target, refId, span, step, viewer.variables(), narrowing, byAdministrator);
        List<DataFrame> answer =
                shared.get(
                        question,
                        moment,
                        () -> source.handle().call(TIMEOUT, instance -> ask(instance, asked)));
        return new Answer(
                found.notice().isEmpty() ? answer : withNotice(answer, refId, found.notice()),
                step.millis());
    }

    /** A target before it is known in which language it is. */
    private record Asked(
            ObjectNode target,
            String refId,
            PanelSpan span,
            Step step,
            Variables variables,
            Narrowing narrowing,
            boolean byAdministrator) {}

    /**
     * What variables without a place in the query do to it.
     *
     * @param filters for each selector
     * @param groupings labels for each aggregation
     */
    private record Narrowing(List<Matcher> filters, List<String> groupings) {}

    /** The target with everything filled in, in no language: equal texts are equal queries. */
    private static String identity(
            ObjectNode target, String refId, Map<String, String> macros, Variables variables) {
        Interpolation interpolation =
                new Interpolation(
                        variables,
                        macros,
                        (values, several) -> several + Formats.values("", values, "json"));
        return refId + Json.text(interpolation.fill(target));
    }

    /** Runs on the data source's thread, so that query record and instance are of one version. */
    private <Q extends Record> List<DataFrame> ask(DataSource<Q> source, Asked asked)
            throws Exception {
        PanelSpan span = asked.span();
        Interpolation interpolation =
                new Interpolation(asked.variables(), span.macros(asked.step()), source::variable);
        JsonNode filled = interpolation.fill(asked.target());
        if (source.queryType().equals(PromQlQuery.class)) {
            filled = narrowed(filled, asked.narrowing());
        }
        List<DataFrame> answer =
                source.query(
                        new BoundQuery<>(
                                asked.refId(),
                                keys.bind(filled, source.queryType()),
                                span.fromMillis(),
                                span.toMillis(),
                                asked.step().millis(),
                                span.points(),
                                TIMEOUT,
                                asked.byAdministrator()));
        return Legend.name(
                answer, filled.path("legendFormat").asText(""), filled.path("expr").asText(""));
    }

    private JsonNode narrowed(JsonNode target, Narrowing narrowing) throws QueryException {
        if (!(target instanceof ObjectNode object)) {
            return target;
        }
        if (!narrowing.filters().isEmpty()) {
            String expr = object.path("expr").asText("");
            object.put("expr", language().withMatchers(expr, narrowing.filters()));
        }
        if (!narrowing.groupings().isEmpty()) {
            String expr = object.path("expr").asText("");
            object.put("expr", language().withGrouping(expr, narrowing.groupings()));
        }
        return object;
    }

    private static List<DataFrame> withNotice(List<DataFrame> frames, String refId, String text) {
        DataFrame first =
                frames.isEmpty()
                        ? new DataFrame(
                                refId, "", DataFrame.Kind.TIME_SERIES, 0, List.of(), List.of())
                        : frames.get(0);
        List<DataFrame.Notice> notices = new ArrayList<>(first.notices());
        notices.add(new DataFrame.Notice(DataFrame.Severity.WARNING, text));
        List<DataFrame> result = new ArrayList<>(frames);
        if (!result.isEmpty()) {
            result.remove(0);
        }
        result.add(
                0,
                new DataFrame(
                        first.refId(),
                        first.name(),
                        first.kind(),
                        first.rows(),
                        first.fields(),
                        notices));
        return result;
    }
}
