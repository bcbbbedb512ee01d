package io.gnomon.platform.core.dashboards.internal.panel;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gnomon.model.frame.DataFrame;
import io.gnomon.model.query.QueryLanguage;
import io.gnomon.platform.core.dashboards.Annotations;
import io.gnomon.platform.core.dashboards.DashboardStore.Dashboard;
import io.gnomon.platform.core.dashboards.PanelFile;
import io.gnomon.platform.core.dashboards.PanelRunner;
import io.gnomon.platform.core.dashboards.RequestRefused;
import io.gnomon.platform.core.dashboards.RequestRefused.Kind;
import io.gnomon.platform.core.dashboards.internal.Json;
import io.gnomon.platform.core.dashboards.internal.export.PanelFiles;
import io.gnomon.platform.core.dashboards.internal.panel.FrameJson.Problem;
import io.gnomon.platform.core.dashboards.internal.sources.Sources;
import io.gnomon.spi.runtime.Plugins;
import io.gnomon.spi.settings.SettingsBinder;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Runs the panels of requests, each on a virtual thread of its own: what takes time is done on the
 * pools of data sources and transformations, and a panel that waits for one of them must not hold
 * up those that ask others.
 */
final class ParallelPanels implements PanelRunner, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ParallelPanels.class);

    /** Memory for answers that others may ask for again within a minute. */
    private static final long ANSWER_BYTES_MAX = 32L << 20;

    /** Panels of a request that run or wait to be sent: more than are seen at once. */
    private static final int AHEAD_MAX = 64;

    private final Function<String, @Nullable Dashboard> dashboards;
    private final Annotations annotations;
    private final Supplier<Sources> sources;
    private final SharedAnswers shared;
    private final Queries queries;
    private final Transformations transformations;
    private final ExecutorService threads;

    /**
     * @param dashboards gives a saved dashboard by its uid, null when there is none
     * @param sources gives the data sources of the moment
     * @param language reads PromQL; gives null while the engine is being replaced
     */
    ParallelPanels(
            Function<String, @Nullable Dashboard> dashboards,
            Annotations annotations,
            Supplier<Sources> sources,
            Supplier<@Nullable QueryLanguage> language,
            Plugins plugins,
            SettingsBinder binder) {
        this.dashboards = dashboards;
        this.annotations = annotations;
        this.sources = sources;
        KnownKeys keys = new KnownKeys(binder);
        this.shared = new SharedAnswers(InstantSource.system(), ANSWER_BYTES_MAX);
        this.queries = new Queries(plugins, keys, shared, language);
        this.transformations = new Transformations(plugins, keys);
        this.threads =
                Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("panel-", 0).factory());
    }

    @Override
    public void run(String panelQuery, Access access, Answers answers)
            throws RequestRefused, IOException, InterruptedException {
        PanelRequest request = PanelRequest.parse(panelQuery);
        ObjectNode dashboard = dashboard(request, access);
        CompletionService<String> finished = new ExecutorCompletionService<>(threads);
        List<Future<String>> running = new ArrayList<>();
        int sent = 0;
        try {
            Viewer viewer = request.viewer(dashboard, access);
            if (!request.annotations().isEmpty()) {
                running.add(finished.submit(() -> annotations(dashboard, request, viewer)));
            }
            for (PanelRequest.Panel panel : request.panels()) {
                if (running.size() - sent >= AHEAD_MAX) {
                    answers.answer(finished.take().get());
                    sent++;
                }
                Viewer own =
                        panel.variables().isEmpty()
                                ? viewer
                                : request.viewer(dashboard, panel, access);
                running.add(finished.submit(() -> answer(dashboard, panel, request, own)));
            }
            for (; sent < running.size(); sent++) {
                answers.answer(finished.take().get());
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a panel ended without an answer", e.getCause());
        } catch (IllegalArgumentException e) {
            throw new RequestRefused(Kind.INVALID, String.valueOf(e.getMessage()), e);
        } finally {
            running.forEach(future -> future.cancel(true));
        }
    }

    @Override
    public String choices(String variableQuery, Access access)
            throws RequestRefused, InterruptedException {
        ObjectNode body = Json.object(variableQuery);
        PanelRequest request = PanelRequest.withoutPanels(body);
        ObjectNode dashboard = dashboard(request, access);
        try {
            Viewer viewer = request.viewer(dashboard, access);
            return new VariableChoices(
                            sources.get(),
                            queries,
                            viewer,
                            request.fromMillis(),
                            request.toMillis())
                    .answer(dashboard, body.path("name").asText(""), body.path("key").asText(""));
        } catch (IllegalArgumentException e) {
            throw new RequestRefused(Kind.INVALID, String.valueOf(e.getMessage()), e);
        }
    }

    private String annotations(ObjectNode dashboard, PanelRequest request, Viewer viewer)
            throws InterruptedException {
        String own = dashboard.path("uid").asText("");
        AnnotationRun run = new AnnotationRun(sources.get(), queries, annotations, viewer);
        try {
            return run.answer(dashboard, request.uid() == null ? own : request.uid(), request);
        } catch (RuntimeException e) {
            LOG.error("annotations of the dashboard {} failed", own, e);
            return AnnotationRun.failed("internal error: " + e);
        }
    }

    private ObjectNode dashboard(PanelRequest request, Access access) throws RequestRefused {
        if (request.inline() != null) {
            if (access.compareTo(Access.EDITOR) < 0) {
                throw new RequestRefused(
                        Kind.FORBIDDEN, "only editors may run panels that are not saved");
            }
            return request.inline();
        }
        Dashboard saved = request.uid() == null ? null : dashboards.apply(request.uid());
        if (saved == null) {
            throw new RequestRefused(
                    Kind.NOT_FOUND, "there is no dashboard \"" + request.uid() + "\"");
        }
        return Json.object(saved.json());
    }

    private String answer(
            ObjectNode dashboard, PanelRequest.Panel wanted, PanelRequest request, Viewer viewer)
            throws InterruptedException {
        try {
            ObjectNode found = PanelJson.find(dashboard, wanted.id());
            if (found == null) {
                return failed(wanted, "the dashboard has no panel " + wanted.id());
            }
            ObjectNode panel = found.deepCopy().put("id", wanted.as());
            PanelSpan span =
                    PanelSpan.of(
                            panel,
                            request.fromMillis(),
                            request.toMillis(),
                            wanted.width(),
                            viewer.variables(),
                            time(dashboard, request.zone()));
            return new PanelRun(dashboard, sources.get(), queries, transformations, viewer)
                    .answer(panel, span);
        } catch (IllegalArgumentException e) {
            return failed(wanted, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            LOG.error("panel {} failed", wanted.id(), e);
            return failed(wanted, "internal error: " + e);
        }
    }

    @Override
    public byte[] file(PanelFile wanted, Access access)
            throws RequestRefused, InterruptedException {
        Dashboard saved = dashboards.apply(wanted.uid());
        if (saved == null) {
            throw new RequestRefused(
                    Kind.NOT_FOUND, "there is no dashboard \"" + wanted.uid() + "\"");
        }
        ObjectNode dashboard = Json.object(saved.json());
        ObjectNode panel = PanelJson.find(dashboard, wanted.panel());
        if (panel == null) {
            throw new RequestRefused(
                    Kind.NOT_FOUND, "the dashboard has no panel " + wanted.panel());
        }
        Variables variables =
                new Variables(
                        dashboard, wanted.variables(), wanted.toMillis() - wanted.fromMillis());
        try {
            PanelSpan span =
                    PanelSpan.of(
                            panel,
                            wanted.fromMillis(),
                            wanted.toMillis(),
                            wanted.width(),
                            variables,
                            time(dashboard, wanted.zone()));
            PanelRun run =
                    new PanelRun(
                            dashboard,
                            sources.get(),
                            queries,
                            transformations,
                            new Viewer(variables, access, 0));
            List<DataFrame> frames = run.frames(panel, span);
            if (!run.problems().isEmpty()) {
                throw new RequestRefused(Kind.INVALID, run.problems().get(0).message());
            }
            Interpolation plain =
                    new Interpolation(
                            variables, Map.of(), (values, several) -> String.join(" + ", values));
            String title = plain.fill(panel.path("title").asText(""));
            PanelFile shown =
                    new PanelFile(
                            wanted.uid(),
                            wanted.panel(),
                            wanted.format(),
                            span.fromMillis(),
                            span.toMillis(),
                            wanted.width(),
                            wanted.height(),
                            wanted.variables(),
                            wanted.zone());
            return PanelFiles.of(shown, panel, title, frames, run.stepMillis(span));
        } catch (IllegalArgumentException e) {
            throw new RequestRefused(Kind.INVALID, String.valueOf(e.getMessage()), e);
        }
    }

    private static PanelTime time(ObjectNode dashboard, ZoneId zone) {
        return PanelTime.of(zone, dashboard.path("weekStart").asText(""));
    }

    private static String failed(PanelRequest.Panel panel, String message) {
        return FrameJson.answer(panel.as(), List.of(), List.of(new Problem("", message)), null, 0);
    }

    @Override
    public void close() {
        threads.shutdownNow();
        shared.close();
        transformations.close();
    }
}
