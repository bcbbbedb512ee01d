package io.gnomon.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** We read from others by remote read: a Prometheus, and a server of our own kind. */
@Timeout(180)
class RemoteReadFromTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir private Path folder;

    private GnomonServer reader(String config) throws Exception {
        return GnomonServer.start(
                folder.resolve("reader"),
                "--config.file=" + Files.writeString(folder.resolve("reader.yml"), config),
                "--web.enable-lifecycle");
    }

    private static JsonNode answer(GnomonServer server, String query) throws Exception {
        return JSON.readTree(server.query(query));
    }

    private static JsonNode result(GnomonServer server, String query) throws Exception {
        return answer(server, query).at("/data/result");
    }

    private static JsonNode list(GnomonServer server, String path, String selector)
            throws Exception {
        String match = URLEncoder.encode(selector, StandardCharsets.UTF_8);
        return JSON.readTree(server.get("api/v1/" + path + "?match%5B%5D=" + match).body());
    }

    @Test
    void fromPrometheus() throws Exception {
        try (PeerServer prometheus =
                        PeerServer.prometheus(
                                folder,
                                """
                                global: {external_labels: {site: x}}
                                scrape_configs:
                                  - job_name: self
                                    scrape_interval: 1s
                                    static_configs: [{targets: ['THIS']}]
                                """,
                                "--enable-feature=native-histograms");
                GnomonServer server =
                        reader(
                                """
                                global: {external_labels: {site: x}}
                                scrape_configs: []
                                """)) {
            prometheus.await(
                    SOON,
                    "some samples",
                    () -> prometheus.query("count_over_time(up[1m]) > 5").size() == 1);
            assertEquals(0, result(server, "up").size());
            // A reload adds the server.
            Files.writeString(
                    folder.resolve("reader.yml"),
                    """
                    global: {external_labels: {site: x}}
                    scrape_configs: []
                    remote_read: [{url: 'http://%s/api/v1/read', name: peer}]
                    """
                            .formatted(prometheus.address()));
            assertEquals(
                    200,
                    server.send(
                                    HttpRequest.newBuilder(server.base().resolve("-/reload"))
                                            .POST(HttpRequest.BodyPublishers.noBody()))
                            .statusCode());
            long end = prometheus.query("timestamp(up{job=\"self\"})").at("/0/value/1").asLong();
            String selector = "{job=\"self\"}[10m] @ " + end;
            Map<String, String> theirs = Samples.of(prometheus.query(selector));
            assertTrue(theirs.size() > 500, () -> "series: " + theirs.size());
            assertTrue(
                    theirs.values().stream().anyMatch(samples -> samples.contains("buckets")),
                    "no native histogram");
            assertEquals(theirs, Samples.of(result(server, selector)));
            // Our external label is asked for and taken off; who names it gets it.
            assertEquals(
                    "{\"__name__\":\"up\",\"instance\":\"%s\",\"job\":\"self\"}"
                            .formatted(prometheus.address()),
                    result(server, "up").at("/0/metric").toString());
            assertEquals(1, result(server, "up{site=\"x\"}").size());
            assertEquals(0, result(server, "up{site=\"y\"}").size());
            for (String query :
                    new String[] {
                        "rate(prometheus_tsdb_head_samples_appended_total[5s] @ " + end + ")",
                        "sum(count_over_time({job=\"self\"}[1m] @ " + end + "))"
                    }) {
                assertEquals(
                        prometheus.query(query).at("/0/value/1"),
                        result(server, query).at("/0/value/1"));
            }
            // Series without samples of one message, and the values of a label.
            JsonNode series = list(server, "series", "{__name__=~\"go_gc_.+\"}");
            assertTrue(series.at("/data").size() > 5, series::toString);
            assertEquals(
                    "[\"" + prometheus.address() + "\"]",
                    list(server, "label/instance/values", "up").at("/data").toString());
            String metrics = server.get("metrics").body();
            assertTrue(
                    metrics.contains(
                            "prometheus_remote_storage_read_queries_total{remote_name=\"peer\""),
                    metrics);
        }
    }

    @Test
    void fromOurselvesAndOneThatEnds() throws Exception {
        String scrape =
                """
                scrape_configs:
                  - job_name: %s
                    scrape_interval: 1s
                    scheme: exporter
                    static_configs: [{targets: [node]}]
                """;
        Path file = Files.writeString(folder.resolve("other.yml"), scrape.formatted("there"));
        try (GnomonServer other =
                        GnomonServer.start(folder.resolve("other"), "--config.file=" + file);
                GnomonServer server =
                        reader(
                                scrape.formatted("here")
                                        + "remote_read: [{url: '%sapi/v1/read', read_recent: true}]"
                                                .formatted(other.base()))) {
            String count = "count_over_time(node_load1{job=\"%s\"}[1m]) > 5";
            other.await(
                    SOON,
                    "samples there",
                    () -> result(other, count.formatted("there")).size() == 1);
            server.await(
                    SOON,
                    "samples here",
                    () -> result(server, count.formatted("here")).size() == 1);
            long end = result(other, "timestamp(node_load1)").at("/0/value/1").asLong();
            String selector = "{__name__=~\"node_.+\",job=\"there\"}[10m] @ " + end;
            Map<String, String> theirs = Samples.of(result(other, selector));
            assertTrue(theirs.size() > 100, () -> "series: " + theirs.size());
            assertEquals(theirs, Samples.of(result(server, selector)));
            assertEquals(2, result(server, "node_load1").size());
            assertEquals(
                    "[\"here\",\"there\"]",
                    list(server, "label/job/values", "node_load1").at("/data").toString());
            assertEquals(2, list(server, "series", "node_load1").at("/data").size());
            other.stop();
            JsonNode alone = answer(server, "node_load1");
            assertEquals(1, alone.at("/data/result").size());
            assertTrue(
                    alone.at("/warnings/0").asText().startsWith("remote_read: "), alone::toString);
            JsonNode names = list(server, "labels", "node_load1");
            assertTrue(
                    names.at("/warnings/0").asText().startsWith("remote_read: "), names::toString);
        }
    }
}
