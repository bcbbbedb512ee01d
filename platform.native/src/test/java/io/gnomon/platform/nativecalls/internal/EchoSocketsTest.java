package io.gnomon.platform.nativecalls.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.spi.common.IcmpEcho.Reply;
import io.gnomon.spi.common.IcmpEcho.Request;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** Pings this host; skipped where the system does not let this user. */
class EchoSocketsTest {
    private static final InetAddress FOUR = InetAddress.ofLiteral("127.0.0.1");
    private static final InetAddress SIX = InetAddress.ofLiteral("::1");

    private final EchoSockets sockets = new EchoSockets();

    private static Request request(
            InetAddress to, @Nullable InetAddress from, int hops, int bytes, Duration timeout) {
        return new Request(to, from, hops, false, new byte[bytes], timeout);
    }

    private Reply ping(Request request) throws Exception {
        try {
            return sockets.echo(request);
        } catch (IOException e) {
            String message = String.valueOf(e.getMessage());
            Assumptions.assumeFalse(
                    message.contains("permi") || message.contains("address family"),
                    "no ICMP socket here: " + message);
            throw e;
        }
    }

    @Test
    void thisHostReplies() throws Exception {
        Reply reply = ping(request(FOUR, FOUR, 5, 100, Duration.ofSeconds(5)));
        assertEquals(64, reply.hopLimit());
        assertTrue(reply.tripNanos() > 0 && reply.tripNanos() < 5_000_000_000L);
        assertTrue(reply.setupNanos() > 0);
        ping(request(FOUR, null, 0, 0, Duration.ofSeconds(5)));
        ping(new Request(FOUR, null, 0, true, new byte[3], Duration.ofSeconds(5)));
    }

    @Test
    void thisHostRepliesOverVersionSix() throws Exception {
        Reply reply = ping(request(SIX, null, 3, 60_001, Duration.ofSeconds(5)));
        assertEquals(64, reply.hopLimit());
    }

    @Test
    void theTimeIsOver() throws Exception {
        ping(request(FOUR, null, 0, 1, Duration.ofSeconds(5)));
        IOException e =
                assertThrows(
                        IOException.class,
                        () -> sockets.echo(request(FOUR, null, 0, 1, Duration.ZERO)));
        assertEquals("i/o timeout", e.getMessage());
    }

    @Test
    void anInterruptEndsIt() throws Exception {
        ping(request(FOUR, null, 0, 1, Duration.ofSeconds(5)));
        Thread.currentThread().interrupt();
        assertThrows(
                InterruptedException.class,
                () -> sockets.echo(request(FOUR, null, 0, 1, Duration.ofSeconds(60))));
    }

    @Test
    void nothingStaysOpen() throws Exception {
        Path open = Path.of("/proc/self/fd");
        ping(request(FOUR, null, 0, 1, Duration.ofSeconds(5)));
        long before = count(open);
        for (int i = 0; i < 200; i++) {
            ping(request(i % 2 == 0 ? FOUR : SIX, null, 0, 1, Duration.ofSeconds(5)));
        }
        long after = count(open);
        assertTrue(after < before + 100, before + " " + after);
    }

    private static long count(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }

    @Test
    void saysThatTheSystemHasNone() {
        IOException e =
                assertThrows(
                        IOException.class,
                        () ->
                                new EchoSockets(Optional.empty())
                                        .echo(request(FOUR, null, 0, 1, Duration.ofSeconds(1))));
        assertEquals("this system has no ICMP sockets that Java can call", e.getMessage());
    }
}
