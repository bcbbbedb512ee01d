package io.gnomon.platform.core.dashboards.internal.panel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gnomon.model.frame.DataFrame;
import io.gnomon.model.frame.Field;
import io.gnomon.platform.core.dashboards.RequestRefused;
import io.gnomon.platform.core.dashboards.internal.panel.FrameJson.Problem;
import io.gnomon.platform.core.dashboards.internal.sources.Sources;
import io.gnomon.spi.datasource.DataSource;
import io.gnomon.spi.runtime.PluginException;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Runs one panel: its queries one after the other, then its transformations. A query of {@code --
 * Dashboard --} is what another panel of the dashboard asks for, before its transformations or
 * after them ({@code withTransforms}). For one thread.
 */
final class PanelRun {
    private static final String OTHER_PANEL = "-- Dashboard --";

    private final ObjectNode dashboard;
    private final Sources sources;
    private final Queries queries;
    private final Transformations transformations;
    private final Viewer viewer;

    private final List<DataFrame> frames = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private long stepMillis = Long.MAX_VALUE;

    PanelRun(
            ObjectNode dashboard,
            Sources sources,
            Queries queries,
            Transformations transformations,
            Viewer viewer) {
        this.dashboard = dashboard;
        this.sources = sources;
        this.queries = queries;
        this.transformations = transformations;
        this.viewer = viewer;
    }

    /** What went wrong, after {@link #frames}. */
    List<Problem> problems() {
        return problems;
    }

    /** The PanelAnswer as a line of JSON. */
    String answer(ObjectNode panel, PanelSpan span) throws InterruptedException {
        List<DataFrame> shown = frames(panel, span);
        return FrameJson.answer(panel.path("id").asInt(), shown, problems, span, stepMillis(span));
    }

    /** Distance of the points of {@link #frames}, the smallest one of several queries. */
    long stepMillis(PanelSpan span) {
        return stepMillis == Long.MAX_VALUE
                ? span.step(DataSource.USUAL_SCRAPE_INTERVAL.toMillis()).millis()
                : stepMillis;
    }

    /** The frames after the transformations. */
    List<DataFrame> frames(ObjectNode panel, PanelSpan span) throws InterruptedException {
        List<ObjectNode> targets = PanelJson.targets(panel);
        for (ObjectNode target : targets) {
            String refId = PanelJson.refId(target);
            try {
                List<DataFrame> answer =
                        isOfOther(panel, target)
                                ? ofOther(target, span)
                                : ask(panel, target, refId, span);
                frames.addAll(targets.size() > 1 ? withOwnValueNames(answer) : answer);
            } catch (RequestRefused | PluginException | IllegalArgumentException e) {
                problems.add(new Problem(refId, sentence(e)));
            }
        }
        return transformed(panel, frames);
    }

    private List<DataFrame> ask(ObjectNode panel, ObjectNode target, String refId, PanelSpan span)
            throws RequestRefused, PluginException, InterruptedException {
        Queries.Answer answer =
                queries.ask(sources, reference(panel, target), target, refId, span, viewer);
        stepMillis = Math.min(stepMillis, answer.stepMillis());
        return answer.frames();
    }

    private static boolean isOfOther(ObjectNode panel, ObjectNode target) {
        JsonNode reference = reference(panel, target);
        return target.has("panelId")
                && (OTHER_PANEL.equals(reference.asText())
                        || OTHER_PANEL.equals(reference.path("uid").asText())
                        || OTHER_PANEL.equals(panel.path("datasource").path("uid").asText()));
    }

    /** What another panel of the dashboard asks for, in the time of this one. */
    private List<DataFrame> ofOther(ObjectNode target, PanelSpan span)
            throws RequestRefused, PluginException, InterruptedException {
        int id = target.path("panelId").asInt(-1);
        ObjectNode other = PanelJson.find(dashboard, id);
        if (other == null) {
            throw new IllegalArgumentException(
                    "the dashboard has no panel %d, whose answers are to be shown".formatted(id));
        }
        List<DataFrame> answer = new ArrayList<>();
        for (ObjectNode asked : PanelJson.targets(other)) {
            if (isOfOther(other, asked)) {
                throw new IllegalArgumentException(
                        "panel %d shows the answers of another panel itself; name that one"
                                .formatted(id));
            }
            answer.addAll(ask(other, asked, PanelJson.refId(asked), span));
        }
        return target.path("withTransforms").asBoolean() ? transformed(other, answer) : answer;
    }

    private List<DataFrame> transformed(ObjectNode panel, List<DataFrame> answers)
            throws InterruptedException {
        Interpolation plain =
                new Interpolation(
                        viewer.variables(),
                        Map.of(),
                        (values, several) -> String.join(",", values));
        return transformations.apply(
                plain.fill(panel.path("transformations")),
                answers,
                e -> problems.add(new Problem("", sentence(e))));
    }

    /** What the target, else the panel, says about its data source. */
    private static JsonNode reference(ObjectNode panel, ObjectNode target) {
        JsonNode own = target.path("datasource");
        return own.isMissingNode() || own.isNull() ? panel.path("datasource") : own;
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

    /** What is told to the user. */
    static String sentence(Exception e) {
        String message = e.getMessage();
        return message == null || message.isEmpty() ? e.getClass().getSimpleName() : message;
    }
}
