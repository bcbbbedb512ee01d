package io.gnomon.exporters.node.internal.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.exporters.node.internal.host.Metrics;
import io.gnomon.exporters.node.internal.host.StubCalls;
import io.gnomon.model.labels.Labels;
import io.gnomon.platform.testkit.exporter.RecordedMetrics;
import io.gnomon.spi.common.NativeCalls;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Asks a server that answers as RFC 5905 has it, with a clock that the test sets. */
class NtpCollectorTest {
    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00.25Z");

    private static final NtpCollector.Settings SETTINGS =
            new NtpCollector.Settings(
                    "127.0.0.1", 1123, 4, 5, Duration.ofMillis(3466), Duration.ofMillis(1));

    private Duration ahead = Duration.ZERO;
    private int leap;
    private int stratum = 2;

    /** The server. */
    private final NativeCalls calls =
            new StubCalls() {
                @Override
                public byte[] exchange(
                        InetSocketAddress to, int hops, byte[] request, Duration timeout) {
                    assertEquals(
                            new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 1123), to);
                    assertEquals(5, hops);
                    return answer(ByteBuffer.wrap(request));
                }
            };

    private byte[] answer(ByteBuffer asked) {
        ByteBuffer answer = ByteBuffer.allocate(NtpAnswer.PACKET_BYTES);
        answer.put(0, (byte) ((leap << 6) | (4 << 3) | 4)).put(1, (byte) stratum);
        answer.putInt(4, 1 << 15).putInt(8, 1 << 14);
        answer.putLong(16, NtpAnswer.timestamp(NOW.minusSeconds(60)));
        answer.putLong(24, asked.getLong(40));
        answer.putLong(32, NtpAnswer.timestamp(NOW.plus(ahead)));
        answer.putLong(40, NtpAnswer.timestamp(NOW.plus(ahead)));
        return answer.array();
    }

    private RecordedMetrics collect() throws Exception {
        return collect(calls);
    }

    private static RecordedMetrics collect(NativeCalls calls) throws Exception {
        Metrics metrics = new Metrics();
        new NtpCollector(SETTINGS, false, calls, InstantSource.fixed(NOW)).collect(metrics);
        RecordedMetrics recorded = new RecordedMetrics();
        metrics.drainTo(recorded);
        return recorded;
    }

    private static double value(RecordedMetrics metrics, String name) {
        return metrics.samples().getOrDefault(Labels.of("__name__", "node_ntp_" + name), -1.0);
    }

    @Test
    void clocksThatAgreeAreSane() throws Exception {
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
    void clocksThatDifferAreNot() throws Exception {
        ahead = Duration.ofMillis(500);
        RecordedMetrics metrics = collect();
        assertEquals(0, value(metrics, "sanity"));
        assertEquals(0.5, value(metrics, "offset_seconds"), 1e-6);
    }

    @Test
    void aServerThatIsNotSynchronisedIsNot() throws Exception {
        leap = 3;
        assertEquals(0, value(collect(), "sanity"));
        leap = 0;
        stratum = 16;
        assertEquals(0, value(collect(), "sanity"));
    }

    @Test
    void onTheDayOfALeapSecondASecondIsTolerated() throws Exception {
        leap = 1;
        ahead = Duration.ofMillis(900);
        assertEquals(1, value(collect(), "sanity"));
    }

    @Test
    void aServerThatIsSilentOrElsewhereIsOneSentence() {
        NativeCalls silent =
                new StubCalls() {
                    @Override
                    public byte[] exchange(
                            InetSocketAddress to, int hops, byte[] request, Duration timeout)
                            throws IOException {
                        throw new IOException("i/o timeout");
                    }
                };
        var e = assertThrows(IOException.class, () -> collect(silent));
        assertEquals("the NTP server 127.0.0.1:1123 does not answer: i/o timeout", e.getMessage());
        NtpCollector.Settings elsewhere =
                new NtpCollector.Settings("192.0.2.1", 123, 4, 1, Duration.ZERO, Duration.ZERO);
        var refused =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> new NtpCollector(elsewhere, false, calls, InstantSource.system()));
        assertTrue(
                String.valueOf(refused.getMessage())
                        .startsWith("collector.ntp.server: \"192.0.2.1\""));
    }

    @Test
    void durationsAreGos() {
        assertEquals(Duration.ofNanos(3_466_080_000L), GoDuration.parse("f", "3.46608s"));
        assertEquals(Duration.ofSeconds(5_430), GoDuration.parse("f", "1.5h30s"));
        assertEquals(Duration.ofNanos(1_002_000), GoDuration.parse("f", "1ms2us"));
        for (String wrong : List.of("", "5", "s", "1s x", "1d", "-1s")) {
            var e =
                    assertThrows(
                            IllegalArgumentException.class, () -> GoDuration.parse("f", wrong));
            assertEquals("f: \"" + wrong + "\" is no duration such as 3.5s", e.getMessage());
        }
    }
}
