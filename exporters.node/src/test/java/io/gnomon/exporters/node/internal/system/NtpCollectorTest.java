package io.gnomon.exporters.node.internal.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.exporters.node.internal.host.Metrics;
import io.gnomon.model.labels.Labels;
import io.gnomon.platform.testkit.exporter.RecordedMetrics;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Asks a server that answers as RFC 5905 has it, with a clock that the test sets. */
class NtpCollectorTest {
    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00.25Z");

    private DatagramSocket server;
    private Duration ahead = Duration.ZERO;
    private int leap;
    private int stratum = 2;

    @BeforeEach
    void serve() throws SocketException {
        server = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::answer);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void answer() {
        try {
            while (true) {
                DatagramPacket request = new DatagramPacket(new byte[64], 64);
                server.receive(request);
                ByteBuffer asked = ByteBuffer.wrap(request.getData());
                ByteBuffer answer = ByteBuffer.allocate(NtpAnswer.PACKET_BYTES);
                answer.put(0, (byte) ((leap << 6) | (4 << 3) | 4)).put(1, (byte) stratum);
                answer.putInt(4, 1 << 15).putInt(8, 1 << 14);
                answer.putLong(16, NtpAnswer.timestamp(NOW.minusSeconds(60)));
                answer.putLong(24, asked.getLong(40));
                answer.putLong(32, NtpAnswer.timestamp(NOW.plus(ahead)));
                answer.putLong(40, NtpAnswer.timestamp(NOW.plus(ahead)));
                server.send(
                        new DatagramPacket(
                                answer.array(), answer.capacity(), request.getSocketAddress()));
            }
        } catch (IOException e) {
            // Closed: the test is over.
        }
    }

    private RecordedMetrics collect() throws IOException {
        return collect(server.getLocalPort());
    }

    private static RecordedMetrics collect(int port) throws IOException {
        NtpCollector.Settings settings =
                new NtpCollector.Settings(
                        "127.0.0.1", port, 4, Duration.ofMillis(3466), Duration.ofMillis(1));
        Metrics metrics = new Metrics();
        new NtpCollector(settings, false, InstantSource.fixed(NOW)).collect(metrics);
        RecordedMetrics recorded = new RecordedMetrics();
        metrics.drainTo(recorded);
        return recorded;
    }

    private static double value(RecordedMetrics metrics, String name) {
        return metrics.samples().getOrDefault(Labels.of("__name__", "node_ntp_" + name), -1.0);
    }

    @Test
    void clocksThatAgreeAreSane() throws IOException {
        RecordedMetrics metrics = collect();
        assertEquals(8, metrics.samples().size());
        assertEquals(1, value(metrics, "sanity"));
        assertEquals(2, value(metrics, "stratum"));
        assertEquals(0, value(metrics, "offset_seconds"), 1e-9);
        assertEquals(0.5, value(metrics, "root_delay_seconds"));
        assertEquals(0.25, value(metrics, "root_dispersion_seconds"));
        assertEquals(
                NOW.getEpochSecond() - 60 + 0.25,
                value(metrics, "reference_timestamp_seconds"),
                1e-6);
    }

    @Test
    void clocksThatDifferAreNot() throws IOException {
        ahead = Duration.ofMillis(500);
        RecordedMetrics metrics = collect();
        assertEquals(0, value(metrics, "sanity"));
        assertEquals(0.5, value(metrics, "offset_seconds"), 1e-6);
    }

    @Test
    void aServerThatIsNotSynchronisedIsNot() throws IOException {
        leap = 3;
        assertEquals(0, value(collect(), "sanity"));
        leap = 0;
        stratum = 16;
        assertEquals(0, value(collect(), "sanity"));
    }

    @Test
    void onTheDayOfALeapSecondASecondIsTolerated() throws IOException {
        leap = 1;
        ahead = Duration.ofMillis(900);
        assertEquals(1, value(collect(), "sanity"));
    }

    @Test
    void aServerThatIsSilentOrElsewhereIsOneSentence() throws SocketException {
        try (DatagramSocket silent = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            int port = silent.getLocalPort();
            var e = assertThrows(IOException.class, () -> collect(port));
            assertEquals("the NTP server 127.0.0.1:" + port + " does not answer", e.getMessage());
        }
        NtpCollector.Settings elsewhere =
                new NtpCollector.Settings("192.0.2.1", 123, 4, Duration.ZERO, Duration.ZERO);
        var e =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> new NtpCollector(elsewhere, false, InstantSource.system()));
        assertTrue(
                String.valueOf(e.getMessage()).startsWith("collector.ntp.server: \"192.0.2.1\""));
    }
}
