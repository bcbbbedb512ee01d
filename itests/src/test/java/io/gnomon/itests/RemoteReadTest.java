package io.gnomon.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.gnomon.platform.testkit.PeerData;
import io.gnomon.platform.testkit.PeerPrograms;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Peers read from us in bulk and we from them: remote read, federation, vmctl. */
@Timeout(180)
class RemoteReadTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir private Path folder;

    private GnomonServer server(String config, String... flags) throws Exception {
        List<String> all = new ArrayList<>(List.of(flags));
        all.add("--config.file=" + Files.writeString(folder.resolve("ours.yml"), config));
        return GnomonServer.start(folder.resolve("data"), all.toArray(String[]::new));
    }

    private static JsonNode result(GnomonServer server, String query) throws Exception {
        return JSON.readTree(server.query(query)).at("/data/result");
    }

    /** The host's own metrics, each second. */
    private static final String HOST =
            """
            global: {external_labels: {site: x}}
            scrape_configs:
              - job_name: host
                scrape_interval: 1s
                scheme: exporter
                static_configs: [{targets: [node]}]
            """;

    @Test
    void prometheusReadsFromUs() throws Exception {
        try (GnomonServer server = server(HOST);
                PeerServer prometheus =
                        PeerServer.prometheus(
                                folder,
                                "remote_read: [{url: '%sapi/v1/read', read_recent: true}]"
                                        .formatted(server.base()))) {
            server.await(
                    SOON,
                    "some samples",
                    () -> result(server, "count_over_time(node_load1[1m]) > 5").size() == 1);
            long end = result(server, "timestamp(node_load1)").at("/0/value/1").asLong();
            String selector = "{__name__=~\"node_.+\"}[10m] @ " + end;
            prometheus.await(SOON, "it answers", () -> prometheus.query("vector(1)").size() == 1);
            Map<String, String> ours = Samples.of(result(server, selector));
            assertTrue(ours.size() > 100, () -> "series: " + ours.size());
            // External labels are ours to give and theirs to ask for.
            assertEquals(
                    ours,
                    Samples.of(
                            prometheus.query(
                                    selector.replace("node_.+\"", "node_.+\",site=\"x\""))));
            assertEquals(0, prometheus.query(selector.replace("}", ",site=\"y\"}")).size());
        }
    }

    @Test
    void eachFederatesFromTheOther() throws Exception {
        String federate =
                """
                scrape_configs:
                  - job_name: federate
                    scrape_interval: 1s
                    honor_labels: true
                    metrics_path: /federate
                    params: {'match[]': ['{job="%s"}']}
                    static_configs: [{targets: ['%s']}]
                """;
        try (GnomonServer server = server(HOST, "--web.enable-lifecycle");
                PeerServer prometheus =
                        PeerServer.prometheus(
                                folder,
                                federate.formatted("host", server.base().getAuthority())
                                        + """
                                          - job_name: self
                                            scrape_interval: 1s
                                            static_configs: [{targets: ['THIS']}]
                                        """)) {
            Files.writeString(
                    folder.resolve("ours.yml"),
                    HOST
                            + federate.formatted("self", prometheus.address())
                                    .replace("scrape_configs:\n", ""));
            assertEquals(
                    200,
                    server.send(
                                    java.net.http.HttpRequest.newBuilder(
                                                    server.base().resolve("-/reload"))
                                            .POST(
                                                    java.net.http.HttpRequest.BodyPublishers
                                                            .noBody()))
                            .statusCode());
            prometheus.await(
                    SOON,
                    "Prometheus has our host",
                    () -> prometheus.query("count({job=\"host\",site=\"x\"}) > 100").size() == 1);
            server.await(
                    SOON,
                    "we have what Prometheus says of itself",
                    () -> result(server, "count({job=\"self\"}) > 100").size() == 1);
            // The same sample, time included, and the instance that it had there.
            JsonNode theirs = prometheus.query("process_start_time_seconds{job=\"self\"}");
            JsonNode ours = result(server, "process_start_time_seconds{job=\"self\"}");
            assertEquals(theirs.at("/0/metric"), ours.at("/0/metric"));
            assertEquals(theirs.at("/0/value/1"), ours.at("/0/value/1"));
        }
    }

    /**
     * Histograms come to us from one Prometheus and are scraped from us, in protobuf, by another.
     */
    @Test
    void prometheusFederatesNativeHistogramsFromUs() throws Exception {
        String metric = "prometheus_http_request_duration_seconds";
        Path second = Files.createDirectory(folder.resolve("second"));
        try (GnomonServer server =
                        server("scrape_configs: []\n", "--web.enable-remote-write-receiver");
                PeerServer from =
                        PeerServer.prometheus(
                                folder,
                                """
                                scrape_configs:
                                  - job_name: self
                                    scrape_interval: 1s
                                    static_configs: [{targets: ['THIS']}]
                                remote_write:
                                  - url: %sapi/v1/write
                                    send_native_histograms: true
                                    queue_config: {batch_send_deadline: 500ms}
                                """
                                        .formatted(server.base()),
                                "--enable-feature=native-histograms");
                PeerServer to =
                        PeerServer.prometheus(
                                second,
                                """
                                scrape_configs:
                                  - job_name: federate
                                    scrape_interval: 1s
                                    honor_labels: true
                                    metrics_path: /federate
                                    params: {'match[]': ['%s', 'up']}
                                    static_configs: [{targets: ['%s']}]
                                """
                                        .formatted(metric, server.base().getAuthority()),
                                "--enable-feature=native-histograms")) {
            String handler = metric + "{handler=\"/metrics\"}";
            to.await(
                    SOON,
                    "some histograms",
                    () -> to.query("count_over_time(" + handler + "[1m]) > 4").size() == 1);
            assertEquals(1, to.query("up{job=\"self\"}").size());
            JsonNode got = to.query(handler + "[1m]").get(0);
            JsonNode sent = from.query(handler + "[10m]").get(0);
            assertEquals(sent.get("metric"), got.get("metric"));
            Map<String, JsonNode> byTime = new HashMap<>();
            sent.get("histograms")
                    .forEach(point -> byTime.put(point.get(0).asText(), point.get(1)));
            assertTrue(got.get("histograms").size() > 4, got::toString);
            for (JsonNode point : got.get("histograms")) {
                assertEquals(byTime.get(point.get(0).asText()), point.get(1));
            }
        }
    }

    private String vmctl(String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(PeerPrograms.find("vmctl").toString());
        command.addAll(List.of(arguments));
        return Peers.run(command);
    }

    @Test
    void vmctlReadsEverything() throws Exception {
        try (GnomonServer server = server(HOST);
                PeerServer victoria = PeerServer.victoriaMetrics(folder)) {
            String count = "count_over_time(node_load1[1h])";
            server.await(SOON, "some samples", () -> result(server, count + " > 8").size() == 1);
            // A scrape is stored as a whole: nothing of this time or before it comes later.
            Instant end =
                    Instant.ofEpochSecond(
                            result(server, "timestamp(node_load1)").at("/0/value/1").asLong());
            victoria.await(SOON, "it answers", () -> victoria.query("vector(1)").size() == 1);
            for (String stream :
                    new String[] {"--remote-read-use-stream=false", "--remote-read-use-stream"}) {
                String said =
                        vmctl(
                                "remote-read",
                                "-s",
                                "--disable-progress-bar",
                                "--remote-read-src-addr=" + server.base(),
                                "--remote-read-filter-time-start=" + end.minus(1, ChronoUnit.HOURS),
                                "--remote-read-filter-time-end=" + end,
                                "--remote-read-step-interval=hour",
                                "--vm-addr=http://" + victoria.address(),
                                stream);
                assertTrue(said.contains("total samples"), said);
                String all =
                        "sum(count_over_time(node_cpu_seconds_total[1h] @ "
                                + end.getEpochSecond()
                                + "))";
                double ours = result(server, all).at("/0/value/1").asDouble();
                assertTrue(ours > 50, () -> "samples: " + ours);
                victoria.await(
                        SOON,
                        "it has " + ours + " samples",
                        () -> victoria.query(all).at("/0/value/1").asDouble() == ours);
            }
        }
    }

    /** A snapshot of a Prometheus, in JSON lines with gzip. */
    @Test
    void vmctlWritesASnapshotOfPrometheusIntoUs() throws Exception {
        Path snapshot = PeerData.folder("tsdb/block_v2_prometheus");
        try (GnomonServer server =
                server("scrape_configs: []\n", "--web.enable-remote-write-receiver")) {
            String said =
                    vmctl(
                            "prometheus",
                            "-s",
                            "--disable-progress-bar",
                            "--prom-snapshot=" + snapshot,
                            "--vm-addr=" + server.base());
            double count = 0;
            for (String line : server.get("metrics").body().split("\n", -1)) {
                if (line.startsWith("prometheus_tsdb_head_samples_appended_total")) {
                    count += Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
                }
            }
            assertTrue(said.contains("total samples: " + (long) count + ";"), said + count);
            JsonNode series =
                    JSON.readTree(
                                    server.get(
                                                    "api/v1/series?match%5B%5D="
                                                            + "%7B__name__%21%3D%22%22%7D")
                                            .body())
                            .at("/data");
            assertEquals(2434, series.size());
        }
    }
}
