package io.gnomon.alerting.channels.webhook.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gnomon.model.alert.Alert;
import io.gnomon.platform.core.config.internal.settings.RecordBinder;
import io.gnomon.platform.testkit.channel.ChannelContractTest;
import io.gnomon.platform.testkit.channel.TestNotification;
import io.gnomon.platform.testkit.http.LoopbackServer;
import io.gnomon.platform.testkit.http.LoopbackServer.Answer;
import io.gnomon.platform.testkit.http.PlainHttpClients;
import io.gnomon.spi.channel.Channel;
import io.gnomon.spi.channel.ChannelFactory;
import io.gnomon.spi.channel.Delivery;
import io.gnomon.spi.channel.DeliveryRefused;
import io.gnomon.spi.common.HttpCaller;
import io.gnomon.spi.common.HttpSettings;
import io.gnomon.spi.common.Secret;
import io.gnomon.spi.settings.SettingsException;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

final class WebhookTest extends ChannelContractTest<WebhookSettings> {
    @TempDir Path folder;

    private final LoopbackServer server =
            new LoopbackServer(asked ->
                    switch (asked.uri().getPath()) {
                        case "/taken" -> Answer.text(200, "");
                        case "/busy" -> Answer.text(429, "slow down");
                        case "/broken" -> Answer.text(503, "later");
                        default -> Answer.text(404, "no such hook");
                    });

    @AfterEach
    void stop() {
        server.close();
    }

    private static WebhookSettings settings(
            @Nullable URI url, @Nullable Path urlFile, int maxAlerts) {
        return new WebhookSettings(
                true,
                url == null ? null : new Secret(url.toString()),
                urlFile == null ? null : urlFile.toString(),
                HttpSettings.PLAIN,
                maxAlerts,
                Duration.ZERO,
                null);
    }

    @Override
    protected ChannelFactory<WebhookSettings> factory() {
        return new WebhookFactory(new PlainHttpClients());
    }

    @Override
    protected WebhookSettings accepting() {
        return settings(server.uri("/taken"), null, 0);
    }

    @Override
    protected WebhookSettings failing() {
        return settings(server.uri("/broken"), null, 0);
    }

    @Override
    protected WebhookSettings refusing() {
        return settings(server.uri("/gone"), null, 0);
    }

    @Override
    protected WebhookSettings unreachable() {
        return settings(LoopbackServer.nobody(), null, 0);
    }

    @Override
    protected int received() {
        return server.asked().size();
    }

    private Delivery send(WebhookSettings settings, TestNotification notification)
            throws Exception {
        try (Channel channel = factory().create(settings)) {
            return channel.send(notification);
        }
    }

    @Test
    void theMessageIsThatOfAlertmanager() throws Exception {
        Delivery _ = send(accepting(), TestNotification.twoAlerts());
        LoopbackServer.Asked asked = server.asked().get(0);
        assertEquals("POST", asked.method());
        assertEquals("application/json", asked.headers().get("Content-type"));
        assertEquals(golden("message.json"), asked.body());
    }

    @Test
    void alertsBeyondTheLimitAreCounted() throws Exception {
        Delivery _ = send(settings(server.uri("/taken"), null, 2), TestNotification.twoAlerts());
        assertEquals(golden("message.json"), server.asked().get(0).body());
        Delivery _ = send(settings(server.uri("/taken"), null, 1), TestNotification.twoAlerts());
        assertEquals(golden("message-truncated.json"), server.asked().get(1).body());
    }

    @Test
    void timesHaveNoMoreDigitsThanNeeded() throws Exception {
        TestNotification notification = TestNotification.twoAlerts();
        Alert alert = notification.alerts().get(0);
        Alert precise =
                new Alert(
                        alert.labels(),
                        alert.annotations(),
                        Instant.parse("2026-01-02T00:00:00.120003400Z"),
                        Instant.parse("2026-01-02T00:00:01Z"),
                        "");
        Delivery _ = send(accepting(), notification.withAlerts(List.of(precise)));
        String json = server.asked().get(0).body();
        assertEquals(
                "\"startsAt\":\"2026-01-02T00:00:00.1200034Z\",\"endsAt\":\"2026-01-02T00:00:01Z\"",
                json.substring(json.indexOf("\"startsAt"), json.indexOf(",\"generatorURL")));
    }

    private WebhookSettings bound(String yaml) throws SettingsException {
        RecordBinder binder = new RecordBinder();
        return binder.bind(binder.parseYaml("a.yml", yaml), WebhookSettings.class);
    }

    /**
     * The payload and its outcome in Alertmanager 0.33, but for "generatorURL": see decision 0133.
     */
    @Test
    void thePayloadMayBeTheUsersOwn() throws Exception {
        String yaml =
                """
                url: %s
                payload:
                  summary: '{{ .CommonLabels.alertname }}'
                  n: 1
                  b: true
                  f: 1.50
                  num: '{{ len .Alerts }}'
                  list: ['{{ .Status }}', 2]
                  yaml: 'a: {{ .Status }}'
                  all: '{{ .Alerts | toJson }}'
                  '{{ .Status }}-k': x
                  q: "<&>"
                  nothing: null
                  time: 2020-01-01
                """
                        .formatted(server.uri("/taken"));
        Map<String, String> texts =
                Map.of(
                        ".CommonLabels.alertname", "DiskFull",
                        "len .Alerts", "2",
                        ".Status", "firing",
                        ".Alerts | toJson",
                                "[{\"summary\":\"a: {{ b }}\",\"url\":\"\",\"n\":0x10}]");
        Delivery _ = send(bound(yaml), TestNotification.twoAlerts().withTexts(texts));
        assertEquals(
                "{\"summary\":\"DiskFull\",\"n\":1,\"b\":true,\"f\":1.5,\"num\":2,"
                    + "\"list\":[\"firing\",2],\"yaml\":{\"a\":\"firing\"},\"all\":[{\"summary\":\"a:"
                    + " {{ b }}\",\"url\":\"\",\"n\":16}],"
                    + "\"firing-k\":\"x\",\"q\":\"<&>\",\"nothing\":null,\"time\":\"2020-01-01\"}",
                server.asked().get(0).body());
    }

