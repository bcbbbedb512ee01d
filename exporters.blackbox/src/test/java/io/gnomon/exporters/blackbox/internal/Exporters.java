package io.gnomon.exporters.blackbox.internal;

import io.gnomon.exporters.blackbox.internal.BlackboxSettings.LogLevel;
import io.gnomon.model.labels.Labels;
import io.gnomon.platform.core.config.internal.settings.RecordBinder;
import io.gnomon.platform.core.httpclient.internal.JettyHttpClients;
import io.gnomon.platform.core.httpclient.internal.tls.JettyTlsSockets;
import io.gnomon.platform.nativecalls.internal.EchoSockets;
import io.gnomon.platform.testkit.PeerData;
import io.gnomon.platform.testkit.exporter.RecordedMetrics;
import io.gnomon.spi.common.JsonConditions;
import io.gnomon.spi.exporter.ExporterPages.Page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** Exporters as the server makes them, with modules written in a test. */
final class Exporters implements AutoCloseable {
    static final BlackboxExporterFactory FACTORY =
            new BlackboxExporterFactory(
                    new RecordBinder(),
                    new JettyHttpClients(),
                    new JettyTlsSockets(),
                    new EchoSockets());

    /** As the server makes it when a bundle evaluates conditions on JSON. */
    static BlackboxExporterFactory factory(JsonConditions conditions) {
        return new BlackboxExporterFactory(
                new RecordBinder(),
                new JettyHttpClients(),
                new JettyTlsSockets(),
                new EchoSockets(),
                conditions);
    }

    private final Path file;
    final BlackboxExporter exporter;

    Exporters(Path folder, String modules) throws Exception {
        this(folder, modules, FACTORY);
    }

    Exporters(Path folder, String modules, BlackboxExporterFactory factory) throws Exception {
        file = Files.writeString(folder.resolve("blackbox.yml"), modules);
        exporter =
                (BlackboxExporter)
                        factory.create(
                                new BlackboxSettings(
                                        file.toString(), false, 30, 0.5, 3, LogLevel.DEBUG));
    }

    void rewrite(String modules) throws Exception {
        Files.writeString(file, modules);
    }

    /** What a probe finds. */
    RecordedMetrics probe(String target, String module) throws Exception {
        return probe(Map.of("target", target, "module", module));
    }

    RecordedMetrics probe(Map<String, String> parameters) throws Exception {
        RecordedMetrics metrics = new RecordedMetrics();
        exporter.collect(RecordedMetrics.request("/probe", lists(parameters)), metrics);
        return metrics;
    }

    /** What the page of a probe shows. */
    String debug(String target, String module) throws Exception {
        return page("/probe", Map.of("target", target, "module", module, "debug", "true")).body();
    }

    Page page(String path, Map<String, String> parameters) throws Exception {
        return Objects.requireNonNull(
                exporter.page(RecordedMetrics.request(path, lists(parameters))));
    }

    private static Map<String, List<String>> lists(Map<String, String> parameters) {
        Map<String, List<String>> lists = new HashMap<>();
        parameters.forEach((name, value) -> lists.put(name, List.of(value)));
        return lists;
    }

    /** Families of a probe of the peer, as captured, and what it reports since. */
    static Set<String> peerFamilies(String capture) throws IOException {
        Path file =
                PeerData.folder("exporters/captured")
                        .resolve("blackbox_exporter-0.23.0-probe-" + capture + ".prom");
        Set<String> families = new TreeSet<>(Set.of("probe_timeout_seconds"));
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith("# TYPE ")) {
                families.add(line.split(" ", -1)[2]);
            }
        }
        return families;
    }

    /** The value of a gauge; the test fails when there is none. */
    static double value(RecordedMetrics metrics, String name, String... labels) {
        Double value = metrics.samples().get(Labels.of(labels).with(Labels.METRIC_NAME, name));
        if (value == null) {
            throw new AssertionError("no " + name + " in " + metrics.samples());
        }
        return value;
    }

    static boolean succeeded(RecordedMetrics metrics) {
        return value(metrics, "probe_success") == 1;
    }

    @Override
    public void close() {
        exporter.close();
    }
}
