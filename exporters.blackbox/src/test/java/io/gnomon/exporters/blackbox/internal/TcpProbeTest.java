package io.gnomon.exporters.blackbox.internal;

import static io.gnomon.exporters.blackbox.internal.Exporters.succeeded;
import static io.gnomon.exporters.blackbox.internal.Exporters.value;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gnomon.platform.testkit.exporter.RecordedMetrics;
import io.gnomon.platform.testkit.http.ServerKey;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** TCP and sockets of the host, against servers on loopback. */
class TcpProbeTest {
    @TempDir Path folder;

    private static String module(String options) {
        return "modules: {m: {prober: tcp, timeout: 5s, tcp: {preferred_ip_protocol: ip4"
                + (options.isEmpty() ? "" : ", " + options)
                + "}}}";
    }

    private RecordedMetrics probe(String options, String target) throws Exception {
        try (Exporters exporters = new Exporters(folder, module(options))) {
            return exporters.probe(target, "m");
        }
    }

    private static void say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(UTF_8));
    }

    private static BufferedReader lines(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
    }

    private static SSLSocket secure(SSLContext context, Socket socket) throws IOException {
        SSLSocket secured =
                (SSLSocket) context.getSocketFactory().createSocket(socket, null, false);
        secured.setUseClientMode(false);
        secured.startHandshake();
        return secured;
    }

    @Test
    void connects() throws Exception {
        try (ScriptedServer server = new ScriptedServer(s -> s.getInputStream().read())) {
            assertTrue(succeeded(probe("", server.address())));
        }
        // A port that is taken and not listened on: nobody else can come to listen there.
        try (Socket taken = new Socket();
                Exporters exporters = new Exporters(folder, module(""))) {
            taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            String nobody = "127.0.0.1:" + taken.getLocalPort();
            assertFalse(succeeded(probe("", nobody)));
            String log = exporters.debug(nobody, "m");
            assertTrue(log.contains("connect: connection refused"), log);
        }
    }

    @Test
    void holdsADialogueWithWhatWasSaid() throws Exception {
        CompletableFuture<String> heard = new CompletableFuture<>();
        ScriptedServer.Script script =
                socket -> {
                    say(socket, "hello\r\nSSH-2.0-Server_1 comment\r\n");
                    heard.complete(lines(socket).readLine());
                    socket.getInputStream().read();
                };
        String steps =
                """
                query_response: [{expect: '^SSH-2.0-([^ -]+)(?: (.*))?$', send: 'hi ${1}',
                  labels: [{name: version, value: '${1}'}, {name: comments, value: '$2'}]}]
                """;
        try (ScriptedServer server = new ScriptedServer(script)) {
            RecordedMetrics found = probe(steps, server.address());
            assertTrue(succeeded(found));
            assertEquals("hi Server_1", heard.get());
            assertEquals(
                    1,
                    value(
                            found,
                            "probe_expect_info",
                            "version",
                            "Server_1",
                            "comments",
                            "comment"));
            assertEquals(0, value(found, "probe_failed_due_to_regex"));
        }
    }

    @Test
    void saysWhatWasNotSaid() throws Exception {
        try (ScriptedServer server = new ScriptedServer(s -> say(s, "no\n"))) {
            RecordedMetrics found = probe("query_response: [{expect: '^yes'}]", server.address());
            assertFalse(succeeded(found));
            assertEquals(1, value(found, "probe_failed_due_to_regex"));
        }
    }

    @Test
    void comparesAndSendsBytes() throws Exception {
        CompletableFuture<byte[]> heard = new CompletableFuture<>();
        ScriptedServer.Script script =
                socket -> {
                    heard.complete(socket.getInputStream().readNBytes(9));
                    say(socket, "SN");
                    socket.getInputStream().read();
                };
        String send = "{send: !!binary AAAACATSFi8=}";
        try (ScriptedServer server = new ScriptedServer(script)) {
            RecordedMetrics found =
                    probe("query_response: [" + send + ", {expect_bytes: S}]", server.address());
            assertTrue(succeeded(found));
            assertArrayEquals(
                    new byte[] {0, 0, 0, 8, 4, (byte) 0xD2, 0x16, 0x2F, '\n'}, heard.get());
            RecordedMetrics other =
                    probe("query_response: [" + send + ", {expect_bytes: N}]", server.address());
            assertFalse(succeeded(other));
            assertEquals(1, value(other, "probe_failed_due_to_bytes"));
        }
    }

    @Test
    void goesOnOverTlsWhenSmtpSaysSo() throws Exception {
        ServerKey key = ServerKey.in(folder);
        SSLContext context = key.context();
        ScriptedServer.Script script =
                socket -> {
                    BufferedReader plain = lines(socket);
                    say(socket, "220 mail.test ESMTP x\r\n");
                    plain.readLine();
                    say(socket, "250-mail.test\r\n250-STARTTLS\r\n");
                    plain.readLine();
                    say(socket, "220 go ahead\r\n");
                    SSLSocket secured = secure(context, socket);
                    lines(secured).readLine();
                    say(secured, "250-AUTH LOGIN\r\n");
                    secured.getInputStream().read();
                };
        String steps =
                """
                tls_config: {ca_file: %s}, query_response: [
                  {expect: '^220 ([^ ]+) ESMTP (.+)$'}, {send: "EHLO prober\\r"},
                  {expect: '^250-STARTTLS'}, {send: "STARTTLS\\r"}, {expect: '^220'},
                  {starttls: true}, {send: "EHLO prober\\r"}, {expect: '^250-AUTH'},
                  {send: "QUIT\\r"}]
                """
                        .formatted(key.certificate(folder).getFileName());
        try (ScriptedServer server = new ScriptedServer(script)) {
            RecordedMetrics found = probe(steps, server.address());
            assertTrue(succeeded(found));
            assertEquals(1, value(found, "probe_tls_version_info", "version", "TLS 1.3"));
            assertTrue(value(found, "probe_ssl_earliest_cert_expiry") > 1e9);
        }
    }

    @Test
    void checksTheCertificate() throws Exception {
        SSLContext context = ServerKey.in(folder).context();
        ScriptedServer.Script script = socket -> secure(context, socket).getInputStream().read();
        try (ScriptedServer server = new ScriptedServer(script)) {
            assertTrue(
                    succeeded(
                            probe(
                                    "tls: true, tls_config: {insecure_skip_verify: true}",
                                    server.address())));
            try (Exporters exporters = new Exporters(folder, module("tls: true"))) {
                String log = exporters.debug(server.address(), "m");
                assertTrue(log.contains("tls: failed to verify certificate"), log);
            }
        }
    }

    @Test
    void talksToSocketsOfTheHost() throws Exception {
        Path path = folder.resolve("s.sock");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(path));
            Thread.ofVirtual().start(() -> pong(server));
            try (Exporters exporters =
                    new Exporters(
                            folder,
                            "modules: {m: {prober: unix, unix: {query_response: [{send: PING},"
                                    + " {expect: PONG}]}}}")) {
                assertTrue(succeeded(exporters.probe(path.toString(), "m")));
                assertFalse(succeeded(exporters.probe(path + "x", "m")));
            }
        }
    }

    private static void pong(ServerSocketChannel server) {
        try (SocketChannel client = server.accept()) {
            client.read(ByteBuffer.allocate(5));
            client.write(ByteBuffer.wrap("PONG\n".getBytes(UTF_8)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void goesOverTlsOnSocketsOfTheHost() throws Exception {
        Path path = folder.resolve("s.sock");
        SSLContext context = ServerKey.in(folder).context();
        ScriptedServer.Script script =
                socket -> {
                    SSLSocket secured = secure(context, socket);
                    lines(secured).readLine();
                    say(secured, "PONG\n");
                    secured.getInputStream().read();
                };
        String module =
                "modules: {m: {prober: unix, timeout: 5s, unix: {tls: true, tls_config: {%s},"
                        + " query_response: [{send: PING}, {expect: PONG}]}}}";
        try (ScriptedServer behind = new ScriptedServer(script);
                ServerSocketChannel server =
                        ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(path));
            Thread.ofVirtual().start(() -> relay(server, behind.port()));
            try (Exporters exporters =
                    new Exporters(folder, module.formatted("insecure_skip_verify: true"))) {
                RecordedMetrics found = exporters.probe(path.toString(), "m");
                assertTrue(succeeded(found));
                assertEquals(1, value(found, "probe_tls_version_info", "version", "TLS 1.3"));
            }
            try (Exporters exporters = new Exporters(folder, module.formatted(""))) {
                String log = exporters.debug(path.toString(), "m");
                assertTrue(log.contains("either server_name or insecure_skip_verify"), log);
            }
            try (Exporters exporters =
                    new Exporters(folder, module.formatted("server_name: localhost"))) {
                String log = exporters.debug(path.toString(), "m");
                assertTrue(log.contains("tls: failed to verify certificate"), log);
            }
        }
    }

    /** Connects each client to a server on loopback, until the socket is closed. */
    private static void relay(ServerSocketChannel server, int port) {
        try {
            while (true) {
                SocketChannel client = server.accept();
                Socket behind = new Socket(InetAddress.getLoopbackAddress(), port);
                copy(Channels.newInputStream(client), behind.getOutputStream());
                copy(behind.getInputStream(), Channels.newOutputStream(client));
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    private static void copy(InputStream from, OutputStream to) {
        Thread.ofVirtual()
                .start(() -> {
                    try (from;
                            to) {
                        from.transferTo(to);
                    } catch (IOException e) {
                        // The other side has gone.
                    }
                });
    }
}
