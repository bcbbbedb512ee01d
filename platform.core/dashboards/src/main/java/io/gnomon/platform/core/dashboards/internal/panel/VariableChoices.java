package io.gnomon.platform.core.dashboards.internal.panel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gnomon.model.frame.DataFrame;
import io.gnomon.model.frame.Field;
import io.gnomon.model.frame.FieldType;
import io.gnomon.model.labels.Labels;
import io.gnomon.model.labels.Matcher;
import io.gnomon.model.labels.Regex;
import io.gnomon.model.text.GoNumbers;
import io.gnomon.platform.core.dashboards.RequestRefused;
import io.gnomon.platform.core.dashboards.RequestRefused.Kind;
import io.gnomon.platform.core.dashboards.internal.Json;
import io.gnomon.platform.core.dashboards.internal.sources.Source;
import io.gnomon.platform.core.dashboards.internal.sources.Sources;
import io.gnomon.spi.datasource.DataSource;
import io.gnomon.spi.datasource.LabelledSource;
import io.gnomon.spi.runtime.PluginException;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What can be chosen for a variable of the kind "query", and what those of the kinds "adhoc" and
 * "groupby" may name; filters narrow all of it. Of sources with labels it knows Grafana's {@code
 * label_values(selector, label)}, {@code label_names(selector)}, {@code metrics(regex)} and {@code
 * query_result(expression)}; of others the query is run, and its first column of texts is offered.
 * For one thread.
 */
final class VariableChoices {
    private static final Pattern LABEL_VALUES =
            Pattern.compile(
                    "\\s*label_values\\(\\s*(?:(.*),\\s*)?([A-Za-z_]\\w*)\\s*\\)\\s*",
                    Pattern.DOTALL);
    private static final Pattern LABEL_NAMES =
            Pattern.compile("\\s*label_names\\(\\s*(.*?)\\s*\\)\\s*", Pattern.DOTALL);
    private static final Pattern METRICS =
            Pattern.compile("\\s*metrics\\(\\s*(.*?)\\s*\\)\\s*", Pattern.DOTALL);
    private static final Pattern QUERY_RESULT =
            Pattern.compile("\\s*query_result\\(\\s*(.*?)\\s*\\)\\s*", Pattern.DOTALL);

    private static final int POINTS = 1000;

    private final Sources sources;
    private final Queries queries;
    private final Viewer viewer;
    private final PanelSpan span;

    VariableChoices(Sources sources, Queries queries, Viewer viewer, long from, long to) {
        this.sources = sources;
        this.queries = queries;
        this.viewer = viewer.ungrouped();
        this.span = new PanelSpan(from, to, POINTS, 0);
    }

    /** A choice; in words it may be called otherwise. */
    private record Choice(String text, String value) {}

    /**
     * The VariableAnswer of docs/guide/gnomon-api.md.
     *
     * @param name of the variable
     * @param key label whose values are wanted for a filter, which filters on it do not narrow;
     *     empty for the names of labels
     * @throws RequestRefused NOT_FOUND, INVALID with the sentence of the data source
     */
    String answer(JsonNode dashboard, String name, String key)
            throws RequestRefused, InterruptedException {
        for (JsonNode declared : dashboard.path("templating").path("list")) {
            if (declared.path("name").asText().equals(name)) {
                try {
                    return json(
                            switch (declared.path("type").asText()) {
                                case "adhoc", "groupby" -> suggestions(declared, key);
                                default -> choices(declared);
                            });
                } catch (PluginException | IllegalArgumentException e) {
                    throw new RequestRefused(Kind.INVALID, PanelRun.sentence(e), e);
                }
            }
        }
        throw new RequestRefused(Kind.NOT_FOUND, "the dashboard has no variable \"" + name + "\"");
    }

    private static String json(List<Choice> choices) {
        ObjectNode answer = Json.newObject();
        ArrayNode list = answer.putArray("choices");
        for (Choice choice : choices) {
            ObjectNode one = list.addObject().put("text", choice.text());
            if (!choice.value().equals(choice.text())) {
                one.put("value", choice.value());
            }
        }
        return Json.text(answer);
    }

    /** Labels, or values of one, of the series that the filters leave. */
    private List<Choice> suggestions(JsonNode declared, String key)
            throws RequestRefused, PluginException, InterruptedException {
        Source source = Queries.find(sources, declared.path("datasource"), viewer).source();
        List<Matcher> others =
                AdHocFilters.of(viewer, sources, source).stream()
                        .filter(matcher -> key.isEmpty() || !matcher.name().equals(key))
                        .toList();
        long from = span.fromMillis();
        long to = span.toMillis();
        return texts(
                labelled(
                                source,
                                (labels, instance) -> {
                                    String selector = queries.narrowed("", others);
                                    return key.isEmpty()
                                            ? labels.labelNames(selector, from, to)
                                            : labels.labelValues(key, selector, from, to);
                                })
                        .orElse(List.of()));
    }

