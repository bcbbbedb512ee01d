package io.gnomon.platform.core.dashboards.internal.panel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gnomon.model.frame.DataFrame;
import io.gnomon.model.frame.Field;
import io.gnomon.platform.core.dashboards.PanelRunner.Access;
import io.gnomon.platform.core.dashboards.RequestRefused;
import io.gnomon.platform.core.dashboards.internal.panel.FrameJson.Problem;
import io.gnomon.platform.core.dashboards.internal.sources.Source;
import io.gnomon.platform.core.dashboards.internal.sources.Sources;
import io.gnomon.spi.datasource.DataQuery;
import io.gnomon.spi.datasource.DataSource;
import io.gnomon.spi.runtime.PluginException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs one panel: its queries one after the other, then its transformations. For one thread. */
final class PanelRun {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final Sources sources;
    private final KnownKeys keys;
    private final Transformations transformations;
    private final Variables variables;
    private final Access access;

    private final List<DataFrame> frames = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();

    PanelRun(
            Sources sources,
            KnownKeys keys,
            Transformations transformations,
            Variables variables,
            Access access) {
        this.sources = sources;
        this.keys = keys;
        this.transformations = transformations;
        this.variables = variables;
        this.access = access;
    }

    /** A query as the data source sees it. */
    private record Asked<Q extends Record>(
            String refId,
            Q query,
            long fromMillis,
            long toMillis,
            long intervalMillis,
            int maxDataPoints,
            Duration timeout)
            implements DataQuery<Q> {}

    /** What went wrong, after {@link #frames}. */
    List<Problem> problems() {
        return problems;
    }

    /** The PanelAnswer as a line of JSON. */
    String answer(ObjectNode panel, PanelSpan span) throws InterruptedException {
        return FrameJson.answer(
                panel.path("id").asInt(), frames(panel, span), problems, span.step().millis());
    }

    /** The frames after the transformations. */
    List<DataFrame> frames(ObjectNode panel, PanelSpan span) throws InterruptedException {
        List<ObjectNode> targets = PanelJson.targets(panel);
        for (ObjectNode target : targets) {
            String refId = PanelJson.refId(target);
            try {
                List<DataFrame> answer = ask(panel, target, refId, span);
                frames.addAll(targets.size() > 1 ? withOwnValueNames(answer) : answer);
            } catch (RequestRefused | PluginException | IllegalArgumentException e) {
                problems.add(new Problem(refId, sentence(e)));
            }
        }
        return transformed(panel);
    }

    private List<DataFrame> transformed(ObjectNode panel) throws InterruptedException {
        try {
            Interpolation plain =
                    new Interpolation(
                            variables, Map.of(), (values, several) -> String.join(",", values));
            return transformations.apply(plain.fill(panel.path("transformations")), frames);
        } catch (PluginException e) {
            problems.add(new Problem("", sentence(e)));
            return frames;
        }
    }

    private List<DataFrame> ask(
            ObjectNode panel, ObjectNode target, String refId, PanelSpan panelSpan)
            throws RequestRefused, PluginException, InterruptedException {
        Sources.Found found = sources.find(reference(panel, target));
        Source source = found.source();
        if (access == Access.ANONYMOUS && !source.builtIn()) {
            throw new RequestRefused(
                    RequestRefused.Kind.FORBIDDEN,
                    "log in to see data of \"%s\"".formatted(source.name()));
        }
        PanelSpan span = panelSpan.ofTarget(target, variables);
        List<DataFrame> answer =
                source.handle().call(TIMEOUT, instance -> ask(instance, target, refId, span));
        return found.notice().isEmpty() ? answer : withNotice(answer, refId, found.notice());
    }

    /** Runs on the data source's thread, so that query record and instance are of one version. */
    private <Q extends Record> List<DataFrame> ask(
            DataSource<Q> source, ObjectNode target, String refId, PanelSpan span)
            throws Exception {
        Interpolation interpolation = new Interpolation(variables, span.macros(), source::variable);
        JsonNode filled = interpolation.fill(target);
        List<DataFrame> answer =
                source.query(
                        new Asked<>(
                                refId,
                                keys.bind(filled, source.queryType()),
                                span.fromMillis(),
                                span.toMillis(),
                                span.step().millis(),
                                span.points(),
                                TIMEOUT));
        return Legend.name(
                answer, filled.path("legendFormat").asText(""), filled.path("expr").asText(""));
    }

    /** What the target, else the panel, says about its data source. */
    private JsonNode reference(ObjectNode panel, ObjectNode target) {
        JsonNode own = target.path("datasource");
        JsonNode reference = own.isMissingNode() || own.isNull() ? panel.path("datasource") : own;
        return new Interpolation(variables, Map.of(), (values, several) -> values.get(0))
                .fill(reference);
    }

    /** Tables of several queries tell their values apart by the query's letter, as Grafana does. */
    private static List<DataFrame> withOwnValueNames(List<DataFrame> frames) {
        return frames.stream()
                .map(frame ->
                        frame.kind() == DataFrame.Kind.TABLE ? withOwnValueName(frame) : frame)
                .toList();
    }

    private static DataFrame withOwnValueName(DataFrame frame) {
        List<Field> fields = new ArrayList<>();
        for (Field field : frame.fields()) {
            boolean value = field.name().equals("Value");
            fields.add(
                    value
                            ? new Field(
                                    "Value #" + frame.refId(),
                                    field.column(),
                                    field.labels(),
                                    field.config())
                            : field);
        }
        return new DataFrame(
                frame.refId(), frame.name(), frame.kind(), frame.rows(), fields, frame.notices());
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

    private static String sentence(Exception e) {
        String message = e.getMessage();
        return message == null || message.isEmpty() ? e.getClass().getSimpleName() : message;
    }
}
