package io.gnomon.platform.core.http.internal.exporters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.sample.MetricType;
import io.gnomon.platform.core.config.GnomonAlerting;
import io.gnomon.platform.core.config.GnomonConfig;
import io.gnomon.platform.core.config.GnomonConfig.ExporterSection;
import io.gnomon.platform.core.config.GnomonRules;
import io.gnomon.platform.core.config.StorageSection;
import io.gnomon.platform.core.config.internal.settings.RecordBinder;
import io.gnomon.platform.core.http.internal.routing.Access;
import io.gnomon.platform.core.http.internal.routing.Routes;
import io.gnomon.platform.core.http.internal.server.ListenAddress;
import io.gnomon.platform.core.http.internal.server.TestServer;
import io.gnomon.platform.testkit.runtime.LocalPlugins;
import io.gnomon.spi.common.NoSettings;
import io.gnomon.spi.exporter.CollectRequest;
import io.gnomon.spi.exporter.Exporter;
import io.gnomon.spi.exporter.ExporterFactory;
import io.gnomon.spi.exporter.MetricSink;
import io.gnomon.spi.settings.SettingsNode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

@Timeout(60)
class ExporterPagesTest {
    private record Named(String name, Exporter exporter) implements ExporterFactory<NoSettings> {
        @Override
        public Class<NoSettings> settings() {
            return NoSettings.class;
        }

        @Override
        public Exporter create(NoSettings settings) {
            return exporter;
        }
    }

    private static Named exporter(String name, String family) {
        return new Named(
                name,
                (request, sink) -> {
                    sink.family(family, MetricType.GAUGE, "Help.");
                    sink.sample(1, "who", name);
                });
    }

    private static TestServer server(Named... exporters) throws Exception {
        LocalPlugins plugins = new LocalPlugins(new RecordBinder(), exporters);
        ExporterHandles handles = new ExporterHandles(plugins, name -> SettingsNode.empty());
        ExporterPages pages = new ExporterPages(() -> handles);
        Routes routes = new Routes();
        routes.group(Access.READ, Routes.ErrorStyle.TEXT)
                .get("/metrics", pages::self)
                .get("/exporters/{name}/metrics", pages::named);
        return TestServer.of(routes);
    }

    @Test
    void metricsJoinsTheServersOwnExporters() throws Exception {
        Named broken =
                new Named(
                        "self-broken",
                        (request, sink) -> {
                            throw new IllegalStateException("boom");
                        });
        try (TestServer server =
                server(
                        exporter("self-a", "shared"),
                        exporter("self-b", "shared"),
                        exporter("node", "node_only"),
                        broken)) {
            HttpResponse<String> answer = server.get("/metrics");
            assertEquals(200, answer.statusCode());
            assertEquals(
                    """
                    # HELP shared Help.
                    # TYPE shared gauge
                    shared{who="self-a"} 1
                    shared{who="self-b"} 1
                    """,
                    answer.body());
            assertEquals(
                    "text/plain; version=0.0.4; charset=utf-8; escaping=underscores",
                    answer.headers().firstValue("Content-Type").orElse(""));
        }
    }

    @Test
    void theFormatIsNegotiated() throws Exception {
        try (TestServer server = server(exporter("node", "x"))) {
            HttpResponse<String> answer =
                    server.get(
                            "/exporters/node/metrics",
                            "Accept",
                            "application/openmetrics-text;version=1.0.0,text/plain;q=0.5");
            assertTrue(answer.body().endsWith("# EOF\n"));
            assertTrue(
                    answer.headers()
                            .firstValue("Content-Type")
                            .orElse("")
                            .startsWith("application/openmetrics-text; version=1.0.0"));
        }
    }

    @Test
    void parametersAndTimeoutReachTheExporter() throws Exception {
        Exporter echo =
                (CollectRequest request, MetricSink sink) -> {
                    sink.family("asked", MetricType.GAUGE, "");
                    sink.sample(
                            (double) request.timeout().toMillis(),
                            "collect",
                            String.join(
                                    "+",
                                    request.parameters().getOrDefault("collect[]", List.of())));
                };
        try (TestServer server = server(new Named("echo", echo))) {
            assertTrue(
                    server.get(
                                    "/exporters/echo/metrics?collect[]=cpu&collect[]=meminfo",
                                    "X-Prometheus-Scrape-Timeout-Seconds",
                                    "2")
                            .body()
                            .contains("asked{collect=\"cpu+meminfo\"} 1900\n"));
        }
    }

    @Test
    void failuresHaveAStatus() throws Exception {
        Named broken =
                new Named(
                        "broken",
                        (request, sink) -> {
                            throw new IllegalStateException("no such device");
                        });
        try (TestServer server = server(broken)) {
            assertEquals(404, server.get("/exporters/none/metrics").statusCode());
            HttpResponse<String> failed = server.get("/exporters/broken/metrics");
            assertEquals(500, failed.statusCode());
            assertTrue(failed.body().contains("no such device"), failed.body());
        }
    }

    @Test
    void addressesOfTheirOwn() {
        GnomonConfig config =
                new GnomonConfig(
                        Map.of(
                                "node", new ExporterSection(null, ":9100"),
                                "mysql", new ExporterSection(null, ":9104")),
                        StorageSection.DEFAULTS,
                        GnomonAlerting.DEFAULTS,
                        GnomonRules.DEFAULTS);
        assertEquals(
                Map.of(
                        "node", new ListenAddress("127.0.0.1", 9200),
                        "mysql", new ListenAddress("", 9104)),
                ExporterListener.all("node=127.0.0.1:9200", config));
        assertThrows(
                IllegalArgumentException.class,
                () -> ExporterListener.all("127.0.0.1:9200", GnomonConfig.DEFAULTS));
    }
}
