package io.gnomon.platform.core.http.internal.exporters;

import io.gnomon.model.labels.Regex;
import io.gnomon.platform.core.exposition.CollectedFamilies;
import io.gnomon.platform.core.exposition.ExpositionFormat;
import io.gnomon.platform.core.exposition.ExpositionWriter;
import io.gnomon.platform.core.http.internal.Rooms;
import io.gnomon.platform.core.http.internal.json.Envelope;
import io.gnomon.platform.core.http.internal.routing.Endpoint;
import io.gnomon.platform.core.http.internal.routing.Exchange;
import io.gnomon.platform.core.http.internal.routing.HttpError;
import io.gnomon.spi.runtime.PluginException;

import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** {@code /metrics} and {@code /exporters/NAME/metrics}. */
public final class ExporterPages {
    /** Exporters of the server's own rooms are named so; {@code /metrics} shows them all. */
    public static final String SELF = "self-";

    private static final Logger LOG = LoggerFactory.getLogger(ExporterPages.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration TIMEOUT_MAX = Duration.ofMinutes(5);
    private static final String TIMEOUT_HEADER = "X-Prometheus-Scrape-Timeout-Seconds";

    private final Supplier<@Nullable ExporterHandles> handles;

    public ExporterPages(Supplier<@Nullable ExporterHandles> handles) {
        this.handles = handles;
    }

    private ExporterHandles handles() throws HttpError {
        return Rooms.require(handles.get(), "the plugin runtime");
    }

    /** Metrics of the exporter that the path names. */
    public void named(Exchange exchange) throws Exception {
        one(exchange, exchange.variable("name"));
    }

    /** Metrics of one exporter, for a port of its own. */
    public Endpoint only(String name) {
        return exchange -> one(exchange, name);
    }

    private void one(Exchange exchange, String name) throws Exception {
        ExporterHandles all = handles();
        if (!all.has(name)) {
            throw new HttpError(404, "there is no exporter \"" + name + "\"");
        }
        try {
            answer(exchange, all.collect(name, timeout(exchange), parameters(exchange)));
        } catch (PluginException e) {
            throw asHttpError(e);
        }
    }

    private static HttpError asHttpError(PluginException e) {
        String message = String.valueOf(e.getMessage());
        return switch (e.kind()) {
            case ABSENT, BUSY -> new HttpError(503, message, Map.of("Retry-After", "2"));
            case TIMEOUT -> new HttpError(504, message);
            case SETTINGS, FAILED -> new HttpError(500, message);
        };
    }

    /** Metrics of this server. What fails is left out, so that one room cannot hide the others. */
    public void self(Exchange exchange) throws Exception {
        answer(exchange, own(exchange));
    }

    /**
     * The same as JSON, in the envelope of Prometheus's API; {@code metric_name_pattern} takes
     * some.
     */
    public void selfAsJson(Exchange exchange) throws Exception {
        String pattern = exchange.parameter("metric_name_pattern");
        FamilyJson families;
        try {
            families = new FamilyJson(Regex.compile(pattern.isEmpty() ? ".*" : pattern));
        } catch (IllegalArgumentException e) {
            throw new HttpError(
                    400, "invalid parameter \"metric_name_pattern\": " + e.getMessage());
        }
        own(exchange).writeTo(families);
        Envelope.answer(exchange, families::write);
    }

    private CollectedFamilies own(Exchange exchange) throws Exception {
        ExporterHandles all = handles();
        Duration timeout = timeout(exchange);
        CollectedFamilies families = new CollectedFamilies();
        // The threads only wait for the plugins' pools.
        try (ExecutorService waiting = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<CollectedFamilies>> answers = new ArrayList<>();
            for (String name : all.names()) {
                if (name.startsWith(SELF)) {
                    answers.add(waiting.submit(() -> all.collect(name, timeout, Map.of())));
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

    private static void answer(Exchange exchange, CollectedFamilies families) throws IOException {
        ExpositionFormat format = ExpositionFormat.negotiate(exchange.header("Accept"));
        OutputStream out = exchange.open(200, format.contentType());
        ExpositionWriter writer = new ExpositionWriter(out, format);
        families.writeTo(writer);
        writer.finish();
        out.close();
    }

    /** What the scraper waits, a little less so that the answer still reaches it. */
    private static Duration timeout(Exchange exchange) {
        try {
            double seconds = Double.parseDouble(exchange.header(TIMEOUT_HEADER));
            if (seconds > 0 && seconds <= TIMEOUT_MAX.toSeconds()) {
                return Duration.ofMillis((long) (seconds * 950));
            }
        } catch (NumberFormatException e) {
            // Not sent by this client.
        }
        return TIMEOUT;
    }

    private static Map<String, List<String>> parameters(Exchange exchange)
            throws IOException, HttpError {
        Map<String, List<String>> parameters = new HashMap<>();
        for (Fields.Field field : exchange.parameters()) {
            parameters.put(field.getName(), List.copyOf(field.getValues()));
        }
        return parameters;
    }
}
