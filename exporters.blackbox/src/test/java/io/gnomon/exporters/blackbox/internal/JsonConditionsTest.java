package io.gnomon.exporters.blackbox.internal;

import static io.gnomon.exporters.blackbox.internal.Exporters.succeeded;
import static io.gnomon.exporters.blackbox.internal.Exporters.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.gnomon.platform.testkit.exporter.RecordedMetrics;
import io.gnomon.spi.common.JsonConditions;
import io.gnomon.spi.exporter.RequestRefused;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Path;

/** Conditions on JSON bodies, evaluated by a stand-in: a text that the body has. */
class JsonConditionsTest {
    private static final String ANSWER =
            "HTTP/1.1 200 OK\r\nContent-Length: 13\r\nConnection: close\r\n\r\n{\"foo\":\"bar\"}";

    @TempDir Path folder;
    private ScriptedServer server;

    @BeforeEach
    void start() throws IOException {
        server =
                new ScriptedServer(socket -> {
                    while (socket.getInputStream().read() != '\r'
                            || socket.getInputStream().skip(1) != 1
                            || socket.getInputStream().read() != '\r') {
                        // The head of the request has no line that is empty yet.
                    }
                    socket.getOutputStream().write(ANSWER.getBytes(US_ASCII));
                });
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private static JsonConditions.Condition compile(String expression) {
        if (expression.startsWith("!")) {
            throw new IllegalArgumentException("no expression");
        }
        return json -> {
            if (expression.equals("gone")) {
                throw new IOException("no such key");
            }
            return json.contains(expression);
        };
    }

    private Exporters exporters(String options) throws Exception {
        return new Exporters(
                folder,
                "modules: {m: {prober: http, http: {preferred_ip_protocol: ip4, " + options + "}}}",
                Exporters.factory(JsonConditionsTest::compile));
    }

    @ParameterizedTest
    @CsvSource({
        "fail_if_body_json_matches_cel: bar, 0",
        "fail_if_body_json_matches_cel: qux, 1",
        "fail_if_body_json_matches_cel: gone, 0",
        "fail_if_body_json_not_matches_cel: bar, 1",
        "fail_if_body_json_not_matches_cel: qux, 0",
    })
    void countForTheProbe(String option, int success) throws Exception {
        try (Exporters exporters = exporters(option)) {
            RecordedMetrics found = exporters.probe("http://" + server.address(), "m");
            assertEquals(success, value(found, "probe_success"));
            assertEquals(1 - success, value(found, "probe_failed_due_to_cel"));
            assertEquals(0, value(found, "probe_failed_due_to_regex"));
        }
    }

    @Test
    void aModuleWithoutThemHasNoSuchFamily() throws Exception {
        try (Exporters exporters = exporters("method: GET")) {
            RecordedMetrics found = exporters.probe("http://" + server.address(), "m");
            assertTrue(succeeded(found));
            assertFalse(found.families().containsKey("probe_failed_due_to_cel"));
        }
    }

    @Test
    void whatIsNoExpressionRefusesTheModuleWithItsPlace() throws Exception {
        try (Exporters exporters = exporters("fail_if_body_json_matches_cel: '!'")) {
            String refusal =
                    String.valueOf(
                            assertThrows(RequestRefused.class, () -> exporters.probe("a", "m"))
                                    .getMessage());
            assertTrue(
                    refusal.endsWith(
                            "blackbox.yml:1:11: the module \"m\" is refused:"
                                    + " fail_if_body_json_matches_cel: no expression"),
                    refusal);
        }
    }
}
