package io.gnomon.platform.core.http.internal.exporters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.sample.MetricType;
import io.gnomon.platform.core.config.GnomonConfig;
import io.gnomon.platform.core.config.GnomonConfig.ExporterSection;
import io.gnomon.platform.core.http.internal.routing.Access;
import io.gnomon.platform.core.http.internal.routing.Routes;
import io.gnomon.platform.core.http.internal.server.ListenAddress;
import io.gnomon.platform.core.http.internal.server.TestServer;
import io.gnomon.spi.exporter.CollectRequest;
import io.gnomon.spi.exporter.CollectorReport;
import io.gnomon.spi.exporter.CollectorReport.Result;
import io.gnomon.spi.exporter.CollectorReport.Run;
import io.gnomon.spi.exporter.Exporter;
import io.gnomon.spi.exporter.ExporterPages;
import io.gnomon.spi.exporter.MetricSink;
import io.gnomon.spi.exporter.RequestRefused;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

@Timeout(60)
class ExporterSiteTest {
    private static final Access RELOADING = new Access.PeerWrite(true, 403, "off");

    /** Below /exporters, and "probe" also at the root, its metrics at /own. */
    private static TestServer server(ExporterSection section, LocalExporter... exporters)
            throws Exception {
        ExporterHandles handles = LocalExporter.handles(name -> section, exporters);
        ExporterSite site = new ExporterSite(() -> handles, RELOADING);
        Routes routes = new Routes();
        site.addTo(routes);
        site.addTo(routes, "probe", "/own");
        return TestServer.byRole(routes);
    }

    private static TestServer server(LocalExporter... exporters) throws Exception {
        return server(ExporterSection.DEFAULTS, exporters);
    }

    /** As the blackbox exporter is. */
    private static final class Probing implements Exporter, ExporterPages {
        private boolean valid = true;
        private int reloads;

        @Override
        public void collect(CollectRequest request, MetricSink sink) throws Exception {
            if (request.path().equals("/metrics")) {
                sink.family("probe_config_reloads", MetricType.GAUGE, "Help.");
                sink.sample(reloads);
            } else if (request.parameter("target").isEmpty()) {
                throw new RequestRefused("Target parameter is missing");
            } else {
                sink.family("probe_success", MetricType.GAUGE, "Help.");
                sink.sample(1);
            }
        }

        @Override
        public @Nullable Page page(CollectRequest request) {
            return switch (request.path()) {
                case "/probe" -> new Page("text/plain; charset=utf-8", "Logs for the probe");
                case "/config" -> new Page("text/plain; charset=utf-8", "modules: {}");
                case "/logs" -> new Page(404, "text/plain; charset=utf-8", "Unknown probe");
                default -> null;
            };
        }

        @Override
        public CollectorReport collectorReport() {
            Run failed =
                    new Run(
                            "",
                            "disk <a>",
                            Result.FAILED,
                            Instant.EPOCH,
                            Duration.ZERO,
                            "no such file");
            return new CollectorReport(Set.of("disk <a>"), List.of(failed));
        }

        @Override
        public void reload() {
            if (!valid) {
                throw new IllegalStateException("line 3 is wrong");
            }
            reloads++;
        }
    }

    private static LocalExporter probing(Exporter exporter) {
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("/config", "Configuration");
        pages.put("/logs", "");
        return new LocalExporter(
                "probe",
                "blackbox_exporter",
                List.of("/metrics", "/probe"),
                pages,
                true,
                Map.of("icmp", false),
                exporter);
    }