    @Test
    void thePayloadMayBeOneText() throws Exception {
        TestNotification notification =
                TestNotification.twoAlerts().withTexts(Map.of(".Status", "firing"));
        String url = "url: " + server.uri("/taken") + "\npayload: ";
        Delivery _ = send(bound(url + "'{{ .Status }} text'"), notification);
        Delivery _ = send(bound(url + "'{\"s\": \"{{ .Status }}\"}'"), notification);
        assertEquals("\"firing text\"", server.asked().get(0).body());
        assertEquals("{\"s\":\"firing\"}", server.asked().get(1).body());
    }

    @Test
    void theUrlIsATemplate() throws Exception {
        String yaml = "url: " + server.uri("/taken") + "?job={{ .CommonLabels.job }}";
        TestNotification notification =
                TestNotification.twoAlerts().withTexts(Map.of(".CommonLabels.job", "my job"));
        assertInstanceOf(Delivery.Delivered.class, send(bound(yaml), notification));
        assertEquals("job=my%20job", server.asked().get(0).uri().getRawQuery());
        DeliveryRefused refused =
                assertThrows(
                        DeliveryRefused.class,
                        () -> send(bound(yaml), TestNotification.twoAlerts()));
        assertEquals("the template in url cannot be run", refused.getMessage());
    }

    @Test
    void itsOwnTimeoutEndsTheWait() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        try (LoopbackServer silent =
                new LoopbackServer(_ -> {
                    try {
                        boolean _ = asked.await(20, TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return Answer.text(200, "");
                })) {
            String yaml = "url: " + silent.uri("/") + "\ntimeout: 50ms";
            IOException late =
                    assertThrows(
                            IOException.class,
                            () -> send(bound(yaml), TestNotification.twoAlerts()));
            assertEquals("context deadline exceeded", late.getMessage());
        } finally {
            asked.countDown();
        }
    }

    @Test
    void theReasonTellsWhatTheReceiverSaid() throws Exception {
        TestNotification notification = TestNotification.twoAlerts();
        assertEquals(
                new Delivery.Refused("unexpected status code 404: no such hook"),
                send(refusing(), notification));
        assertEquals(
                new Delivery.Retry("unexpected status code 429: slow down"),
                send(settings(server.uri("/busy"), null, 0), notification));
    }

    @Test
    void aFailureDoesNotShowTheUrl() throws Exception {
        WebhookFactory failing = new WebhookFactory((settings, signing) -> new NamingCaller());
        try (Channel channel = failing.create(accepting())) {
            IOException reset =
                    assertThrows(
                            IOException.class, () -> channel.send(TestNotification.twoAlerts()));
            assertEquals("Post \"<redacted>\": connection reset", reset.getMessage());
            assertNull(reset.getCause());
        }
    }

    /** Fails with the URL in its message. */
    private record NamingCaller() implements HttpCaller {
        @Override
        public Response send(Request request) throws IOException {
            throw new IOException("Post \"" + request.uri() + "\": connection reset");
        }

        @Override
        public void close() {}
    }

    @Test
    void theUrlMayBeInAFileThatChanges() throws Exception {
        Path file = folder.resolve("url");
        Files.writeString(file, server.uri("/gone") + "\n");
        try (Channel channel = factory().create(settings(null, file, 0))) {
            assertInstanceOf(Delivery.Refused.class, channel.send(TestNotification.twoAlerts()));
            Files.writeString(file, server.uri("/taken") + "\n");
            assertInstanceOf(Delivery.Delivered.class, channel.send(TestNotification.twoAlerts()));
            Files.delete(file);
            IOException gone =
                    assertThrows(
                            IOException.class, () -> channel.send(TestNotification.twoAlerts()));
            assertTrue(gone.toString().contains("cannot read url_file " + file), gone.toString());
        }
    }

    @Test
    void settingsThatContradictThemselvesAreRefused() {
        assertEquals(
                "java.lang.IllegalArgumentException: one of url or url_file must be configured",
                assertThrows(IllegalArgumentException.class, () -> settings(null, null, 0))
                        .toString());
        assertThrows(
                IllegalArgumentException.class,
                () -> settings(server.uri("/taken"), folder.resolve("url"), 0));
        String secret =
                assertThrows(
                                IllegalArgumentException.class,
                                () -> settings(URI.create("ftp://h/token123"), null, 0))
                        .toString();
        assertFalse(secret.contains("token123"), secret);
    }

    private static String golden(String name) {
        try (var in = WebhookTest.class.getResourceAsStream("/" + name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing");
            }
            return new String(in.readAllBytes(), UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
