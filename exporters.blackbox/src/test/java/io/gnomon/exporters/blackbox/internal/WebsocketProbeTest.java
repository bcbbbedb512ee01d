package io.gnomon.exporters.blackbox.internal;

import static io.gnomon.exporters.blackbox.internal.Exporters.succeeded;
import static io.gnomon.exporters.blackbox.internal.Exporters.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.gnomon.platform.testkit.exporter.RecordedMetrics;
import io.gnomon.platform.testkit.http.ServerKey;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import javax.net.ssl.SSLSocket;

/** WebSockets, against servers on loopback that speak RFC 6455 by hand. */
@Timeout(60)
class WebsocketProbeTest {
    /** Section 5.7: an unmasked text message "Hello", whole and in two fragments; a ping. */
    private static final String HELLO = "810548656c6c6f";

    private static final String HELLO_IN_TWO = "010348656c" + "890548656c6c6f" + "80026c6f";

    @TempDir Path folder;

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    private static String module(String options) {
        return "modules: {m: {prober: websocket, timeout: 5s, websocket: {preferred_ip_protocol:"
                + " ip4"
                + (options.isEmpty() ? "" : ", " + options)
                + "}}}";
    }

    private RecordedMetrics probe(String options, String target) throws Exception {
        try (Exporters exporters = new Exporters(folder, module(options))) {
            return exporters.probe(target, "m");
        }
    }

    private String log(String options, String target) throws Exception {
        try (Exporters exporters = new Exporters(folder, module(options))) {
            return exporters.debug(target, "m");
        }
    }

