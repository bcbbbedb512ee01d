package io.gnomon.exporters.node.internal.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;

import io.gnomon.exporters.node.internal.host.Metrics;
import io.gnomon.model.labels.Labels;
import io.gnomon.platform.testkit.exporter.RecordedMetrics;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.FutureTask;

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
        return collect(url());
    }

    private static RecordedMetrics collect(String url) throws IOException {
        Metrics metrics = new Metrics();
        new SupervisordCollector(url).collect(metrics);
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
        assertEquals(
                "collector.supervisord.url: \"ftp://h/RPC2\" does not begin with http:// or"
                        + " unix://",
                refusal("ftp://h/RPC2"));
        assertEquals(
                "collector.supervisord.url: \"unix://\" is no URL: Expected authority",
                refusal("unix://"));
        assertEquals(
                "collector.supervisord.url: \"unix://run\" lacks the socket's path",
                refusal("unix://run"));
    }

    private static String refusal(String url) {
        return String.valueOf(
                assertThrows(IllegalArgumentException.class, () -> new SupervisordCollector(url))
                        .getMessage());
    }

    /** As supervisord's own HTTP server does, this one closes the connection behind its answer. */
    @Test
    void socketsOfThisHost(@TempDir Path folder) throws Exception {
        Path socket = folder.resolve("supervisor.sock");
        String url = "unix://" + socket;
        String body = response(process("web", 20, 1_700_000_000, 0));
        try (ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            listener.bind(UnixDomainSocketAddress.of(socket));
            FutureTask<String> request = new FutureTask<>(() -> answer(listener, "200 OK", body));
            Thread.ofPlatform().start(request);
            assertEquals(20.0, collect(url).samples().get(series("state", "web")));
            String asked = request.get();
            assertEquals("POST /RPC2 HTTP/1.0", asked.lines().findFirst().orElse(""));
            assertTrue(asked.endsWith("supervisor.getAllProcessInfo</methodName></methodCall>"));
            Thread.ofPlatform()
                    .start(new FutureTask<>(() -> answer(listener, "401 Unauthorized", "")));
            var e = assertThrows(IOException.class, () -> collect(url));
            assertEquals(url + ": it answers with \"HTTP/1.0 401 Unauthorized\"", e.getMessage());
        }
        assertThrows(IOException.class, () -> collect("unix://" + folder.resolve("other.sock")));
    }

    /** The request. */
    private static String answer(ServerSocketChannel listener, String status, String body)
            throws IOException {
        try (SocketChannel client = listener.accept()) {
            ByteBuffer request = ByteBuffer.allocate(10_000);
            String text = "";
            while (!text.endsWith("</methodCall>")) {
                client.read(request);
                text = new String(request.array(), 0, request.position(), StandardCharsets.UTF_8);
            }
            String all = "HTTP/1.0 " + status + "\r\nServer: medusa\r\n\r\n" + body;
            client.write(ByteBuffer.wrap(all.getBytes(StandardCharsets.UTF_8)));
            return text;
        }
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
