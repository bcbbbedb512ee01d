package io.gnomon.discovery.registries.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.labels.Labels;
import io.gnomon.platform.testkit.PeerData;
import io.gnomon.platform.testkit.discovery.DiscoveryContractTest;
import io.gnomon.platform.testkit.http.LoopbackServer;
import io.gnomon.platform.testkit.http.LoopbackServer.Answer;
import io.gnomon.platform.testkit.http.PlainHttpClients;
import io.gnomon.spi.discovery.Discovery;
import io.gnomon.spi.discovery.DiscoveryFactory;
import io.gnomon.spi.discovery.TargetGroup;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;

class HttpSdTest extends DiscoveryContractTest<HttpSd.Settings> {
    private volatile Answer answer = Answer.json(200, "[{\"targets\": [\"h:1\"]}]");
    private final LoopbackServer server = new LoopbackServer(asked -> answer);

    @AfterEach
    void stop() {
        server.close();
    }

    @Override
    protected DiscoveryFactory<HttpSd.Settings> factory() {
        return new HttpSd(new PlainHttpClients());
    }

    @Override
    protected HttpSd.Settings settings() throws Exception {
        return Registries.ASK.settings(
                factory(), "{url: '%s', refresh_interval: 1500ms}".formatted(server.uri("/sd")));
    }

    @Override
    protected void change() {
        answer = Answer.json(200, "[{\"targets\": [\"h:1\", \"h:2\"]}]");
    }

    @Override
    protected void breakIt() {
        answer = Answer.text(503, "not now");
    }

    @Test
    void readsThePeersList() throws Exception {
        String list = Files.readString(PeerData.folder("discovery/http/http_sd.good.json"));
        answer =
                new Answer(
                        200,
                        "application/json; charset=utf-8",
                        list.getBytes(StandardCharsets.UTF_8));
        String url = server.uri("/sd").toString();
        try (Discovery discovery = factory().create(settings())) {
            assertEquals(
                    new Discovery.Found(
                            List.of(
                                    new TargetGroup(
                                            url + ":0",
                                            List.of(Labels.of("__address__", "127.0.0.1:9090")),
                                            Labels.of(
                                                    "__meta_datacenter",
                                                    "bru1",
                                                    "__meta_url",
                                                    url))),
                            Duration.ofMillis(1500)),
                    discovery.refresh());
        }
        assertEquals(
                "1.5",
                server.asked().get(0).headers().get("X-prometheus-refresh-interval-seconds"));
    }

    @Test
    void aPasswordInTheUrlIsShownNowhere() throws Exception {
        String url = server.uri("/sd").toString().replace("://", "://ann:p%40w@");
        String shown = server.uri("/sd").toString().replace("://", "://ann:xxxxx@");
        HttpSd.Settings settings =
                new HttpSd.Settings(url, Duration.ofSeconds(1), settings().http());
        answer = Answer.json(200, "[{\"targets\": [\"a:1\"]}]");
        try (Discovery discovery = factory().create(settings)) {
            TargetGroup group = discovery.refresh().groups().getFirst();
            assertEquals(Labels.of("__meta_url", shown), group.labels());
            assertEquals(shown + ":0", group.source());
            answer = Answer.text(401, "no");
            IOException no = assertThrows(IOException.class, discovery::refresh);
            assertEquals("server returned HTTP status 401  for " + shown + ": no", no.getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[null]",
                "[1]",
                "[{\"targets\": [1]}]",
                "[{\"labels\": {\"a\": 1}}]",
                "[{\"target\": []}]",
                "[{\"targets\": [}]"
            })
    void refusesOtherLists(String list) throws Exception {
        answer = Answer.json(200, list);
        try (Discovery discovery = factory().create(settings())) {
            assertThrows(IOException.class, discovery::refresh);
        }
    }

    @Test
    void saysWhatTheServerSaid() throws Exception {
        try (Discovery discovery = factory().create(settings())) {
            answer = Answer.text(503, "not  now\n");
            Exception e = assertThrows(IOException.class, discovery::refresh);
            assertTrue(
                    String.valueOf(e.getMessage())
                            .matches("server returned HTTP status 503 .*/sd: not now"),
                    e.getMessage());
            answer = Answer.text(200, "[]");
            e = assertThrows(IOException.class, discovery::refresh);
            assertEquals("unsupported content type \"text/plain\"", e.getMessage());
        }
    }
}
