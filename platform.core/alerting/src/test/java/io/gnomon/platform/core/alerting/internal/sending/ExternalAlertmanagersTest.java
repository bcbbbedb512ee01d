package io.gnomon.platform.core.alerting.internal.sending;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.alert.Alert;
import io.gnomon.model.labels.Labels;
import io.gnomon.platform.core.config.DiscoveryConfig;
import io.gnomon.platform.core.config.LoadedConfig;
import io.gnomon.platform.core.config.OfflineConfig;
import io.gnomon.platform.core.scrape.TargetDiscovery;
import io.gnomon.platform.testkit.http.LoopbackServer;
import io.gnomon.platform.testkit.http.LoopbackServer.Answer;
import io.gnomon.platform.testkit.http.PlainHttpClients;
import io.gnomon.spi.discovery.TargetGroup;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

@Timeout(60)
class ExternalAlertmanagersTest {
    @TempDir Path folder;

    private final BlockingQueue<LoopbackServer.Asked> asked = new LinkedBlockingQueue<>();
    private volatile CountDownLatch mayAnswer = new CountDownLatch(0);
    private volatile int status = 200;
    private final LoopbackServer server = new LoopbackServer(this::answer);
    private final FakeDiscovery discovery = new FakeDiscovery();
    private ExternalAlertmanagers alertmanagers = with(SendingFlags.DEFAULT);

    private ExternalAlertmanagers with(SendingFlags flags) {
        return new ExternalAlertmanagers(flags, new PlainHttpClients(), discovery);
    }

