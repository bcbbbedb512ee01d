package io.gnomon.exporters.node.internal.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpServer;

import io.gnomon.exporters.node.internal.host.Metrics;
import io.gnomon.model.labels.Labels;
import io.gnomon.platform.testkit.exporter.RecordedMetrics;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;

class SupervisordCollectorTest {
    private HttpServer server;
    private String asked = "";
    private String answer = "";
    private int status = 200;

    @BeforeEach
    void serve() throws IOException {
        InetAddress here = InetAddress.getLoopbackAddress();
        server = HttpServer.create(new InetSocketAddress(here, 0), 0);
        server.createContext(
                "/RPC2",
                exchange -> {
                    asked =
                            new String(
                                    exchange.getRequestBody().readAllBytes(),
                                    StandardCharsets.UTF_8);
                    byte[] body = answer.getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(status, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/RPC2";
    }

    private RecordedMetrics collect() throws IOException {
        Metrics metrics = new Metrics();
        new SupervisordCollector(url()).collect(metrics);
        RecordedMetrics recorded = new RecordedMetrics();
        metrics.drainTo(recorded);
        return recorded;
    }

    private static String process(String name, int state, int start, int exit) {
        return "<value><struct>"
                + member("name", "string", name)
                + member("group", "string", "shop")
                + member("start", "int", start)
                + member("state", "int", state)
                + member("exitstatus", "int", exit)
                + member("description", "string", "pid 3, &lt;up&gt;")
                + "</struct></value>";
    }

    private static String member(String name, String type, Object value) {
        return "<member><name>%s</name><value><%s>%s</%s></value></member>"
                .formatted(name, type, value, type);
    }

    private static String response(String... values) {
        return "<?xml version='1.0'?><methodResponse><params><param><value><array><data>"
                + String.join("", values)
                + "</data></array></value></param></params></methodResponse>";
    }

    private static Labels series(String name, String process) {
        return Labels.of("__name__", "node_supervisord_" + name, "group", "shop", "name", process);
    }

    @Test
    void statesOfProcesses() throws IOException {
        answer = response(process("web", 20, 1_700_000_000, 0), process("batch", 100, 5, 3));
        assertEquals(
                Map.of(
                        series("up", "web"), 1.0,
                        series("state", "web"), 20.0,
                        series("exit_status", "web"), 0.0,
                        series("start_time_seconds", "web"), 1.7e9,
                        series("up", "batch"), 0.0,
                        series("state", "batch"), 100.0,
                        series("exit_status", "batch"), 3.0),
                collect().samples());
        assertEquals(
                "<?xml version=\"1.0\"?><methodCall><methodName>supervisor.getAllProcessInfo"
                        + "</methodName></methodCall>",
                asked);
    }

    @Test
    void refusalsAndNonsenseAreOneSentence() {
        answer =
                "<methodResponse><fault><value><struct>"
                        + member("faultCode", "int", 1)
                        + member("faultString", "string", "UNKNOWN_METHOD")
                        + "</struct></value></fault></methodResponse>";
        assertEquals(url() + " answers: UNKNOWN_METHOD", message());
        status = 401;
        assertEquals(url() + " answers with HTTP status 401", message());
        var e =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> new SupervisordCollector("unix:///run/supervisor.sock"));
        assertEquals(
                "collector.supervisord.url: \"unix:///run/supervisor.sock\" does not begin with"
                        + " http://",
                e.getMessage());
    }

    @Test
    void documentsThatBringDeclarationsAreRefused() {
        answer = "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><x>&a;</x>";
        assertEquals(true, message().startsWith(url() + " does not answer in XML: "));
    }

    private String message() {
        return String.valueOf(assertThrows(IOException.class, this::collect).getMessage());
    }
}
