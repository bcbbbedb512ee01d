package io.gnomon.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.gnomon.platform.testkit.otlp.OtlpRequest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/**
 * The same metrics of OpenTelemetry sent to us and to VictoriaMetrics with Prometheus's names. (The
 * Prometheus among the peers is built without OTLP.)
 */
@Timeout(180)
class OtlpTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir private Path folder;

    private static int post(URI to, byte[] body) throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(body);
        }
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer =
                    client.send(
                            HttpRequest.newBuilder(to)
                                    .header("Content-Type", "application/x-protobuf")
                                    .header("Content-Encoding", "gzip")
                                    .POST(
                                            HttpRequest.BodyPublishers.ofByteArray(
                                                    packed.toByteArray()))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            return answer.statusCode();
        }
    }

    /** Values by name and the labels that a histogram or summary has of its own. */
    private static Map<String, String> values(JsonNode vector) {
        Map<String, String> values = new TreeMap<>();
        for (JsonNode series : vector) {
            JsonNode metric = series.get("metric");
            values.put(
                    metric.path("__name__").asText()
                            + metric.path("le").asText("")
                            + metric.path("quantile").asText(""),
                    series.at("/value/1").asText());
        }
        return values;
    }

    @Test
    void namesAndValuesAreThoseOfAPeer() throws Exception {
        Path file = Files.writeString(folder.resolve("otlp.yml"), "scrape_configs: []\n");
        long now = System.currentTimeMillis() / 1000 * 1000;
        byte[] body = OtlpRequest.ofEveryKind(now).bytes();
        try (GnomonServer server =
                        GnomonServer.start(
                                folder.resolve("data"),
                                "--config.file=" + file,
                                "--web.enable-otlp-receiver");
                PeerServer victoria =
                        PeerServer.victoriaMetrics(folder, "-opentelemetry.usePrometheusNaming")) {
            victoria.await(SOON, "it answers", () -> victoria.query("vector(1)").size() == 1);
            URI peer = URI.create("http://" + victoria.address() + "/opentelemetry/v1/metrics");
            assertEquals(200, post(peer, body));
            assertEquals(200, post(server.base().resolve("api/v1/otlp/v1/metrics"), body));
            // Exponential histograms are something else there.
            String all = "{__name__=~\"process_.+|pool_.+|http_.+|io_.+|rpc_.+\"} @ " + now / 1000;
            victoria.await(SOON, "its series", () -> victoria.query(all).size() == 14);
            Map<String, String> theirs = values(victoria.query(all));
            assertEquals(theirs, values(JSON.readTree(server.query(all)).at("/data/result")));
            assertEquals(14, theirs.size(), theirs.keySet().toString());
            String count = "histogram_count(size_bytes @ %d)".formatted(now / 1000);
            assertEquals(
                    Map.of("", "20"),
                    values(JSON.readTree(server.query(count)).at("/data/result")));
        }
    }
}
