package io.gnomon.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.gnomon.platform.testkit.http.LoopbackServer;
import io.gnomon.platform.testkit.http.LoopbackServer.Answer;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;

/** A target that counts its scrapes, so that what is stored tells whether each was kept once. */
final class CountedTarget implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final AtomicInteger scrapes = new AtomicInteger();
    private final LoopbackServer server =
            new LoopbackServer(asked ->
                    Answer.text(
                            200,
                            "# TYPE scrapes_seen counter\nscrapes_seen_total "
                                    + scrapes.incrementAndGet()
                                    + "\n"));

    /** A job that scrapes it each second. */
    String job() {
        return """
          - job_name: counted
            scrape_interval: 1s
            static_configs: [{targets: ['%s']}]
        """
                .formatted(server.uri("/").getAuthority());
    }

    /** The last number that a query sees; 0 for none. */
    static long shown(GnomonServer server) throws Exception {
        return (long)
                JSON.readTree(server.query("scrapes_seen_total"))
                        .at("/data/result/0/value/1")
                        .asDouble();
    }

    /** Fails unless every scrape from the first one on is stored, once and in its slot. */
    static void assertNoneIsMissing(GnomonServer server) throws Exception {
        JsonNode values =
                JSON.readTree(server.query("scrapes_seen_total[1h]")).at("/data/result/0/values");
        List<Long> seen = values.valueStream().map(v -> v.get(1).asLong()).toList();
        assertEquals(LongStream.rangeClosed(1, seen.size()).boxed().toList(), seen);
        for (int i = 1; i < values.size(); i++) {
            double distance = values.get(i).get(0).asDouble() - values.get(i - 1).get(0).asDouble();
            assertTrue(
                    distance > 0.5 && distance < 1.5,
                    () -> distance + " s between two scrapes of " + values);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
