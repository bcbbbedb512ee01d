package io.gnomon.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.gnomon.platform.testkit.http.LoopbackServer;
import io.gnomon.platform.testkit.http.LoopbackServer.Answer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * What wants to fill the memory, sent to us and answered to our scrapes: each is refused, the
 * server lives on with little memory, and the log has no stack trace.
 */
@Timeout(240)
class ApiHostileTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SOON = Duration.ofSeconds(90);
    private static final int MIB = 1 << 20;

    @TempDir private Path folder;

    /** Packs a text that repeats a piece, without having it as a whole. */
    private static byte[] packed(String before, char filling, long count, String after)
            throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] piece = new byte[64 * 1024];
        Arrays.fill(piece, (byte) filling);
        try (GZIPOutputStream gzip =
                new GZIPOutputStream(out) {
                    {
                        def.setLevel(Deflater.BEST_SPEED);
                    }
                }) {
            gzip.write(before.getBytes(StandardCharsets.UTF_8));
            for (long left = count; left > 0; left -= piece.length) {
                gzip.write(piece, 0, (int) Math.min(left, piece.length));
            }
            gzip.write(after.getBytes(StandardCharsets.UTF_8));
        }
        return out.toByteArray();
    }

    private static byte[] manyLabels(int count) {
        StringBuilder text = new StringBuilder("x{");
        for (int i = 0; i < count; i++) {
            text.append("name_of_a_label_that_is_not_short_").append(i).append("=\"v\",");
        }
        return text.append("} 1\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static Answer gzipped(byte[] body) {
        return new Answer(200, "text/plain", body, Map.of("Content-Encoding", "gzip"));
    }

    @Test
    void targetsThatWantToFillTheMemory() throws Exception {
        byte[] bomb = packed("", '\n', 400L * MIB, "x 1\n");
        byte[] longName = packed("x{", 'a', 20L * MIB, "=\"1\"} 1\n");
        byte[] longValue = packed("x{a=\"", 'a', 20L * MIB, "\"} 1\n");
        byte[] longMetric = packed("", 'a', 20L * MIB, " 1\n");
        byte[] labels = manyLabels(50_000);
        try (LoopbackServer target =
                        new LoopbackServer(asked ->
                                switch (asked.uri().getPath()) {
                                    case "/bomb" -> gzipped(bomb);
                                    case "/name" -> gzipped(longName);
                                    case "/value" -> gzipped(longValue);
                                    case "/metric" -> gzipped(longMetric);
                                    case "/labels" -> new Answer(200, "text/plain", labels);
                                    default -> Answer.text(200, "good 1\n");
                                });
                GnomonServer server = server(target)) {
            server.await(SOON, "every target was scraped", () -> judged(server) == 6);
            JsonNode targets = JSON.readTree(server.get("api/v1/targets").body());
            for (JsonNode one : targets.at("/data/activeTargets")) {
                boolean good = one.path("scrapePool").asText().equals("good");
                assertEquals(
                        good ? "up" : "down", one.path("health").asText(), one.toPrettyString());
                assertTrue(one.path("lastError").asText().length() < 1000, "errors have an end");
            }
            assertLives(server);
        }
    }

    private GnomonServer server(LoopbackServer target) throws Exception {
        StringBuilder config = new StringBuilder("scrape_configs:\n");
        for (String path : List.of("bomb", "name", "value", "metric", "labels", "good")) {
            config.append(
                    """
                      - job_name: %s
                        scrape_interval: 10s
                        metrics_path: /%s
                        static_configs: [{targets: ['%s']}]
                    """
                            .formatted(path, path, target.uri("/").getAuthority()));
        }
        return GnomonServer.start(
                folder.resolve("data"),
                "--config.file=" + Files.writeString(folder.resolve("a.yml"), config),
                "--gnomon.memory=1GB",
                "--web.enable-remote-write-receiver",
                "--web.enable-otlp-receiver");
    }

    private static long judged(GnomonServer server) throws Exception {
        return JSON.readTree(server.get("api/v1/targets").body())
                .at("/data/activeTargets")
                .valueStream()
                .filter(t -> !t.path("health").asText().equals("unknown"))
                .count();
    }

    private static void assertLives(GnomonServer server) throws Exception {
        assertTrue(server.process().isAlive());
        assertEquals(200, server.get("-/ready").statusCode());
        Matcher resident =
                Pattern.compile("(?m)^process_resident_memory_bytes (\\S+)$")
                        .matcher(server.get("metrics").body());
        assertTrue(resident.find());
        // Half a GB of heap, of which each of these may have a part, and what a Java needs.
        assertTrue(Double.parseDouble(resident.group(1)) < 1024.0 * MIB, resident.group());
        assertFalse(server.log().contains("\tat "), server.log());
        assertFalse(server.log().contains("OutOfMemory"), server.log());
    }

    /** A request that must be refused, with one of these statuses. */
    private record Attack(
            String what, String path, Map<String, String> headers, byte[] body, String statuses) {}

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static List<Attack> attacks() throws IOException {
        Map<String, String> snappy =
                Map.of("Content-Encoding", "snappy", "Content-Type", "application/x-protobuf");
        Map<String, String> gzipProtobuf =
                Map.of("Content-Encoding", "gzip", "Content-Type", "application/x-protobuf");
        Map<String, String> form = Map.of("Content-Type", "application/x-www-form-urlencoded");
        // The length in front of a snappy block: 4 GB, and one that never ends.
        byte[] fourGb = bytes(0xff, 0xff, 0xff, 0xff, 0x0f, 0, 0);
        byte[] endless = bytes(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff);
        // A field of 2^63 bytes in a message of 12, packed as one literal.
        byte[] absurd =
                bytes(11, 10 << 2, 0x0a, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f, 0);
        byte[] zeros = packed("", '\0', 300L * MIB, "");
        byte[] line = packed("{\"metric\":{\"", 'a', 300L * MIB, "\":\"b\"}}\n");
        List<Attack> attacks = new ArrayList<>();
        for (String path : List.of("api/v1/write", "api/v1/read")) {
            attacks.add(new Attack("4 GB in snappy", path, snappy, fourGb, "400|413"));
            attacks.add(new Attack("no end of a length", path, snappy, endless, "400"));
            attacks.add(new Attack("absurd field", path, snappy, absurd, "400"));
            attacks.add(new Attack("40 MB", path, snappy, new byte[40 * MIB], "400|413"));
        }
        attacks.add(new Attack("bomb", "api/v1/otlp/v1/metrics", gzipProtobuf, zeros, "400|413"));
        attacks.add(
                new Attack(
                        "bomb",
                        "api/v1/import",
                        Map.of("Content-Encoding", "gzip"),
                        line,
                        "400|413"));
        byte[] query = new byte[11 * MIB];
        Arrays.fill(query, (byte) 'a');
        attacks.add(new Attack("long form", "api/v1/query", form, query, "413"));
        String deep = "query=" + "(".repeat(1_000_000);
        attacks.add(
                new Attack(
                        "deep query",
                        "api/v1/query",
                        form,
                        deep.getBytes(StandardCharsets.UTF_8),
                        "400|422"));
        String wide = "match%5B%5D=" + "a".repeat(9 * MIB);
        attacks.add(
                new Attack(
                        "long name",
                        "api/v1/series",
                        form,
                        wide.getBytes(StandardCharsets.UTF_8),
                        "200|400|422"));
        attacks.add(
                new Attack(
                        "long header",
                        "api/v1/labels",
                        Map.of("X-Long", "a".repeat(64 * 1024)),
                        new byte[0],
                        "431|400"));
        attacks.add(
                new Attack(
                        "long URL",
                        "api/v1/labels?start=" + "1".repeat(64 * 1024),
                        Map.of(),
                        new byte[0],
                        "414|431"));
        return attacks;
    }

    @Test
    void requestsThatWantToFillTheMemory() throws Exception {
        try (LoopbackServer none = new LoopbackServer(asked -> Answer.text(200, ""));
                GnomonServer server = server(none)) {
            List<String> wrong = new ArrayList<>();
            for (Attack attack : attacks()) {
                HttpRequest.Builder request =
                        HttpRequest.newBuilder(server.base().resolve(attack.path()))
                                .POST(BodyPublishers.ofByteArray(attack.body()));
                attack.headers().forEach(request::header);
                String outcome;
                try {
                    outcome = Integer.toString(server.send(request).statusCode());
                } catch (IOException closed) {
                    outcome = "closed"; // while it was still sending
                }
                if (!outcome.matches("closed|" + attack.statuses())) {
                    wrong.add(attack.what() + " to " + attack.path() + ": " + outcome);
                }
            }
            assertEquals(List.of(), wrong);
            assertLives(server);
        }
    }
}