    private Answer answer(LoopbackServer.Asked request) {
        asked.add(request);
        try {
            if (!mayAnswer.await(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nobody lets the answer go");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Answer.json(status, "{}");
    }

    /** One search whose groups the test says. */
    private static final class FakeDiscovery implements TargetDiscovery {
        private List<TargetGroup> groups = List.of();
        private Runnable changed = () -> {};
        private boolean closed;

        @Override
        public Search search(DiscoveryConfig config, String purpose, Runnable onChange) {
            changed = onChange;
            return new Search() {
                @Override
                public List<TargetGroup> groups() {
                    return groups;
                }

                @Override
                public void close() {
                    closed = true;
                }
            };
        }

        void found(String... addresses) {
            groups =
                    List.of(
                            new TargetGroup(
                                    "x",
                                    List.of(addresses).stream()
                                            .map(a -> Labels.of("__address__", a))
                                            .toList(),
                                    Labels.EMPTY));
            changed.run();
        }
    }

    @AfterEach
    void close() {
        alertmanagers.close();
        server.close();
    }

    private String address() {
        return "127.0.0.1:" + server.uri("/").getPort();
    }

    private LoadedConfig config(String alertmanager) throws Exception {
        Path file = folder.resolve("prometheus.yml");
        Files.writeString(
                file, "alerting:\n  alertmanagers:\n  - " + alertmanager.replace("\n", "\n    "));
        return OfflineConfig.read(file.toString(), "", false);
    }

    private String statics(String more) {
        return "static_configs: [{targets: ['" + address() + "']}]\n" + more;
    }

    private static Alert alert(String name) {
        return new Alert(
                Labels.of("alertname", name, "job", "a"),
                Labels.of("summary", "\"it\"\nis"),
                Instant.ofEpochSecond(1000),
                Instant.ofEpochMilli(1_240_500),
                "http://server/graph?g0.expr=up");
    }

    private LoopbackServer.Asked next() throws InterruptedException {
        LoopbackServer.Asked request = asked.poll(30, TimeUnit.SECONDS);
        assertTrue(request != null, "no request came");
        return request;
    }

    @Test
    void postsWhatAlertmanagersApiWants() throws Exception {
        alertmanagers.apply(config(statics("path_prefix: /am/")));
        alertmanagers.send(List.of(alert("Down")));
        LoopbackServer.Asked request = next();
        assertEquals("POST", request.method());
        assertEquals("/am/api/v2/alerts", request.uri().toString());
        assertEquals("application/json", request.headers().get("Content-type"));
        assertEquals(
                "[{\"annotations\":{\"summary\":\"\\\"it\\\"\\u000ais\"},"
                        + "\"endsAt\":\"1970-01-01T00:20:40.500Z\","
                        + "\"startsAt\":\"1970-01-01T00:16:40Z\","
                        + "\"generatorURL\":\"http://server/graph?g0.expr=up\","
                        + "\"labels\":{\"alertname\":\"Down\",\"job\":\"a\"}}]",
                request.body());
    }

    @Test
    void relabelsAlertsAndTargets() throws Exception {
        alertmanagers.apply(
                config(
                        "static_configs: [{targets: ['"
                                + address()
                                + "', 'away:1']}]\n"
                                + "relabel_configs: [{source_labels: [__address__], regex:"
                                + " 'away.*', action: drop}]\n"
                                + "alert_relabel_configs:\n"
                                + "- {source_labels: [alertname], regex: Quiet, action: drop}\n"
                                + "- {target_label: from, replacement: here}"));
        assertEquals(List.of(server.uri("/api/v2/alerts")), List.copyOf(alertmanagers.active()));
        assertEquals("http://away:1/api/v2/alerts", alertmanagers.dropped().get(0).toString());
        alertmanagers.send(List.of(alert("Quiet"), alert("Loud")));
        String body = next().body();
        assertFalse(body.contains("Quiet"), body);
        assertTrue(body.contains("\"from\":\"here\""), body);
    }

    @Test
    void sendsBatchesAndDropsTheOldestOfAFullQueue() throws Exception {
        mayAnswer = new CountDownLatch(1);
        alertmanagers = with(new SendingFlags(5, 2, true));
        alertmanagers.apply(config(statics("")));
        alertmanagers.send(List.of(alert("first")));
        assertTrue(next().body().contains("first"));
        List<Alert> many = new ArrayList<>();
        IntStream.range(0, 7).forEach(i -> many.add(alert("n" + i)));
        alertmanagers.send(many);
        SendLoop loop = alertmanagers.loops().get(0);
        assertEquals(5, loop.queued());
        assertEquals(2, loop.dropped.sum());
        mayAnswer.countDown();
        assertEquals(2, next().body().split("alertname", -1).length - 1);
        next();
        assertTrue(next().body().contains("n6"));
    }

    @Test
    void whatFailsIsCountedAndNotSentAgain() throws Exception {
        status = 500;
        alertmanagers.apply(config(statics("")));
        SendLoop loop = alertmanagers.loops().get(0);
        alertmanagers.send(List.of(alert("a"), alert("b")));
        next();
        alertmanagers.close();
        assertEquals(2, loop.errors.sum());
        assertEquals(2, loop.dropped.sum());
        assertEquals(0, loop.sent.sum());
        assertTrue(asked.isEmpty());
    }

    @Test
    void followsDiscovery() throws Exception {
        alertmanagers.apply(config("consul_sd_configs: [{server: 'x:1'}]"));
        assertEquals(List.of(), alertmanagers.active());
        discovery.found(address());
        alertmanagers.send(List.of(alert("a")));
        next();
        discovery.found("127.0.0.1:1", "127.0.0.1:1");
        assertEquals(1, alertmanagers.active().size());
        alertmanagers.apply(config("static_configs: []"));
        assertTrue(discovery.closed);
        assertEquals(List.of(), alertmanagers.loops());
    }

    @Test
    void anEntryThatSaysTheSameGoesOn() throws Exception {
        alertmanagers.apply(config(statics("")));
        SendLoop before = alertmanagers.loops().get(0);
        alertmanagers.apply(config(statics("")));
        assertEquals(List.of(before), alertmanagers.loops());
        alertmanagers.apply(config(statics("timeout: 5s")));
        assertFalse(alertmanagers.loops().contains(before));
    }

    @Test
    void flags() {
        SendingFlags read =
                SendingFlags.read(name ->
                        name.endsWith("capacity")
                                ? "7"
                                : name.startsWith("alertmanager.drain") ? "false" : "");
        assertEquals(new SendingFlags(7, 256, false), read);
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> SendingFlags.read(name -> "0"));
        assertEquals(
                "--alertmanager.notification-queue-capacity=0: give a number of alerts, 1 or more",
                e.getMessage());
    }
}
