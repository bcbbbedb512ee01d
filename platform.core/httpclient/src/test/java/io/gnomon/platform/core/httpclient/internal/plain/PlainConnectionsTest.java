package io.gnomon.platform.core.httpclient.internal.plain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.eclipse.jetty.http.HttpFields;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

@Timeout(30)
final class PlainConnectionsTest {
    /** Ends the connection in a script of answers. */
    private static final String CLOSE = "close";

    /** Waits for the next request without an answer. */
    private static final String SILENT = "silent";

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final AtomicLong clock = new AtomicLong();
    private final AtomicInteger accepted = new AtomicInteger();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final PlainConnections connections =
            new PlainConnections(Thread::startVirtualThread, 1000, clock::get);
    private ServerSocket server;
    private int pieceBytes = Integer.MAX_VALUE;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread.startVirtualThread(this::accept);
    }

    @AfterEach
    void close() throws IOException {
        connections.close();
        server.close();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                accepted.incrementAndGet();
                Thread.startVirtualThread(() -> serve(socket));
            }
        } catch (IOException e) {
            // the test has ended
        }
    }

    /** Each request gets the next answer of the script. */
    private void serve(Socket socket) {
        try (socket) {
            while (true) {
                StringBuilder request = new StringBuilder();
                while (request.indexOf("\r\n\r\n") < 0) {
                    int c = socket.getInputStream().read();
                    if (c < 0) {
                        return;
                    }
                    request.append((char) c);
                }
                requests.add(request.toString());
                String answer = answers.take();
                if (answer.equals(CLOSE)) {
                    return;
                }
                if (!answer.equals(SILENT)) {
                    write(socket.getOutputStream(), answer);
                }
                if (answer.contains("end of connection")) {
                    return;
                }
            }
        } catch (IOException | InterruptedException e) {
            // the client has gone
        }
    }

    private void write(OutputStream out, String answer) throws IOException {
        byte[] bytes = answer.getBytes(StandardCharsets.ISO_8859_1);
        for (int at = 0; at < bytes.length; at += pieceBytes) {
            out.write(bytes, at, Math.min(pieceBytes, bytes.length - at));
            out.flush();
            if (pieceBytes < bytes.length) {
                Thread.onSpinWait();
            }
        }
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + path);
    }

    private PlainConnections.Exchange send(String method, Duration timeout) throws Exception {
        return connections.send(
                method, uri("/m?a=b%20c"), HttpFields.EMPTY, System.nanoTime() + timeout.toNanos());
    }

    private String get() throws Exception {
        return body(send("GET", PATIENCE));
    }

    private static String body(PlainConnections.Exchange exchange) throws IOException {
        try (InputStream in = exchange.body()) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private static String sized(String body) {
        return "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    @Test
    void asksAndKeepsTheConnection() throws Exception {
        answers.add(sized("one"));
        answers.add(sized(""));
        answers.add(sized("three"));
        assertEquals("one", get());
        assertEquals("", get());
        assertEquals("three", get());
        assertEquals(1, accepted.get());
        assertEquals(
                "GET /m?a=b%20c HTTP/1.1\r\nHost: 127.0.0.1:" + server.getLocalPort() + "\r\n\r\n",
                requests.get(0));
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "3", "7", "1000000"})
    void readsChunksHoweverTheyAreCut(int bytes) throws Exception {
        pieceBytes = bytes;
        String answer =
                """
                HTTP/1.1 200 Fine
                X-A: 1
                x-a:2\s
                Transfer-Encoding: chunked

                4
                Wiki
                00A;name="v"
                0123456789
                0
                Trailer: x

                """;
        answers.add(answer.replace("\n", "\r\n"));
        answers.add(sized("next"));
        PlainConnections.Exchange exchange = send("GET", PATIENCE);
        assertEquals(200, exchange.status());
        assertEquals("Fine", exchange.reason());
        assertEquals(List.of("1", "2"), exchange.headers().get("x-a"));
        assertEquals("Wiki0123456789", body(exchange));
        assertEquals("next", get());
        assertEquals(1, accepted.get());
    }

    @Test
    void aLargeBodyComesWhole() throws Exception {
        String body = "0123456789abcdef".repeat(40_000);
        StringBuilder chunked =
                new StringBuilder("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        for (int at = 0; at < body.length(); at += 2048) {
            String chunk = body.substring(at, Math.min(body.length(), at + 2048));
            chunked.append(Integer.toHexString(chunk.length()))
                    .append("\r\n")
                    .append(chunk)
                    .append("\r\n");
        }
        answers.add(chunked.append("0\r\n\r\n").toString());
        answers.add(sized(body));
        assertEquals(body, get());
        assertEquals(body, get());
        assertEquals(1, accepted.get());
    }

    @Test
    void aBodyMayEndWithTheConnection() throws Exception {
        answers.add("HTTP/1.0 200 OK\r\n\r\nuntil the end of connection");
        answers.add(sized("other"));
        assertEquals("until the end of connection", get());
        assertEquals("other", get());
        assertEquals(2, accepted.get());
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP/1.1 200 OK\\nConnection: close\\nContent-Length: 2\\n\\nok",
        "HTTP/1.0 200 OK\\nContent-Length: 2\\n\\nok",
        "HTTP/1.1 200 OK\\nContent-Length: 2\\n\\noktoo much"
    })
    void aConnectionThatIsOfNoMoreUseIsClosed(String answer) throws Exception {
        answers.add(answer.replace("\\n", "\r\n"));
        answers.add(sized("next"));
        assertEquals("ok", get());
        assertEquals(0, connections.size());
        assertEquals("next", get());
    }

    @Test
    void anUnreadBodyClosesItsConnection() throws Exception {
        answers.add(sized("abc"));
        try (InputStream in = send("GET", PATIENCE).body()) {
            assertEquals('a', in.read());
        }
        assertEquals(0, connections.size());
    }

    @Test
    void aConnectionThatTheServerHasClosedIsReplaced() throws Exception {
        answers.add(sized("first"));
        answers.add(CLOSE);
        answers.add(sized("second"));
        assertEquals("first", get());
        assertEquals("second", get());
        assertEquals(2, accepted.get());
    }

    @Test
    void aNewConnectionThatIsClosedIsAFailure() {
        answers.add(CLOSE);
        IOException e = assertThrows(IOException.class, () -> get());
        assertEquals("the server closed the connection", e.getMessage());
        assertEquals(1, accepted.get());
    }

    @Test
    void answersWithoutBodies() throws Exception {
        answers.add("HTTP/1.1 200 OK\r\nContent-Length: 77\r\n\r\n");
        answers.add("HTTP/1.1 103 Early\r\nLink: x\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n");
        answers.add("HTTP/1.1 304 Not Modified\n\n");
        assertEquals("", body(send("HEAD", PATIENCE)));
        PlainConnections.Exchange none = send("GET", PATIENCE);
        assertEquals(204, none.status());
        assertEquals("", body(none));
        assertEquals(304, send("GET", PATIENCE).status());
        assertEquals(1, accepted.get());
    }

    @ParameterizedTest
    @CsvSource({
        "'SMTP hello\\n\\n', 'malformed HTTP response \"SMTP hello\"'",
        "'HTTP/1.1 2x0 OK\\n\\n', 'malformed HTTP response \"HTTP/1.1 2x0 OK\"'",
        "'HTTP/1.1 200 OK\\nno colon\\n\\n', 'malformed MIME header line: no colon'",
        "'HTTP/1.1 200 OK\\nContent-Length: -1\\n\\n', 'bad Content-Length \"-1\"'",
        "'HTTP/1.1 200 OK\\nTransfer-Encoding: br\\n\\n', 'unsupported transfer encoding \"br\"'",
        "'HTTP/1.1 200 OK\\nTransfer-Encoding: chunked\\n\\nxy\\n', 'invalid byte in chunk length'",
        "'HTTP/1.1 200 OK\\nTransfer-Encoding: chunked\\n\\n2\\nabc\\n', malformed chunked"
                + " encoding",
        "'HTTP/1.1 200 OK\\nTransfer-Encoding: chunked\\n\\n1000000000000000\\n', 'invalid byte in"
                + " chunk length'",
        "'HTTP/1.1 200 OK\\nContent-Length: 40\\n\\nend of connection', unexpected end of the body",
        "'HTTP/1.1 200 OK\\nend of connection', the server closed the connection"
    })
    void whatIsNotHttpIsAFailure(String answer, String message) {
        answers.add(answer.replace("\\n", "\r\n"));
        IOException e = assertThrows(IOException.class, () -> get());
        assertEquals(message, e.getMessage());
        assertEquals(0, connections.size());
    }

    @Test
    void aHeadWithoutEndIsAFailure() {
        answers.add("HTTP/1.1 200 OK\r\n" + "X-A: 123456789\r\n".repeat(10_000));
        IOException e = assertThrows(IOException.class, () -> get());
        assertEquals("the head of the answer has more than 65536 bytes", e.getMessage());
    }

    @Test
    void theDeadlineEndsWaiting() throws Exception {
        answers.add(SILENT);
        answers.add("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab");
        assertThrows(TimeoutException.class, () -> send("GET", Duration.ofMillis(500)));
        // Time for the head of the answer on a busy machine, too.
        PlainConnections.Exchange stuck = send("GET", Duration.ofSeconds(2));
        IOException e = assertThrows(IOException.class, () -> stuck.body().readAllBytes());
        assertInstanceOf(TimeoutException.class, e.getCause());
        stuck.body().close();
        assertEquals(0, connections.size());
    }

    @Test
    void whatIsNotUsedIsClosed() throws Exception {
        answers.add(sized("x"));
        get();
        clock.set(999);
        connections.sweep();
        assertEquals(1, connections.size());
        clock.set(1000);
        connections.sweep();
        assertEquals(0, connections.size());
    }

    @Test
    void headersCannotMakeLines() {
        HttpFields headers = HttpFields.build().add("X-A", "1\r\nX-B: 2").add("Host", "h");
        String head =
                new String(
                        RequestHead.of("GET", URI.create("http://[::1]:8080"), headers),
                        StandardCharsets.ISO_8859_1);
        assertEquals("GET / HTTP/1.1\r\nX-A: 1  X-B: 2\r\nHost: h\r\n\r\n", head);
        String local =
                new String(
                        RequestHead.of("GET", URI.create("http://[::1]:8080/x"), HttpFields.EMPTY),
                        StandardCharsets.ISO_8859_1);
        assertTrue(local.contains("\r\nHost: [::1]:8080\r\n"), local);
    }
}
