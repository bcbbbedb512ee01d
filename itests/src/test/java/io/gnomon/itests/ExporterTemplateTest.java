package io.gnomon.itests;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;

/** A newcomer's first plugin: generated, built, dropped in, queried. */
class ExporterTemplateTest {
    @TempDir private Path folder;

    @Test
    void generatedExporterWorks() throws Exception {
        Path project = folder.resolve("my-thing");
        Peers.run(
                List.of(
                        Distribution.home().resolve("bin/gnomon").toString(),
                        "plugin",
                        "new",
                        "exporter",
                        "my-thing",
                        "--directory=" + project));
        String maven = System.getProperty("maven.home", "");
        assertTrue(!maven.isEmpty(), "surefire passes maven.home");
        Peers.run(
                List.of(
                        Path.of(maven, "bin", "mvn").toString(),
                        "-q",
                        "-B",
                        "-f",
                        project.resolve("pom.xml").toString(),
                        "verify"));
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
            Path jar = project.resolve("target/com.example.mything-1.0.0.jar");
            Path partial = data.resolve("plugins/com.example.mything.tmp");
            Files.copy(jar, partial);
            long dropped = System.nanoTime();
            Files.move(
                    partial,
                    data.resolve("plugins/com.example.mything-1.0.0.jar"),
                    StandardCopyOption.ATOMIC_MOVE);
            server.await(
                    Duration.ofSeconds(20),
                    "the metric can be queried",
                    () -> server.query("my_thing_scrapes_total").contains("\"value\""));
            System.out.println(
                    "dropped to seen in " + (System.nanoTime() - dropped) / 1_000_000 + " ms");
        }
    }
}
