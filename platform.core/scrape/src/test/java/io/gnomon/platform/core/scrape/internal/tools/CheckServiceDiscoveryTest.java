package io.gnomon.platform.core.scrape.internal.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.labels.Labels;
import io.gnomon.spi.discovery.Discovery;
import io.gnomon.spi.discovery.DiscoveryFactory;
import io.gnomon.spi.discovery.TargetGroup;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

class CheckServiceDiscoveryTest {
    /** Finds what its settings name. */
    public static final class Named implements DiscoveryFactory<Named.Settings> {
        public record Settings(List<String> targets) {}

        @Override
        public String name() {
            return "dns";
        }

        @Override
        public Class<Settings> settings() {
            return Settings.class;
        }

        @Override
        public Discovery create(Settings settings) {
            return () -> {
                if (settings.targets().isEmpty()) {
                    throw new IOException("nobody is there");
                }
                if (settings.targets().contains("never")) {
                    new CountDownLatch(1).await();
                }
                List<Labels> targets =
                        settings.targets().stream()
                                .map(t -> Labels.of("__address__", t, "__meta_a", "<m>"))
                                .toList();
                return new Discovery.Found(
                        List.of(new TargetGroup("s", targets, Labels.EMPTY)), Duration.ZERO);
            };
        }
    }

    @TempDir private Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void aPlugin() throws IOException {
        try (JarOutputStream jar =
                new JarOutputStream(Files.newOutputStream(folder.resolve("dns.jar")))) {
            jar.putNextEntry(new JarEntry("OSGI-INF/dns.xml"));
            jar.write(
                    """
                    <service><provide interface="io.gnomon.spi.discovery.DiscoveryFactory"/></service>
                    <implementation class="%s"/>
                    """
                            .formatted(Named.class.getName())
                            .getBytes(StandardCharsets.UTF_8));
        }
    }

    private int run(String timeout, String yaml) throws IOException {
        String file = Files.writeString(folder.resolve("p.yml"), yaml).toString();
        return new CheckServiceDiscovery()
                .run(
                        new PrintWriter(out, true),
                        new PrintWriter(err, true),
                        folder.toString(),
                        timeout,
                        "",
                        file,
                        "a");
    }

    @Test
    void targetsBeforeAndAfterRelabelling() throws IOException {
        assertEquals(
                0,
                run(
                        "5s",
                        """
                        scrape_configs:
                          - job_name: a
                            relabel_configs:
                              - {source_labels: [__address__], regex: 'drop.*', action: drop}
                              - {source_labels: [__meta_a], target_label: m}
                            dns_sd_configs: [{targets: ['a:1', 'drop:1']}]
                            static_configs: [{targets: ['http://x']}]
                        """),
                err::toString);
        String common =
                """
                      "__metrics_path__": "/metrics",
                      "__scheme__": "http",
                      "__scrape_interval__": "1m",
                      "__scrape_timeout__": "10s",
                """;
        assertEquals(
                """
                [
                  {
                    "discoveredLabels": {
                      "__address__": "http://x",
                COMMON      "job": "a"
                    },
                    "labels": {},
                    "error": "\\"http://x\\" is not a valid hostname"
                  },
                  {
                    "discoveredLabels": {
                      "__address__": "a:1",
                      "__meta_a": "\\u003cm\\u003e",
                COMMON      "job": "a"
                    },
                    "labels": {
                      "__address__": "a:1",
                COMMON      "instance": "a:1",
                      "job": "a",
                      "m": "\\u003cm\\u003e"
                    }
                  },
                  {
                    "discoveredLabels": {
                      "__address__": "drop:1",
                      "__meta_a": "\\u003cm\\u003e",
                COMMON      "job": "a"
                    },
                    "labels": {}
                  }
                ]\
                """
                        .replace("COMMON", common),
                out.toString());
    }

    @Test
    void jobsAreNamed() throws IOException {
        assertEquals(1, run("5s", "scrape_configs: [{job_name: b}, {job_name: c}]"));
        assertEquals("Job a not found. Select one of:\n\tb\n\tc\n", err.toString());
        assertEquals(1, run("5s", "scrape_configs: [{}]"));
        assertTrue(err.toString().contains("Cannot load config "), err::toString);
        assertEquals(1, run("soon", "{}"));
    }

    @Test
    void failuresAreSaid() throws IOException {
        String config = "scrape_configs: [{job_name: a, %s}]";
        assertEquals(1, run("5s", config.formatted("dns_sd_configs: [{targets: []}]")));
        assertEquals(1, run("10ms", config.formatted("dns_sd_configs: [{targets: [never]}]")));
        assertEquals(1, run("5s", config.formatted("dns_sd_configs: [{targts: []}]")));
        assertEquals(1, run("5s", config.formatted("consul_sd_configs: [{server: a}]")));
        List<String> lines = err.toString().lines().toList();
        assertTrue(
                lines.get(0).endsWith("p.yml:1:49: the discovery \"dns\" failed: nobody is there"),
                lines.get(0));
        assertTrue(
                lines.get(1).endsWith("the discovery \"dns\" did not answer within 10ms"),
                lines.get(1));
        assertTrue(lines.get(2).contains("unknown key \"targts\""), lines.get(2));
        assertTrue(
                lines.get(3).endsWith("no plugin here offers the discovery \"consul\""),
                lines.get(3));
        assertEquals("[][][][]", out.toString());
    }
}
