package io.gnomon.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;

/** We write to real receivers by remote write; what they have is what we have. */
@Timeout(240)
class RemoteSendTest {
    /** Time between the first scrapes of a server and the start of its senders. */
    private static final double EARLY_SECONDS = 3;

    private static final Duration SOON = Duration.ofSeconds(90);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir private Path folder;

    /** An entry of {@code remote_write} that says in a label by which message samples came. */
    private static String to(String address, String name, String message) {
        return """
          - url: http://%s/api/v1/write
            name: %s
            protobuf_message: %s
            send_exemplars: true
            send_native_histograms: true
            queue_config: {batch_send_deadline: 500ms, max_samples_per_send: 500, max_backoff: 1s}
            metadata_config: {send_interval: 1s}
            write_relabel_configs: [{target_label: message, replacement: %s}]
        """
                .formatted(address, name, message, name);
    }

    private static String v1(String address) {
        return to(address, "v1", "prometheus.WriteRequest");
    }

    private static String v2(String address) {
        return to(address, "v2", "io.prometheus.write.v2.Request");
    }

    /** Two jobs: the host's own metrics, and a target that counts its scrapes. */
    private static String config(CountedTarget target, String remoteWrites) {
        return """
        global: {external_labels: {site: x}, scrape_interval: 1s}
        scrape_configs:
          - job_name: host
            scheme: exporter
            static_configs: [{targets: [node]}]
        %s
        remote_write:
        %s\
        """
                .formatted(target.job(), remoteWrites);
    }

    private GnomonServer sender(String config) throws Exception {
        return GnomonServer.start(
                folder.resolve("data"),
                "--web.enable-lifecycle",
                "--config.file=" + Files.writeString(folder.resolve("ours.yml"), config));
    }

    private static JsonNode result(GnomonServer server, String query) throws Exception {
        return JSON.readTree(server.query(query)).at("/data/result");
    }

    private static PeerServer prometheus(Path folder, int port) throws Exception {
        return PeerServer.prometheusAt(
                folder,
                port,
                "scrape_configs: []",
                "--web.enable-remote-write-receiver",
                "--enable-feature=native-histograms,exemplar-storage,metadata-wal-records");
    }

    private static void await(PeerServer peer, String what, Callable<Boolean> condition)
            throws Exception {
        peer.await(SOON, what, condition);
    }

    private static long countOf(PeerServer peer, String selector) throws Exception {
        return peer.query("count_over_time(" + selector + "[1h])").at("/0/value/1").asLong();
    }

    /**
     * Our samples of both jobs up to a second ago are the receiver's.
     *
     * @param label matcher that finds what came by one message, with a comma before it
     */
    private static void assertSame(GnomonServer ours, PeerServer theirs, String label)
            throws Exception {
        long end = result(ours, "min(timestamp(up))").at("/0/value/1").asLong() - 1;
        String series = "{job=~\"host|counted\"%s}[1h] @ " + end;
        Map<String, String> here = Samples.of(result(ours, series.formatted("")));
        assertTrue(here.size() > 100, "series: " + here.size());
        await(
                theirs,
                "the same samples",
                () -> theirs.query(series.formatted(label)).size() == here.size());
        long newest = result(ours, "max(timestamp(up))").at("/0/value/1").asLong();
        await(
                theirs,
                "the newest samples",
                () ->
                        theirs.query("min(timestamp(up{job=~\"host|counted\"" + label + "}))")
                                        .at("/0/value/1")
                                        .asLong()
                                >= newest);
        assertSameFromTheStart(here, Samples.of(theirs.query(series.formatted(label))));
    }

    /** A new receiver begins with what is committed then: the first scrapes may come before it. */
    private static void assertSameFromTheStart(
            Map<String, String> here, Map<String, String> there) {
        assertEquals(here.keySet(), there.keySet());
        here.forEach((series, samples) -> {
            String received = there.get(series);
            assertTrue(
                    samples.endsWith(received.substring(1)),
                    () -> series + ": " + samples + " sent, " + received + " received");
            double missing = firstSeconds(received) - firstSeconds(samples);
            assertTrue(missing <= EARLY_SECONDS, () -> series + ": the start is missing");
        });
    }

    private static double firstSeconds(String samples) {
        return Double.parseDouble(samples.substring(2, samples.indexOf(',')));
    }