    private List<Choice> choices(JsonNode declared)
            throws RequestRefused, PluginException, InterruptedException {
        JsonNode given = declared.path("query");
        String text = given.isTextual() ? given.asText() : given.path("query").asText("");
        JsonNode reference = declared.path("datasource");
        Source source = Queries.find(sources, reference, viewer).source();
        List<Matcher> filters = AdHocFilters.of(viewer, sources, source);
        Optional<List<String>> found =
                labelled(source, (labels, instance) -> labels(labels, instance, text, filters));
        if (found.isPresent()) {
            return texts(found.get());
        }
        var result = QUERY_RESULT.matcher(text);
        if (result.matches()) {
            return texts(series(ask(reference, promql(result.group(1))), true));
        }
        if (isLabelled(source)) {
            return texts(series(ask(reference, promql(text)), false));
        }
        if (!(given instanceof ObjectNode target)) {
            throw new IllegalArgumentException(
                    "the query of a variable of \"%s\" must be an object, as in a panel"
                            .formatted(source.name()));
        }
        return columns(ask(reference, target.deepCopy()));
    }

    /** Something that is asked about labels. */
    private interface OfLabels {
        @Nullable List<String> ask(LabelledSource labels, DataSource<?> source) throws Exception;
    }

    private static Optional<List<String>> labelled(Source source, OfLabels asking)
            throws PluginException, InterruptedException {
        return source.handle()
                .call(
                        Queries.TIMEOUT,
                        instance ->
                                instance instanceof LabelledSource labels
                                        ? Optional.ofNullable(asking.ask(labels, instance))
                                        : Optional.empty());
    }

    private static boolean isLabelled(Source source) throws PluginException, InterruptedException {
        return source.handle()
                .call(Queries.TIMEOUT, instance -> instance instanceof LabelledSource);
    }

    /** The answer to a query about labels, null when it is about something else. */
    private @Nullable List<String> labels(
            LabelledSource labels, DataSource<?> source, String text, List<Matcher> filters)
            throws Exception {
        Step step = span.step(source.scrapeInterval().toMillis());
        String filled =
                new Interpolation(viewer.variables(), span.macros(step), source::variable)
                        .fill(text);
        long from = span.fromMillis();
        long to = span.toMillis();
        var values = LABEL_VALUES.matcher(filled);
        if (values.matches()) {
            String selector = values.group(1) == null ? "" : values.group(1).strip();
            return labels.labelValues(
                    values.group(2), queries.narrowed(selector, filters), from, to);
        }
        var names = LABEL_NAMES.matcher(filled);
        if (names.matches()) {
            return labels.labelNames(queries.narrowed(names.group(1), filters), from, to);
        }
        var metrics = METRICS.matcher(filled);
        if (metrics.matches()) {
            Regex wanted = Regex.compile(".*(?:" + metrics.group(1) + ").*");
            String selector = queries.narrowed("", filters);
            return labels.labelValues(Labels.METRIC_NAME, selector, from, to).stream()
                    .filter(wanted::matches)
                    .toList();
        }
        return null;
    }

    private static ObjectNode promql(String expression) {
        return Json.newObject().put("expr", expression).put("instant", true).put("range", false);
    }

    private List<DataFrame> ask(JsonNode reference, ObjectNode target)
            throws RequestRefused, PluginException, InterruptedException {
        return queries.ask(sources, reference, target, "A", span, viewer).frames();
    }

    /** {@code name{a="b",c="d"}}, with the value and its time in milliseconds behind. */
    private static List<String> series(List<DataFrame> frames, boolean withValues) {
        List<String> texts = new ArrayList<>();
        for (DataFrame frame : frames) {
            if (frame.rows() == 0 || frame.fields().size() < 2) {
                continue;
            }
            Field value = frame.fields().get(1);
            StringBuilder text = new StringBuilder(value.labels().metricName());
            text.append(
                    value.labels().without(Set.of(Labels.METRIC_NAME)).toMap().entrySet().stream()
                            .map(label -> Matcher.equal(label.getKey(), label.getValue()))
                            .map(Matcher::toString)
                            .collect(Collectors.joining(",", "{", "}")));
            if (withValues && value.column().value(0) instanceof Double number) {
                text.append(' ').append(GoNumbers.plain(number));
                text.append(' ').append(frame.fields().get(0).column().value(0));
            }
            texts.add(text.toString());
        }
        return texts;
    }

    /** Columns called __text and __value, else the first of texts, else the first of all. */
    private static List<Choice> columns(List<DataFrame> frames) {
        List<Choice> choices = new ArrayList<>();
        for (DataFrame frame : frames) {
            Field text = named(frame, "__text");
            Field value = named(frame, "__value");
            Field first =
                    frame.fields().stream()
                            .filter(field -> field.column().type() == FieldType.TEXT)
                            .findFirst()
                            .orElse(frame.fields().isEmpty() ? null : frame.fields().get(0));
            Field shown = text == null ? first : text;
            for (int row = 0; shown != null && row < frame.rows(); row++) {
                Object words = shown.column().value(row);
                Object chosen = value == null ? words : value.column().value(row);
                if (words != null && chosen != null) {
                    choices.add(new Choice(words.toString(), chosen.toString()));
                }
            }
        }
        return List.copyOf(new LinkedHashSet<>(choices));
    }

    private static @Nullable Field named(DataFrame frame, String name) {
        return frame.fields().stream()
                .filter(field -> field.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    private static List<Choice> texts(List<String> found) {
        return found.stream().distinct().map(text -> new Choice(text, text)).toList();
    }
}
