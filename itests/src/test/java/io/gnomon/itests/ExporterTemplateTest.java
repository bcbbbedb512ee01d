package io.gnomon.itests;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A generated exporter: built, dropped in, queried. */
class ExporterTemplateTest {
    @TempDir private Path folder;

    @Test
    void generatedExporterWorks() throws Exception {
        GeneratedPlugin plugin = GeneratedPlugin.build("exporter", folder);
        Path config = folder.resolve("prometheus.yml");
        Files.writeString(
                config,
                """
                scrape_configs:
                  - job_name: my-thing
                    scrape_interval: 1s
                    scheme: exporter
                    static_configs: [{targets: ['my-thing']}]
                """);
        Path data = folder.resolve("data");
        try (GnomonServer server = GnomonServer.start(data, "--config.file=" + config)) {
            long dropped = System.nanoTime();
            plugin.dropInto(data);
            server.await(
                    Duration.ofSeconds(60),
                    "the metric can be queried",
                    () -> server.query("my_thing_scrapes_total").contains("\"value\""));
            System.out.println(
                    "dropped to seen in " + (System.nanoTime() - dropped) / 1_000_000 + " ms");
        }
    }
}
