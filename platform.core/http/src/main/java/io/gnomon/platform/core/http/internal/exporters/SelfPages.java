package io.gnomon.platform.core.http.internal.exporters;

import io.gnomon.model.labels.Regex;
import io.gnomon.platform.core.exposition.CollectedFamilies;
import io.gnomon.platform.core.exposition.ExporterCall;
import io.gnomon.platform.core.http.internal.Rooms;
import io.gnomon.platform.core.http.internal.json.Envelope;
import io.gnomon.platform.core.http.internal.routing.Exchange;
import io.gnomon.platform.core.http.internal.routing.HttpError;
import io.gnomon.spi.runtime.Plugins;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** {@code /metrics}: what the server says about itself. */
public final class SelfPages {
    /** Exporters of the server's own rooms are named so; {@code /metrics} shows them all. */
    static final String SELF = "self-";

    private static final Logger LOG = LoggerFactory.getLogger(SelfPages.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Supplier<@Nullable ExporterHandles> handles;

    public SelfPages(Supplier<@Nullable ExporterHandles> handles) {
        this.handles = handles;
    }

    /** Metrics of this server. What fails is left out, so that one room cannot hide the others. */
    public void text(Exchange exchange) throws Exception {
        MetricsAnswer.send(exchange, collect(exchange));
    }

    /**
     * The same as JSON, in the envelope of Prometheus's API; {@code metric_name_pattern} takes
     * some.
     */
    public void json(Exchange exchange) throws Exception {
        String pattern = exchange.parameter("metric_name_pattern");
        GatheredFamilies families;
        try {
            families = new GatheredFamilies(Regex.compile(pattern.isEmpty() ? ".*" : pattern));
        } catch (IllegalArgumentException e) {
            throw new HttpError(
                    400, "invalid parameter \"metric_name_pattern\": " + e.getMessage());
        }
        collect(exchange).writeTo(families);
        Envelope.answer(exchange, json -> FamilyJson.write(families, json));
    }

    private CollectedFamilies collect(Exchange exchange) throws Exception {
        ExporterHandles all = Rooms.orAbsent(handles.get(), Plugins.class);
        ExporterCall call =
                new ExporterCall(
                        ScrapeTimeout.of(exchange, TIMEOUT), ExporterCall.METRICS, Map.of());
        CollectedFamilies families = new CollectedFamilies();
        // The threads only wait for the plugins' pools.
        try (ExecutorService waiting = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<CollectedFamilies>> answers = new ArrayList<>();
            for (String name : all.names()) {
                if (name.startsWith(SELF)) {
                    answers.add(waiting.submit(() -> all.collect(name, call)));
                }
            }
            for (Future<CollectedFamilies> answer : answers) {
                try {
                    families.addAll(answer.get());
                } catch (ExecutionException e) {
                    LOG.warn("/metrics lacks a part: {}", String.valueOf(e.getCause()));
                }
            }
        }
        return families;
    }
}
