package io.gnomon.exporters.node.internal.system;

import io.gnomon.exporters.node.internal.host.Collector;
import io.gnomon.exporters.node.internal.host.Metrics;
import io.gnomon.spi.common.NativeCalls;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** What the NTP server of this host answers, and whether it can be believed. */
final class NtpCollector implements Collector {
    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final double NANO = 1e9;
    private static final Duration DAY = Duration.ofDays(1);

    /** Leap indicator: the last minute of the day has 61, or 59 seconds. */
    private static final int LEAP_ADD = 1;

    private static final int LEAP_DELETE = 2;

    private final Settings settings;
    private final NativeCalls calls;
    private final InstantSource clock;

    /** Midnight of the day that had, or will have, a leap second. */
    private Instant leapMidnight = Instant.EPOCH;

    /**
     * How to ask.
     *
     * @param hops time to live of the packets
     * @param maxDistance largest distance to the root that is sane
     * @param tolerance largest difference to this host's clock that is sane
     */
    record Settings(
            String server,
            int port,
            int version,
            int hops,
            Duration maxDistance,
            Duration tolerance) {}

    /**
     * A collector.
     *
     * @param local the server is taken to be of this host whatever its address
     * @throws IllegalArgumentException when the server is not of this host
     */
    NtpCollector(Settings settings, boolean local, NativeCalls calls, InstantSource clock) {
        if (!local && !isLoopback(settings.server)) {
            throw new IllegalArgumentException(
                    "collector.ntp.server: \""
                            + settings.server
                            + "\" is no address of this host; collector.ntp.server-is-local says"
                            + " that it is");
        }
        this.settings = settings;
        this.calls = calls;
        this.clock = clock;
    }

    private static boolean isLoopback(String address) {
        return address.startsWith("127.") || address.equals("::1");
    }

    @Override
    public void collect(Metrics out) throws IOException, InterruptedException {
        NtpAnswer answer = ask();
        gauge(out, "stratum", "Distance of the server to a clock.", answer.stratum());
        gauge(out, "leap", "Leap indicator; 3: not synchronised.", answer.leap());
        gauge(out, "rtt_seconds", "Time to the server and back.", seconds(answer.roundTrip()));
        gauge(out, "offset_seconds", "Server's clock less ours.", seconds(answer.offset()));
        gauge(
                out,
                "reference_timestamp_seconds",
                "When the server's clock was set last.",
                Math.max(0, seconds(Duration.between(Instant.EPOCH, answer.reference()))));
        gauge(out, "root_delay_seconds", "Time to the root.", seconds(answer.rootDelay()));
        gauge(out, "root_dispersion_seconds", "Error.", seconds(answer.rootDispersion()));
        gauge(out, "sanity", "1 when it can be believed.", isSane(answer) ? 1 : 0);
    }

    private boolean isSane(NtpAnswer answer) {
        Instant now = answer.transmitted();
        if (answer.leap() == LEAP_ADD || answer.leap() == LEAP_DELETE) {
            long days = now.getEpochSecond() / DAY.toSeconds() + 1;
            leapMidnight = Instant.ofEpochSecond(days * DAY.toSeconds());
        }
        boolean leaping =
                now.isAfter(leapMidnight.minus(DAY)) && now.isBefore(leapMidnight.plus(DAY));
        Duration tolerance = leaping ? settings.tolerance.plusSeconds(1) : settings.tolerance;
        return answer.isValid()
                && answer.rootDistance().compareTo(settings.maxDistance) <= 0
                && answer.leastError().compareTo(tolerance) <= 0;
    }

    private NtpAnswer ask() throws IOException, InterruptedException {
        InetSocketAddress server = new InetSocketAddress(settings.server, settings.port);
        if (server.isUnresolved()) {
            throw new IOException("the NTP server " + settings.server + " is not known");
        }
        Instant sent = clock.instant();
        byte[] request = NtpAnswer.request(settings.version, sent);
        byte[] answer;
        try {
            answer = calls.exchange(server, settings.hops, request, TIMEOUT);
        } catch (IOException e) {
            throw new IOException(
                    "the NTP server "
                            + settings.server
                            + ":"
                            + settings.port
                            + " does not answer: "
                            + e.getMessage(),
                    e);
        }
        return NtpAnswer.read(answer, sent, clock.instant());
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / NANO;
    }

    private static void gauge(Metrics out, String name, String help, double value) {
        out.gauge("node_ntp_" + name, help, value);
    }
}
