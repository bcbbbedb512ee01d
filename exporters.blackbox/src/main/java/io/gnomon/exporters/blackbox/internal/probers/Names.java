package io.gnomon.exporters.blackbox.internal.probers;

import io.gnomon.exporters.blackbox.internal.config.IpProtocol;

import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.ResolverConfig;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;
import org.xbill.DNS.lookup.LookupSession;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Looks names up in the hosts file and at the name servers of resolv.conf. Not through {@link
 * InetAddress}, which remembers answers, so that a probe would measure nothing, and cannot be ended
 * at a deadline. Any number of threads.
 */
public final class Names {
    private final LookupSession session;

    /** With the name servers of now. */
    public Names() {
        ResolverConfig.refresh();
        ResolverConfig config = ResolverConfig.getCurrentConfig();
        this.session =
                LookupSession.builder()
                        .resolver(new ExtendedResolver())
                        .ndots(config.ndots())
                        .searchPath(config.searchPath())
                        .defaultHostsFileParser()
                        .build();
    }

    /**
     * The address to probe; sets {@code probe_dns_lookup_time_seconds}, {@code probe_ip_protocol}
     * and {@code probe_ip_addr_hash}.
     *
     * @throws IOException when there is none of a kind that may be used
     */
    InetAddress choose(Probe probe, String host, IpProtocol preferred, boolean fallback)
            throws IOException, InterruptedException {
        Gauges gauges = probe.gauges();
        long start = System.nanoTime();
        try {
            InetAddress chosen = pick(host, preferred, fallback, probe.timeLeft());
            boolean four = chosen instanceof Inet4Address;
            gauges.set(
                    "probe_ip_protocol", "IP version of the probed address, 4 or 6.", four ? 4 : 6);
            gauges.set(
                    "probe_ip_addr_hash",
                    "FNV-1a hash of the probed address, which tells when it changes.",
                    (double) fnv(chosen.getAddress()));
            probe.log()
                    .debug(
                            "Resolved target address",
                            "target",
                            host,
                            "ip",
                            chosen.getHostAddress());
            return chosen;
        } finally {
            lookUpTime(probe, System.nanoTime() - start);
        }
    }

    private static void lookUpTime(Probe probe, long nanos) {
        probe.gauges()
                .set(
                        "probe_dns_lookup_time_seconds",
                        "Seconds that it took to look the target's name up.",
                        Probe.seconds(nanos));
    }

    /** The address of a name, without telling the probe. */
    InetAddress pick(String host, IpProtocol preferred, boolean fallback, Duration timeLeft)
            throws IOException, InterruptedException {
        List<InetAddress> all = addresses(host, preferred, fallback, timeLeft);
        for (InetAddress address : all) {
            if (isOf(preferred, address)) {
                return address;
            }
        }
        if (all.isEmpty() || !fallback) {
            throw new IOException(
                    "lookup "
                            + host
                            + (fallback ? ": no such host" : ": no address of the kind asked for"));
        }
        return all.getFirst();
    }

    private static boolean isOf(IpProtocol protocol, InetAddress address) {
        return (address instanceof Inet4Address) == (protocol == IpProtocol.IP4);
    }

    private List<InetAddress> addresses(
            String host, IpProtocol preferred, boolean fallback, Duration timeLeft)
            throws IOException, InterruptedException {
        try {
            return List.of(InetAddress.ofLiteral(host));
        } catch (IllegalArgumentException e) {
            // It is a name.
        }
        Name name;
        try {
            name = Name.fromString(host);
        } catch (TextParseException e) {
            throw new IOException("lookup " + host + ": no such host", e);
        }
        int type = preferred == IpProtocol.IP4 ? Type.A : Type.AAAA;
        List<CompletableFuture<List<InetAddress>>> answers = new ArrayList<>();
        answers.add(ask(name, type));
        if (fallback) {
            answers.add(ask(name, type == Type.A ? Type.AAAA : Type.A));
        }
        long deadline = System.nanoTime() + timeLeft.toNanos();
        List<InetAddress> found = new ArrayList<>();
        for (CompletableFuture<List<InetAddress>> answer : answers) {
            if (found.isEmpty()) {
                found.addAll(await(answer, host, deadline));
            }
        }
        return found;
    }

    private static List<InetAddress> await(
            CompletableFuture<List<InetAddress>> answer, String host, long deadline)
            throws IOException, InterruptedException {
        try {
            return answer.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new IOException("lookup " + host + ": i/o timeout", e);
        } catch (ExecutionException e) {
            return List.of();
        }
    }

    private CompletableFuture<List<InetAddress>> ask(Name name, int type) {
        return session.lookupAsync(name, type)
                .thenApply(result -> result.getRecords().stream().map(Names::address).toList())
                .toCompletableFuture();
    }

    private static InetAddress address(Record found) {
        return found instanceof ARecord four
                ? four.getAddress()
                : ((AAAARecord) found).getAddress();
    }

    /** FNV-1a of 32 bits (draft-eastlake-fnv). */
    private static long fnv(byte[] bytes) {
        int hash = 0x811c9dc5;
        for (byte b : bytes) {
            hash = (hash ^ (b & 0xFF)) * 0x01000193;
        }
        return Integer.toUnsignedLong(hash);
    }
}