    @Test
    void theFormatIsNegotiated() throws Exception {
        try (TestServer server = server(LocalExporter.of("node", "x"))) {
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
            answer =
                    server.get(
                            "/exporters/node/metrics",
                            "Accept",
                            "application/vnd.google.protobuf;"
                                    + "proto=io.prometheus.client.MetricFamily;"
                                    + "encoding=delimited;q=0.6,text/plain;q=0.5");
            assertEquals(
                    "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily;"
                            + " encoding=delimited; escaping=underscores",
                    answer.headers().firstValue("Content-Type").orElse(""));
            assertEquals(
                    "&\n\u0001x\u0012\u0005Help.\u0018\u0001\"\u0018\n\u000b\n\u0003who"
                            + "\u0012\u0004node",
                    answer.body().substring(0, 28));
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
        try (TestServer server = server(LocalExporter.of("echo", echo))) {
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
        LocalExporter broken =
                LocalExporter.of(
                        "broken",
                        (request, sink) -> {
                            throw new IllegalStateException("no such device");
                        });
        try (TestServer server = server(broken, probing(new Probing()))) {
            assertEquals(404, server.get("/exporters/none/metrics").statusCode());
            HttpResponse<String> failed = server.get("/exporters/broken/metrics");
            assertEquals(500, failed.statusCode());
            assertTrue(failed.body().contains("no such device"), failed.body());
            HttpResponse<String> refused = server.get("/probe?module=http");
            assertEquals(400, refused.statusCode());
            assertEquals("Target parameter is missing\n", refused.body());
            assertEquals("404 page not found\n", server.get("/nothing").body());
            assertEquals(404, server.send("POST", "/exporters/broken/-/reload", "").statusCode());
        }
    }

    @Test
    void theProcessTellsAboutItselfWhereThePeersDoes() throws Exception {
        try (TestServer server = server(probing(new Probing()), LocalExporter.of("plain", "x"))) {
            String own = server.get("/own").body();
            assertTrue(own.contains("probe_config_reloads 0\n"), own);
            assertTrue(own.contains("blackbox_exporter_build_info{"), own);
            assertTrue(own.contains("process_start_time_seconds "), own);
            assertTrue(own.contains("promhttp_metric_handler_requests_total{code=\"200\"} 0"), own);
            assertTrue(own.contains("promhttp_metric_handler_requests_in_flight 1"), own);
            own = server.get("/own").body();
            assertTrue(own.contains("promhttp_metric_handler_requests_total{code=\"200\"} 1"), own);
            assertEquals(
                    """
                    # HELP probe_success Help.
                    # TYPE probe_success gauge
                    probe_success 1
                    """,
                    server.get("/probe?target=x").body());
            assertFalse(server.get("/exporters/plain/metrics").body().contains("process_"));
            assertEquals(404, server.get("/metrics").statusCode(), "it is at /own");
        }
        ExporterSection quiet = new ExporterSection(null, null, 40, true);
        try (TestServer server = server(quiet, probing(new Probing()))) {
            assertFalse(server.get("/own").body().contains("process_"));
        }
    }

    @Test
    void pagesBesidesTheMetrics() throws Exception {
        try (TestServer server = server(probing(new Probing()))) {
            HttpResponse<String> landing = server.get("/");
            assertEquals(200, landing.statusCode());
            assertTrue(landing.body().contains("<h1>blackbox_exporter</h1>"), landing.body());
            assertTrue(landing.body().contains("<a href=\"own\">Metrics</a>"), landing.body());
            assertTrue(
                    landing.body().contains("<a href=\"config\">Configuration</a>"),
                    landing.body());
            assertFalse(landing.body().contains("logs"), landing.body());
            assertTrue(landing.body().contains("icmp (off by default)"), landing.body());
            assertTrue(
                    landing.body().contains("<td>disk &lt;a&gt;</td><td>no such file</td>"),
                    landing.body());
            assertEquals("modules: {}", server.get("/config").body());
            assertEquals(404, server.get("/logs?id=7").statusCode());
            assertEquals("Healthy", server.get("/-/healthy").body());
            assertEquals("Logs for the probe", server.get("/probe?target=x&debug=true").body());
            assertEquals(
                    "probe/",
                    server.get("/exporters/probe").headers().firstValue("Location").orElse(""));
            assertEquals("modules: {}", server.get("/exporters/probe/config").body());
        }
    }

    @Test
    void onTheSharedPortProbesTakeARole() throws Exception {
        try (TestServer server = server(probing(new Probing()))) {
            String probe = "/exporters/probe/probe?target=x";
            assertEquals(401, server.get(probe).statusCode());
            assertEquals(403, server.get(probe, "X-Role", "viewer").statusCode());
            assertEquals(200, server.get(probe, "X-Role", "editor").statusCode());
            assertEquals(200, server.get("/exporters/probe/metrics").statusCode());
            String[] session = {"X-Role", "editor", "X-Session", "", "Sec-Fetch-Site", "none"};
            assertEquals(200, server.get(probe, session).statusCode());
            session[5] = "cross-site";
            assertEquals(403, server.get(probe, session).statusCode(), "a link on another site");
            session[5] = "same-site";
            assertEquals(403, server.get(probe, session).statusCode(), "a page of another port");
            session[5] = "same-origin";
            assertEquals(200, server.get(probe, session).statusCode());
        }
    }

    @Test
    void filesAreReadAgain() throws Exception {
        Probing exporter = new Probing();
        try (TestServer server = server(probing(exporter))) {
            assertEquals(200, server.send("POST", "/-/reload", "").statusCode());
            assertEquals(200, server.send("PUT", "/exporters/probe/-/reload", "").statusCode());
            assertTrue(server.get("/own").body().contains("probe_config_reloads 2\n"));
            exporter.valid = false;
            HttpResponse<String> failed = server.send("POST", "/-/reload", "");
            assertEquals(500, failed.statusCode());
            assertEquals("failed to reload config: line 3 is wrong\n", failed.body());
        }
        ExporterHandles handles =
                LocalExporter.handles(name -> ExporterSection.DEFAULTS, probing(exporter));
        handles.reloadAll();
        handles.find("probe");
        assertThrows(Exception.class, () -> handles.reload("probe"));
        assertEquals(
                "exporter probe: line 3 is wrong",
                assertThrows(IllegalStateException.class, handles::reloadAll).getMessage());
    }

    @Test
    void soManyAtATime() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        LocalExporter slow =
                LocalExporter.of(
                        "slow",
                        (request, sink) -> {
                            running.countDown();
                            goOn.await();
                        });
        try (TestServer server = server(new ExporterSection(null, null, 1, false), slow)) {
            CompletableFuture<Integer> first =
                    CompletableFuture.supplyAsync(() -> {
                        try {
                            return server.get("/exporters/slow/metrics").statusCode();
                        } catch (Exception e) {
                            throw new IllegalStateException(e);
                        }
                    });
            running.await();
            HttpResponse<String> second = server.get("/exporters/slow/metrics");
            assertEquals(503, second.statusCode());
            assertEquals(
                    "Limit of concurrent requests reached (1), try again later.\n", second.body());
            goOn.countDown();
            assertEquals(200, first.get());
        }
    }

    @Test
    void addressesOfTheirOwn() {
        GnomonConfig config =
                new GnomonConfig(
                        Map.of("node", listening(":9100"), "mysql", listening(":9104")),
                        GnomonConfig.DEFAULTS.storage(),
                        GnomonConfig.DEFAULTS.alerting(),
                        GnomonConfig.DEFAULTS.rules(),
                        GnomonConfig.DEFAULTS.config());
        assertEquals(
                Map.of(
                        "node", new ListenAddress("127.0.0.1", 9200),
                        "mysql", new ListenAddress("", 9104)),
                ExporterListener.all("node=127.0.0.1:9200", config));
        assertThrows(
                IllegalArgumentException.class,
                () -> ExporterListener.all("127.0.0.1:9200", GnomonConfig.DEFAULTS));
    }

    private static ExporterSection listening(String address) {
        return new ExporterSection(null, address, 40, false);
    }
}