    /** Head of the request; the queue has it too. */
    private String head(Socket socket) throws IOException {
        StringBuilder head = new StringBuilder();
        InputStream in = socket.getInputStream();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.read());
        }
        heard.add(head.toString());
        return head.toString();
    }

    private void upgrade(Socket socket) throws Exception {
        String key = head(socket).replaceAll("(?s).*Sec-WebSocket-Key: (\\S+).*", "$1");
        byte[] hash =
                MessageDigest.getInstance("SHA-1")
                        .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(UTF_8));
        say(
                socket,
                "HTTP/1.1 101 Switching Protocols\r\nupgrade: WebSocket\r\nconnection: Upgrade\r\n"
                        + "Sec-WebSocket-Accept: "
                        + Base64.getEncoder().encodeToString(hash)
                        + "\r\n\r\n");
    }

    private static void say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    }

    private static void frames(Socket socket, String hex) throws IOException {
        socket.getOutputStream().write(HexFormat.of().parseHex(hex));
    }

    /** The first byte of a client's frame and its payload, unmasked. */
    private static String frame(Socket socket) throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        int kind = in.readUnsignedByte();
        int length = in.readUnsignedByte();
        assertTrue(length > 0x80, "a client masks what it sends");
        byte[] mask = in.readNBytes(4);
        byte[] payload = in.readNBytes(length & 0x7F);
        for (int i = 0; i < payload.length; i++) {
            payload[i] ^= mask[i % 4];
        }
        return Integer.toHexString(kind) + " " + new String(payload, ISO_8859_1);
    }

    @Test
    void upgradesAndTalks() throws Exception {
        ScriptedServer.Script script =
                socket -> {
                    upgrade(socket);
                    frames(socket, HELLO_IN_TWO);
                    heard.add(frame(socket));
                    heard.add(frame(socket));
                    frames(socket, HELLO);
                    heard.add(frame(socket));
                };
        String options =
                """
                headers: {X-Some: thing}, http_config: {basic_auth: {username: u, password: p}},
                query_response: [{expect: '^(H)el', send: 'to ${1}'}, {expect: lo$}]
                """;
        try (ScriptedServer server = new ScriptedServer(script)) {
            RecordedMetrics found = probe(options, "ws://" + server.address() + "/a?b=c");
            String head = heard.take();
            assertTrue(head.startsWith("GET /a?b=c HTTP/1.1\r\nHost: " + server.address()), head);
            assertTrue(head.contains("\r\nX-Some: thing\r\n"), head);
            assertTrue(
                    head.toLowerCase(Locale.ROOT).contains("\r\nauthorization: basic dtpw\r\n"),
                    head);
            assertEquals("8a Hello", heard.take(), "the ping is answered");
            assertEquals("81 to H", heard.take());
            assertEquals("88 \u0003\u00e8", heard.take(), "it ends in order");
            assertTrue(succeeded(found));
            assertEquals(101, value(found, "probe_websocket_status_code"));
            assertEquals(1, value(found, "probe_websocket_connection_upgraded"));
            assertEquals(0, value(found, "probe_websocket_failed_due_to_regex"));
            assertEquals(4, value(found, "probe_ip_protocol"));
            for (String phase : new String[] {"connect", "processing", "transfer"}) {
                assertTrue(value(found, "probe_websocket_duration_seconds", "phase", phase) > 0);
            }
            assertEquals(0, value(found, "probe_websocket_duration_seconds", "phase", "tls"));
        }
    }

    @Test
    void aMessageThatDoesNotMatchFails() throws Exception {
        ScriptedServer.Script script =
                socket -> {
                    upgrade(socket);
                    frames(socket, HELLO);
                    frame(socket);
                };
        try (ScriptedServer server = new ScriptedServer(script)) {
            RecordedMetrics found =
                    probe("query_response: [{expect: bye}]", "ws://" + server.address());
            assertFalse(succeeded(found));
            assertEquals(1, value(found, "probe_websocket_connection_upgraded"));
            assertEquals(1, value(found, "probe_websocket_failed_due_to_regex"));
        }
    }

    @Test
    void goesOverTls() throws Exception {
        ServerKey key = ServerKey.in(folder);
        ScriptedServer.Script script =
                plain -> {
                    SSLSocket socket =
                            (SSLSocket)
                                    key.context()
                                            .getSocketFactory()
                                            .createSocket(plain, null, true);
                    socket.setUseClientMode(false);
                    upgrade(socket);
                    frame(socket);
                };
        try (ScriptedServer server = new ScriptedServer(script)) {
            String target = "wss://localhost:" + server.port();
            RecordedMetrics found =
                    probe("http_config: {tls_config: {insecure_skip_verify: true}}", target);
            assertTrue(succeeded(found));
            assertTrue(value(found, "probe_websocket_duration_seconds", "phase", "tls") > 0);
            assertTrue(value(found, "probe_ssl_earliest_cert_expiry") > 0);
            assertFalse(succeeded(probe("", target)));
            String log = log("", target);
            assertTrue(log.contains("tls: failed to verify certificate"), log);
        }
    }

    @Test
    void saysWhatAServerDoesInstead() throws Exception {
        ScriptedServer.Script forbidden =
                socket -> {
                    head(socket);
                    say(socket, "HTTP/1.1 403 Forbidden\r\n\r\n");
                };
        Map<String, ScriptedServer.Script> says =
                Map.of(
                        "the server answered with status 403",
                        forbidden,
                        "the answer is not one of HTTP/1.1: SSH-2.0",
                        socket -> say(socket, "SSH-2.0\r\n\r\n"),
                        "the server's answer is none to an upgrade",
                        socket -> say(socket, "HTTP/1.1 101 Yes\r\nUpgrade: websocket\r\n\r\n"),
                        "the server ended the connection",
                        this::head,
                        "close 1008 no",
                        socket -> {
                            upgrade(socket);
                            frames(socket, "880403f06e6f");
                            frame(socket);
                        },
                        "a message is longer than",
                        socket -> {
                            upgrade(socket);
                            frames(socket, "817f00000000ffffffff");
                            frame(socket);
                        });
        for (Map.Entry<String, ScriptedServer.Script> each : says.entrySet()) {
            try (ScriptedServer server = new ScriptedServer(each.getValue())) {
                String log = log("query_response: [{expect: a}]", "ws://" + server.address());
                assertTrue(log.contains(each.getKey()), log);
                assertTrue(log.contains("\nprobe_success 0\n"), log);
            }
        }
        try (ScriptedServer server = new ScriptedServer(forbidden)) {
            RecordedMetrics found = probe("", "ws://" + server.address());
            assertEquals(403, value(found, "probe_websocket_status_code"));
            assertEquals(0, value(found, "probe_websocket_connection_upgraded"));
        }
        String log = log("", "http://localhost/");
        assertTrue(log.contains("is no URL that begins with ws:// or wss://"), log);
    }

    @Test
    void aServerThatSaysNothingEndsAtTheDeadline() throws Exception {
        for (ScriptedServer.Script script :
                new ScriptedServer.Script[] {
                    socket -> socket.getInputStream().readAllBytes(),
                    socket -> {
                        upgrade(socket);
                        socket.getInputStream().readAllBytes();
                    }
                }) {
            try (ScriptedServer server = new ScriptedServer(script);
                    Exporters exporters =
                            new Exporters(
                                    folder,
                                    module("query_response: [{expect: a}]")
                                            .replace("5s", "300ms"))) {
                String log = exporters.debug("ws://" + server.address(), "m");
                assertTrue(log.contains("i/o timeout"), log);
            }
        }
    }
}