    /** Both messages, while the receiver is gone for a while, too. */
    @Test
    void prometheusHasEverythingAlsoAfterItWasDown() throws Exception {
        int port = GnomonServer.freePort();
        String address = "127.0.0.1:" + port;
        try (CountedTarget target = new CountedTarget();
                GnomonServer server = sender(config(target, v1(address) + v2(address)))) {
            try (PeerServer prometheus = prometheus(folder, port)) {
                await(prometheus, "samples", () -> countOf(prometheus, "up{job=\"host\"}") > 3);
            }
            long before = CountedTarget.shown(server);
            server.await(
                    SOON,
                    "scrapes while the receiver is down",
                    () -> CountedTarget.shown(server) >= before + 8);
            try (PeerServer prometheus = prometheus(folder, port)) {
                await(
                        prometheus,
                        "scrapes",
                        () ->
                                prometheus.query("scrapes_seen_total").at("/0/value/1").asLong()
                                        > before + 10);
                assertSame(server, prometheus, ",message=\"v1\"");
                assertSame(server, prometheus, ",message=\"v2\"");
                String metrics = server.get("metrics").body();
                for (String what : new String[] {"samples_failed_total", "samples_dropped_total"}) {
                    assertTrue(
                            Pattern.compile("prometheus_remote_storage_" + what + "\\{.*} 0\n")
                                    .matcher(metrics)
                                    .find(),
                            what);
                    assertTrue(
                            !Pattern.compile("prometheus_remote_storage_" + what + "\\{.*} [1-9]")
                                    .matcher(metrics)
                                    .find(),
                            what);
                }
            }
        }
    }

    /** kill -9 of the sender while the receiver is down: what was read and not sent is sent. */
    @Test
    void nothingIsLostWhenTheSenderIsKilled() throws Exception {
        int port = GnomonServer.freePort();
        String address = "127.0.0.1:" + port;
        try (CountedTarget target = new CountedTarget()) {
            String config = config(target, v1(address) + v2(address));
            try (PeerServer prometheus = prometheus(folder, port);
                    GnomonServer server = sender(config)) {
                await(prometheus, "samples", () -> countOf(prometheus, "up{job=\"host\"}") > 3);
                server.kill();
            }
            try (GnomonServer server = sender(config)) {
                long before = CountedTarget.shown(server);
                server.await(
                        SOON,
                        "scrapes while the receiver is down",
                        () -> CountedTarget.shown(server) >= before + 5);
                server.kill();
            }
            try (PeerServer prometheus = prometheus(folder, port);
                    GnomonServer server = sender(config)) {
                await(prometheus, "it answers", () -> prometheus.query("vector(1)").size() == 1);
                server.await(SOON, "a scrape", () -> result(server, "up == 1").size() == 2);
                assertSame(server, prometheus, ",message=\"v1\"");
                assertSame(server, prometheus, ",message=\"v2\"");
            }
        }
    }

    /** And a reload replaces the receiver. */
    @Test
    void victoriaMetricsHasEverythingAndAReloadChangesTheReceiver() throws Exception {
        int port = GnomonServer.freePort();
        try (CountedTarget target = new CountedTarget();
                PeerServer victoria = PeerServer.victoriaMetrics(folder);
                PeerServer prometheus = prometheus(folder, port);
                GnomonServer server = sender(config(target, v1(victoria.address())))) {
            await(victoria, "samples", () -> countOf(victoria, "up{job=\"host\"}") > 3);
            long first =
                    result(server, "min_over_time(timestamp(up{job=\"host\"})[1h:1s])")
                            .at("/0/value/1")
                            .asLong();
            assertTrue(first > 0);
            await(
                    victoria,
                    "the same counts",
                    () -> {
                        String count = "count({job=~\"host|counted\"})";
                        return victoria.query(count)
                                .at("/0/value/1")
                                .equals(result(server, count).at("/0/value/1"));
                    });
            Files.writeString(folder.resolve("ours.yml"), config(target, v2("127.0.0.1:" + port)));
            assertEquals(
                    200,
                    server.send(
                                    HttpRequest.newBuilder(server.base().resolve("-/reload"))
                                            .POST(HttpRequest.BodyPublishers.noBody()))
                            .statusCode());
            long after = CountedTarget.shown(server);
            await(
                    prometheus,
                    "samples at the new receiver",
                    () ->
                            prometheus
                                            .query("scrapes_seen_total{message=\"v2\"}")
                                            .at("/0/value/1")
                                            .asLong()
                                    > after + 2);
            assertTrue(
                    victoria.query("max_over_time(scrapes_seen_total[1h])")
                                    .at("/0/value/1")
                                    .asLong()
                            <= after + 1,
                    "the old receiver gets nothing any more");
        }
    }
}
