package io.gnomon.exporters.node.internal.system;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;

/**
 * An NTP server's answer (RFC 5905, section 7.3), and what follows from it (section 8).
 *
 * @param sent when the request was sent, by our clock
 * @param received when it came to the server, by its clock
 * @param transmitted when the answer left, by the server's clock
 * @param arrived when it came to us, by our clock
 * @param reference when the server's clock was set last
 */
record NtpAnswer(
        int leap,
        int stratum,
        Duration rootDelay,
        Duration rootDispersion,
        Instant reference,
        Instant sent,
        Instant received,
        Instant transmitted,
        Instant arrived) {
    static final int PACKET_BYTES = 48;

    private static final int CLIENT = 3;
    private static final int SERVER = 4;
    private static final int NOT_SYNCHRONISED = 3;
    private static final int STRATUM_MAX = 15;

    /** 1900-01-01, where NTP begins to count, to 1970-01-01. */
    private static final long ERA_SECONDS = 2_208_988_800L;

    /** MAXDISP of the RFC. */
    private static final Duration DISPERSION_MAX = Duration.ofSeconds(16);

    /** The longest time between polls, 2^17 s: an older reference is stale. */
    private static final Duration POLL_MAX = Duration.ofSeconds(131_072);

    /** A request of a client. */
    static byte[] request(int version, Instant now) {
        ByteBuffer packet = ByteBuffer.allocate(PACKET_BYTES);
        packet.put(0, (byte) ((version << 3) | CLIENT));
        packet.putLong(40, timestamp(now));
        return packet.array();
    }

    /**
     * Reads an answer.
     *
     * @throws IOException when it is none to the request that was sent then
     */
    static NtpAnswer read(byte[] bytes, Instant sent, Instant arrived) throws IOException {
        ByteBuffer packet = ByteBuffer.wrap(bytes);
        if (bytes.length < PACKET_BYTES || (packet.get(0) & 7) != SERVER) {
            throw new IOException("the NTP server's answer is none");
        }
        if (packet.getLong(24) != timestamp(sent)) {
            throw new IOException("the NTP server answers to another request");
        }
        return new NtpAnswer(
                (packet.get(0) >> 6) & 3,
                packet.get(1) & 0xff,
                interval(packet.getInt(4)),
                interval(packet.getInt(8)),
                instant(packet.getLong(16)),
                sent,
                instant(packet.getLong(32)),
                instant(packet.getLong(40)),
                arrived);
    }

    /** 32 bits of seconds since 1900, 32 bits of fraction. */
    static long timestamp(Instant instant) {
        long fraction = ((long) instant.getNano() << 32) / 1_000_000_000L;
        return ((instant.getEpochSecond() + ERA_SECONDS) << 32) | fraction;
    }

    private static Instant instant(long timestamp) {
        long seconds = (timestamp >>> 32) - ERA_SECONDS;
        long nanos = ((timestamp & 0xffffffffL) * 1_000_000_000L) >>> 32;
        return Instant.ofEpochSecond(seconds, nanos);
    }

    /** 16 bits of seconds, 16 bits of fraction. */
    private static Duration interval(int bits) {
        return Duration.ofNanos(((bits & 0xffffffffL) * 1_000_000_000L) >> 16);
    }

    Duration roundTrip() {
        return Duration.between(sent, arrived).minus(Duration.between(received, transmitted));
    }

    Duration offset() {
        return Duration.between(sent, received)
                .plus(Duration.between(arrived, transmitted))
                .dividedBy(2);
    }

    /** How far the clock may be off by the way to the root. */
    Duration rootDistance() {
        return roundTrip().plus(rootDelay).dividedBy(2).plus(rootDispersion);
    }

    /** How far the two clocks differ at least: an answer cannot arrive before it was sent. */
    Duration leastError() {
        Duration there = Duration.between(received, sent);
        Duration back = Duration.between(arrived, transmitted);
        Duration largest = there.compareTo(back) > 0 ? there : back;
        return largest.isNegative() ? Duration.ZERO : largest;
    }

    /** Whether the server itself says that it is synchronised and fresh. */
    boolean isValid() {
        Duration age = Duration.between(reference, transmitted);
        return stratum > 0
                && stratum <= STRATUM_MAX
                && leap != NOT_SYNCHRONISED
                && !age.isNegative()
                && age.compareTo(POLL_MAX) <= 0
                && rootDelay.dividedBy(2).plus(rootDispersion).compareTo(DISPERSION_MAX) <= 0;
    }
}
