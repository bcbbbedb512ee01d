package io.gnomon.platform.core.alerting.internal.graphs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gnomon.model.alert.Alert;
import io.gnomon.model.labels.Labels;
import io.gnomon.model.query.QueryEngine;
import io.gnomon.model.query.QueryException;
import io.gnomon.model.query.QueryLimits;
import io.gnomon.model.query.QueryRequest;
import io.gnomon.model.query.QueryResult;
import io.gnomon.model.query.QueryResult.Series;
import io.gnomon.platform.core.drawing.Drawing;
import io.gnomon.platform.core.drawing.Graph;
import io.gnomon.spi.channel.Picture;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.URLDecoder;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Draws the last hour of what alerts compare. The expression is that of the alert's generator URL
 * ({@code g0.expr}), so that alerts of other Prometheus servers have a graph when this one's store
 * has the series. A graph is an extra: what fails or takes too long is left out. Any thread.
 */
public final class AlertGraphs {
    /** For tests of other things: no graphs. */
    public static final AlertGraphs NONE = new AlertGraphs(() -> null, Runnable::run);

    private static final Logger LOG = LoggerFactory.getLogger(AlertGraphs.class);
    private static final Duration LONGEST = Duration.ofSeconds(3);
    private static final Duration SHOWN = Duration.ofHours(1);
    private static final Duration STEP = Duration.ofSeconds(15);
    private static final int GRAPHS_MAX = 3;
    private static final int SERIES_MAX = 6;
    private static final int WIDTH = 720;
    private static final int HEIGHT = 360;
    private static final Pattern EXPRESSION = Pattern.compile("[?&]g0\\.expr=([^&#]+)");

    private final Supplier<@Nullable QueryEngine> engine;
    private final Executor drawing;

    /**
     * @param engine the one in force, null while there is none
     * @param drawing runs queries and draws; not the caller's thread
     */
    public AlertGraphs(Supplier<@Nullable QueryEngine> engine, Executor drawing) {
        this.engine = engine;
        this.drawing = drawing;
    }

    /**
     * A graph for each of the first expressions of the alerts. Waits for them no longer than a
     * third of the time that there is for the delivery, and three seconds at most.
     *
     * @param now right end of the graphs
     * @param timeout of the delivery
     */
    public List<Picture> of(List<Alert> alerts, Instant now, Duration timeout)
            throws InterruptedException {
        QueryEngine present = engine.get();
        if (present == null) {
            return List.of();
        }
        Duration third = timeout.dividedBy(3);
        Duration wait = third.compareTo(LONGEST) < 0 ? third : LONGEST;
        List<Picture> done = new CopyOnWriteArrayList<>();
        FutureTask<@Nullable Void> task =
                new FutureTask<>(() -> {
                    draw(present, alerts, now, wait, done);
                    return null;
                });
        drawing.execute(task);
        try {
            task.get(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.warn("a notification goes without graph: it took more than {}", wait);
        } catch (ExecutionException e) {
            LOG.warn("a notification goes without graph: {}", String.valueOf(e.getCause()));
        } finally {
            task.cancel(true);
        }
        return List.copyOf(done);
    }

    private static void draw(
            QueryEngine engine,
            List<Alert> alerts,
            Instant now,
            Duration wait,
            List<Picture> done) {
        Map<String, String> names = new LinkedHashMap<>();
        for (Alert alert : alerts) {
            Matcher expression = EXPRESSION.matcher(alert.generatorUrl());
            if (expression.find() && names.size() < GRAPHS_MAX) {
                names.putIfAbsent(expression.group(1), alert.labels().get("alertname"));
            }
        }
        names.forEach((encoded, name) -> {
            try {
                String expression = URLDecoder.decode(encoded, UTF_8);
                Graph graph = graph(engine, expression, name, alerts, now, wait);
                if (!graph.series().isEmpty()) {
                    done.add(
                            new Picture(
                                    "graph-" + (done.size() + 1) + ".png",
                                    "image/png",
                                    graph.title(),
                                    Drawing.png(graph, WIDTH, HEIGHT)));
                }
            } catch (QueryException | IllegalArgumentException e) {
                LOG.warn("no graph of the alert {}: {}", name, e.getMessage());
            }
        });
    }

    private static Graph graph(
            QueryEngine engine,
            String expression,
            String name,
            List<Alert> alerts,
            Instant now,
            Duration wait)
            throws QueryException {
        Compared compared = Compared.of(expression, engine);
        long to = now.toEpochMilli();
        long from = to - SHOWN.toMillis();
        QueryResult result =
                engine.query(
                        new QueryRequest(
                                compared.query(),
                                from,
                                to,
                                STEP.toMillis(),
                                0,
                                new QueryLimits(wait.toMillis(), 0, 0, 0),
                                () -> false));
        List<Series> all =
                result instanceof QueryResult.Matrix matrix ? matrix.series() : List.of();
        return new Graph(
                name + ": " + expression.replaceAll("\\s+", " "),
                from,
                to,
                STEP.toMillis(),
                ZoneId.systemDefault(),
                shown(all, alerts),
                compared.threshold());
    }

    /**
     * Those that the alerts are about: all their labels are labels of one. If none is, the first.
     */
    private static List<Series> shown(List<Series> all, List<Alert> alerts) {
        List<Series> own =
                all.stream()
                        .filter(one -> alerts.stream().anyMatch(a -> isAbout(a, one.labels())))
                        .toList();
        return (own.isEmpty() ? all : own).stream().limit(SERIES_MAX).toList();
    }

    private static boolean isAbout(Alert alert, Labels series) {
        Set<Map.Entry<String, String>> labels = alert.labels().toMap().entrySet();
        return labels.containsAll(series.without(List.of(Labels.METRIC_NAME)).toMap().entrySet());
    }
}
