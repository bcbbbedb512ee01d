package io.gnomon.exporters.blackbox.internal.probers;

import io.gnomon.spi.common.TracedHttp.Trace;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

import javax.net.ssl.SSLSession;

/**
 * When the requests of one probe, the first and those of redirects, came how far. Told by the
 * threads of the HTTP client, read by the one that probes.
 */
final class HopTimes implements Trace {
    private static final String NAME = "probe_http_duration_seconds";
    private static final String HELP = "Seconds by phase, summed over all redirects.";
    private static final String[] PHASES = {"resolve", "connect", "tls", "processing", "transfer"};

    private final Addresses addresses;
    private final List<Hop> hops = new ArrayList<>();
    private String version = "";
    private @Nullable SSLSession session;

    /** Finds the address of the server that a request goes to. */
    interface Addresses {
        /** Null to leave it to a proxy. */
        @Nullable InetAddress of(URI uri) throws IOException, InterruptedException;
    }

    /** Times of {@link System#nanoTime}, 0 for what did not happen. */
    private static final class Hop {
        final URI uri;
        final long begun = System.nanoTime();
        long resolved;
        long connected;
        long secured;
        long sent;
        long answered;
        long ended;

        Hop(URI uri) {
            this.uri = uri;
        }
    }

    HopTimes(Addresses addresses) {
        this.addresses = addresses;
    }

    /** Sets all phases to 0. */
    static void begin(Gauges gauges) {
        for (String phase : PHASES) {
            gauges.set(NAME, HELP, 0, "phase", phase);
        }
    }

    @Override
    public @Nullable InetAddress begin(URI uri) throws IOException, InterruptedException {
        Hop hop = new Hop(uri);
        synchronized (this) {
            hops.add(hop);
        }
        InetAddress address = addresses.of(uri);
        synchronized (this) {
            hop.resolved = System.nanoTime();
        }
        return address;
    }

    @Override
    public synchronized void connected() {
        hops.getLast().connected = System.nanoTime();
    }

    @Override
    public synchronized void secured() {
        hops.getLast().secured = System.nanoTime();
    }

    @Override
    public synchronized void sent() {
        hops.getLast().sent = System.nanoTime();
    }

    @Override
    public synchronized void answered(String httpVersion, @Nullable SSLSession tls) {
        hops.getLast().answered = System.nanoTime();
        version = httpVersion;
        session = tls;
    }

    /** The last answer is read to its end. */
    synchronized void ended() {
        hops.getLast().ended = System.nanoTime();
    }

    /** How many requests there were. */
    synchronized int count() {
        return hops.size();
    }

    /** Of the last answer, such as {@code HTTP/1.1}; empty when there was none. */
    synchronized String version() {
        return version;
    }

    /** Of the last answer, null without TLS. */
    synchronized @Nullable SSLSession session() {
        return session;
    }

    /**
     * Sets the phases.
     *
     * @param lookUp nanoseconds that it took to look the target's name up
     */
    synchronized void report(long lookUp, Gauges gauges, ProbeLog log) {
        long[] sums = new long[PHASES.length];
        sums[0] = lookUp;
        for (int i = 0; i < hops.size(); i++) {
            Hop hop = hops.get(i);
            long[] phases = phases(hop);
            for (int p = 0; p < sums.length; p++) {
                sums[p] += phases[p];
            }
            log.debug(
                    "Timings of a roundtrip",
                    "roundtrip",
                    i,
                    "url",
                    hop.uri,
                    "nanos",
                    text(phases));
        }
        for (int p = 0; p < sums.length; p++) {
            gauges.set(NAME, HELP, Probe.seconds(sums[p]), "phase", PHASES[p]);
        }
    }

    /** As in the peer, a phase counts when the next one has begun. */
    private static long[] phases(Hop hop) {
        long[] phases = new long[PHASES.length];
        phases[0] = Math.max(0, hop.resolved - hop.begun);
        if (hop.sent == 0) {
            return phases;
        }
        if (hop.secured != 0) {
            phases[1] = hop.connected - hop.resolved;
            phases[2] = hop.secured - hop.connected;
        } else {
            phases[1] = hop.sent - hop.resolved;
        }
        if (hop.answered != 0) {
            phases[3] = hop.answered - hop.sent;
            phases[4] = hop.ended == 0 ? 0 : hop.ended - hop.answered;
        }
        return phases;
    }

    private static String text(long[] phases) {
        StringBuilder text = new StringBuilder();
        for (int p = 0; p < phases.length; p++) {
            text.append(p == 0 ? "" : ",").append(PHASES[p]).append('=').append(phases[p]);
        }
        return text.toString();
    }
}
