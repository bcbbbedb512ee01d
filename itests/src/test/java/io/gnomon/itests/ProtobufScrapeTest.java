package io.gnomon.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A real Prometheus is scraped as text and in protobuf: the same series, and native histograms. */
class ProtobufScrapeTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SECONDS = "prometheus_http_request_duration_seconds";

    @TempDir private Path folder;

    private static String job(String name, String address, String more) {
        return """
          - job_name: %s
            scrape_interval: 1s
            static_configs: [{targets: ['%s']}]
            %s
        """
                .formatted(name, address, more);
    }

    private static JsonNode result(GnomonServer server, String query) throws Exception {
        return JSON.readTree(server.query(query)).at("/data/result");
    }

    @Test
    void protobufSaysWhatTheTextSays() throws Exception {
        try (PeerServer prometheus = PeerServer.prometheus(folder, "scrape_configs: []")) {
            String address = prometheus.address();
            prometheus.await(
                    SOON,
                    "Prometheus answers",
                    () -> prometheus.ask("GET", "-/ready").statusCode() == 200);
            prometheus.query("1");
            String proto = "scrape_protocols: [PrometheusProto]";
            Path config =
                    Files.writeString(
                            folder.resolve("ours.yml"),
                            "scrape_configs:\n"
                                    + job("text", address, "")
                                    + job("proto", address, proto)
                                    + job("native", address, "scrape_native_histograms: true")
                                    + job(
                                            "custom",
                                            address,
                                            proto
                                                    + "\n    convert_classic_histograms_to_nhcb:"
                                                    + " true"));
            try (GnomonServer server =
                    GnomonServer.start(
                            folder.resolve("data"),
                            "--config.file=" + config,
                            "--enable-feature=created-timestamp-zero-ingestion")) {
                server.await(
                        SOON,
                        "all are up and have the same series",
                        () ->
                                result(server, "up == 1").size() == 4
                                        && result(
                                                                server,
                                                                "count({job=\"text\"}) =="
                                                                        + " count({job=\"proto\"})")
                                                        .size()
                                                == 1);
                // Nobody asks a query any more, so their count stands still.
                String queries = "{handler=\"/api/v1/query\",job=\"%s\"}";
                String counted = SECONDS + "_count" + queries.formatted("text");
                for (String job : new String[] {"native", "custom"}) {
                    server.await(
                            SOON,
                            job + " histograms count what the text counts",
                            () ->
                                    result(
                                                            server,
                                                            "histogram_count("
                                                                    + SECONDS
                                                                    + queries.formatted(job)
                                                                    + ") == ignoring(job) "
                                                                    + counted)
                                                    .size()
                                            == 1);
                }
                assertEquals(0, result(server, "{__name__=~\".+_bucket\",job=\"custom\"}").size());
                String first =
                        result(server, "prometheus_http_requests_total{job=\"proto\"}[5m]")
                                .at("/0/values/0/1")
                                .asText();
                assertEquals("0", first, "a counter begins with 0 where it began to count");
            }
        }
    }
}
