package io.gnomon.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Real senders write to us by remote write; what we have is what they have. */
@Timeout(180)
class RemoteWriteTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir private Path folder;

    private GnomonServer receiver() throws Exception {
        return GnomonServer.start(
                folder.resolve("data"),
                "--config.file="
                        + Files.writeString(folder.resolve("empty.yml"), "scrape_configs: []\n"),
                "--web.enable-remote-write-receiver");
    }

    private static JsonNode result(GnomonServer server, String query) throws Exception {
        return JSON.readTree(server.query(query)).at("/data/result");
    }

    @Test
    void prometheusWritesBothMessages() throws Exception {
        try (GnomonServer server = receiver()) {
            String sender =
                    """
                      - url: %sapi/v1/write
                        name: %s
                        protobuf_message: %s
                        send_exemplars: true
                        send_native_histograms: true
                        queue_config: {batch_send_deadline: 1s}
                        metadata_config: {send: true, send_interval: 1s}
                        write_relabel_configs: [{target_label: message, replacement: %s}]
                    """;
            String config =
                    """
                    global: {scrape_interval: 1s, scrape_protocols: [PrometheusProto]}
                    scrape_configs:
                      - job_name: self
                        static_configs: [{targets: ['THIS']}]
                    remote_write:
                    """
                            + sender.formatted(server.base(), "v1", "prometheus.WriteRequest", "v1")
                            + sender.formatted(
                                    server.base(), "v2", "io.prometheus.write.v2.Request", "v2");
            try (PeerServer prometheus =
                    PeerServer.prometheus(
                            folder,
                            config,
                            "--enable-feature=native-histograms,exemplar-storage,"
                                    + "metadata-wal-records")) {
                server.await(
                        SOON,
                        "seconds of samples by both messages",
                        () -> result(server, "count_over_time(up[1m]) >= 12").size() == 2);
                long end = result(server, "min(timestamp(up))").at("/0/value/1").asLong() - 2;
                String series = "{job=\"self\"%s}[8s] @ " + end;
                Map<String, String> theirs = Samples.of(prometheus.query(series.formatted("")));
                assertTrue(theirs.size() > 200, "series of Prometheus: " + theirs.size());
                for (String message : new String[] {"v1", "v2"}) {
                    Map<String, String> ours =
                            Samples.of(
                                    result(
                                            server,
                                            series.formatted(",message=\"" + message + "\"")));
                    assertEquals(theirs, ours, message);
                }
                assertTrue(
                        theirs.values().stream().anyMatch(s -> s.contains("buckets")),
                        "native histograms are among them");
            }
        }
    }

    @Test
    void vmagentWritesEveryScrape() throws Exception {
        try (CountedTarget target = new CountedTarget();
                GnomonServer server = receiver();
                PeerServer vmagent =
                        PeerServer.vmagent(
                                folder,
                                "scrape_configs:\n" + target.job(),
                                server.base() + "api/v1/write")) {
            vmagent.await(SOON, "scrapes", () -> CountedTarget.shown(server) >= 8);
            CountedTarget.assertEachIsStored(server, 1);
        }
    }

    /** What came by remote write is there after kill -9. */
    @Test
    void whatWasShownSurvivesAKill() throws Exception {
        try (CountedTarget target = new CountedTarget()) {
            long shown;
            try (GnomonServer server = receiver();
                    PeerServer vmagent =
                            PeerServer.vmagent(
                                    folder,
                                    "scrape_configs:\n" + target.job(),
                                    server.base() + "api/v1/write")) {
                vmagent.await(SOON, "scrapes", () -> CountedTarget.shown(server) >= 5);
                shown = CountedTarget.shown(server);
                server.kill();
            }
            try (GnomonServer server = receiver()) {
                assertTrue(CountedTarget.stored(server, 1).contains(shown));
            }
        }
    }
}
