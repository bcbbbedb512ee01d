package io.gnomon.exporters.blackbox.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.exporters.blackbox.internal.probers.Gauges;
import io.gnomon.exporters.blackbox.internal.probers.ProbeLog;
import io.gnomon.platform.testkit.exporter.ExporterContractTest;
import io.gnomon.platform.testkit.exporter.RecordedMetrics;
import io.gnomon.spi.exporter.Exporter;
import io.gnomon.spi.exporter.ExporterFactory;
import io.gnomon.spi.exporter.ExporterPages.Page;
import io.gnomon.spi.exporter.RequestRefused;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.event.Level;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

class BlackboxExporterTest extends ExporterContractTest {
    private static final String TCP =
            "modules: {t: {prober: tcp, timeout: 2s, tcp: {preferred_ip_protocol: ip4}}}";

    @TempDir Path folder;

    @Override
    protected ExporterFactory<?> factory() {
        return Exporters.FACTORY;
    }

    @Override
    protected Exporter exporter() throws Exception {
        return new Exporters(folder, TCP).exporter;
    }

    private static String refusal(Exporters exporters, Map<String, String> parameters) {
        return String.valueOf(
                assertThrows(RequestRefused.class, () -> exporters.probe(parameters)).getMessage());
    }

    @Test
    void refusesProbesAsThePeerDoes() throws Exception {
        try (Exporters exporters = new Exporters(folder, TCP)) {
            assertEquals("Target parameter is missing", refusal(exporters, Map.of()));
            assertEquals("Unknown module \"http_2xx\"", refusal(exporters, Map.of("target", "a")));
            assertEquals(
                    "Unknown module \"x\"",
                    refusal(exporters, Map.of("target", "a", "module", "x")));
            RecordedMetrics own = RecordedMetrics.of(exporters.exporter);
            assertEquals(2, Exporters.value(own, "blackbox_module_unknown_total"));
        }
    }

    @Test
    void modulesThatCannotBeHereSayWhy() throws Exception {
        String modules =
                """
                modules:
                  h3: {prober: http, http: {enable_http3: true, enable_http2: false}}
                """;
        try (Exporters exporters = new Exporters(folder, modules)) {
            String refusal = refusal(exporters, Map.of("target", "a", "module", "h3"));
            assertTrue(
                    refusal.contains("blackbox.yml:2:3: the module \"h3\" is refused: "), refusal);
        }
    }

    @Test
    void remembersProbes() throws Exception {
        try (Exporters exporters = new Exporters(folder, TCP);
                ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            String good = "127.0.0.1:" + server.getLocalPort();
            assertTrue(Exporters.succeeded(exporters.probe(good, "t")));
            assertFalse(Exporters.succeeded(exporters.probe("<no-port>", "t")));
            String page = exporters.page("/", Map.of()).body();
            assertTrue(page.contains("<td>" + good + "</td><td>Success</td>"), page);
            assertTrue(page.contains("<td>&lt;no-port&gt;</td><td><strong>Failure"), page);
            assertTrue(page.contains("&lt;no-port&gt;\\&quot; has no port"), page);
            Matcher link = Pattern.compile("&lt;no-port&gt;</td>.*?logs\\?id=(\\d+)").matcher(page);
            assertTrue(link.find(), page);
            String log = exporters.page("/logs", Map.of("id", link.group(1))).body();
            assertTrue(log.contains("the target \\\"<no-port>\\\" has no port"), log);
            assertTrue(log.contains("probe_success 0\n"), log);
            assertTrue(log.contains("prober: tcp"), log);
            assertEquals(log, exporters.page("/logs", Map.of("target", "<no-port>")).body());
            assertEquals(404, exporters.page("/logs", Map.of("id", "777777")).status());
            assertThrows(RequestRefused.class, () -> exporters.page("/logs", Map.of()));
        }
    }

    @Test
    void failedProbesStayLongerInTheHistory() {
        History history = new History();
        ProbeReport report =
                new ProbeReport(new ProbeLog("m", "x", Level.INFO), new Gauges(), "prober: tcp");
        history.keep(2);
        history.add("m", "bad", false, "refused", report);
        for (int i = 0; i < 5; i++) {
            history.add("m", "good" + i, true, "", report);
        }
        assertEquals(
                List.of("good4", "good3", "bad"),
                history.all().stream().map(History.Entry::target).toList());
    }

    @Test
    void reloadsAndKeepsWhatWasValid() throws Exception {
        try (Exporters exporters = new Exporters(folder, TCP)) {
            exporters.rewrite("modules: {t: {prober: tpc}}");
            String mistake =
                    String.valueOf(
                            assertThrows(IOException.class, exporters.exporter::reload)
                                    .getMessage());
            assertTrue(mistake.contains("blackbox.yml:1:23: prober: \"tpc\" is unknown"), mistake);
            RecordedMetrics own = RecordedMetrics.of(exporters.exporter);
            assertEquals(
                    0, Exporters.value(own, "blackbox_exporter_config_last_reload_successful"));
            assertFalse(Exporters.succeeded(exporters.probe("a", "t")));

            exporters.rewrite("modules: {u: {prober: tcp}}");
            exporters.exporter.reload();
            assertEquals(
                    "Unknown module \"t\"",
                    refusal(exporters, Map.of("target", "a", "module", "t")));
            assertTrue(
                    exporters.page("/config", Map.of()).body().contains("  u:\n    prober: tcp"));
        }
    }

    @Test
    void theModulesTimeCountsWhenItIsLess() throws Exception {
        try (Exporters exporters =
                new Exporters(
                        folder, "modules: {a: {prober: tcp, timeout: 2s}, b: {prober: tcp}}")) {
            assertEquals(2, Exporters.value(exporters.probe("x", "a"), "probe_timeout_seconds"));
            assertEquals(9.5, Exporters.value(exporters.probe("x", "b"), "probe_timeout_seconds"));
        }
    }

    @Test
    void withoutAFileThereAreTheUsualModules() throws Exception {
        BlackboxSettings usual =
                new BlackboxSettings(
                        "blackbox.yml", false, 30, 0.5, 3, BlackboxSettings.LogLevel.INFO);
        try (Exporter exporter = Exporters.FACTORY.create(usual)) {
            Page page =
                    ((BlackboxExporter) exporter)
                            .page(RecordedMetrics.request("/config", Map.of()));
            String shown = page == null ? "" : page.body();
            assertTrue(shown.contains("http_2xx:"), shown);
        }
        BlackboxSettings missing =
                new BlackboxSettings("no.yml", false, 30, 0.5, 3, BlackboxSettings.LogLevel.INFO);
        assertThrows(IOException.class, () -> Exporters.FACTORY.create(missing));
    }
}
