package io.gnomon.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;

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

    /** Host and port. */
    String address() {
        return server.uri("/").getAuthority();
    }

    /** A job that scrapes it each second. */
    String job() {
        return """
          - job_name: counted
            scrape_interval: 1s
            static_configs: [{targets: ['%s']}]
        """
                .formatted(address());
    }

    /** The last number that a query sees; 0 for none. */
    static long shown(GnomonServer server) throws Exception {
        return (long)
                JSON.readTree(server.query("scrapes_seen_total"))
                        .at("/data/result/0/value/1")
                        .asDouble();
    }

    /** Numbers that are stored, of scrapes from one on. */
    static List<Long> stored(GnomonServer server, long from) throws Exception {
        return values(server, from).stream().map(v -> v.get(1).asLong()).toList();
    }

    private static List<JsonNode> values(GnomonServer server, long from) throws Exception {
        return JSON.readTree(server.query("scrapes_seen_total[1h]"))
                .at("/data/result/0/values")
                .valueStream()
                .filter(v -> v.get(1).asLong() >= from)
                .toList();
    }

    /** Fails unless every scrape from one on is stored once. */
    static void assertEachIsStored(GnomonServer server, long from) throws Exception {
        List<Long> stored = stored(server, from);
        assertEquals(LongStream.range(from, from + stored.size()).boxed().toList(), stored);
    }

    /** Fails unless every scrape from one on is stored once, and this server made one a second. */
    static void assertNoneIsMissing(GnomonServer server, long from) throws Exception {
        assertEachIsStored(server, from);
        ScrapeSlots.assertEachWasUsedOnce(
                values(server, from).stream()
                        .map(v -> Math.round(v.get(0).asDouble() * 1000))
                        .toList());
    }

    @Override
    public void close() {
        server.close();
    }
}
