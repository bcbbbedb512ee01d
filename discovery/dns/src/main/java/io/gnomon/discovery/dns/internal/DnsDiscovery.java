package io.gnomon.discovery.dns.internal;

import io.gnomon.discovery.polling.Addresses;
import io.gnomon.discovery.polling.Target;
import io.gnomon.model.labels.Labels;
import io.gnomon.spi.discovery.Discovery;
import io.gnomon.spi.discovery.TargetGroup;

import org.jspecify.annotations.Nullable;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SRVRecord;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Looks all names up at once, a group each. A name that cannot be looked up keeps its group; why is
 * thrown once everything else has been delivered.
 */
final class DnsDiscovery implements Discovery {
    private final Dns.Settings settings;
    private final Lookup lookup;
    private Map<String, TargetGroup> known = Map.of();
    private boolean delivered;

    DnsDiscovery(Dns.Settings settings, Lookup lookup) {
        this.settings = settings;
        this.lookup = lookup;
    }

    @Override
    public Found refresh() throws IOException, InterruptedException {
        Map<String, TargetGroup> now = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Map<String, Future<TargetGroup>> asked = new LinkedHashMap<>();
            for (String name : settings.names()) {
                asked.put(name, threads.submit(() -> group(name)));
            }
            for (Map.Entry<String, Future<TargetGroup>> entry : asked.entrySet()) {
                take(entry.getKey(), entry.getValue(), now, problems);
            }
        }
        boolean changed = !delivered || !now.equals(known);
        known = now;
        if ((!changed || now.isEmpty()) && !problems.isEmpty()) {
            throw new IOException(String.join("; ", problems));
        }
        delivered = true;
        return new Found(List.copyOf(now.values()), settings.refreshInterval());
    }

    private void take(
            String name,
            Future<TargetGroup> group,
            Map<String, TargetGroup> now,
            List<String> problems)
            throws InterruptedException {
        try {
            now.put(name, group.get());
        } catch (ExecutionException e) {
            problems.add(String.valueOf(e.getCause() == null ? e : e.getCause().getMessage()));
            TargetGroup before = known.get(name);
            if (before != null) {
                now.put(name, before);
            }
        }
    }

    private TargetGroup group(String name) throws IOException {
        List<Labels> targets = new ArrayList<>();
        for (Record record : lookup.find(name, settings.type())) {
            Target target = target(record);
            if (target != null) {
                targets.add(target.set("name", name).build());
            }
        }
        // Servers deal out records in any order; the same records are the same group.
        targets.sort(null);
        return new TargetGroup(name, List.copyOf(targets), Labels.EMPTY);
    }

    /** Null for a record that names no target, such as the alias on the way to an address. */
    private @Nullable Target target(Record record) {
        Target target = Target.of("dns");
        return switch (record) {
            case SRVRecord srv ->
                    at(target, srv.getTarget(), srv.getPort())
                            .set("srv_record_target", srv.getTarget().toString())
                            .set("srv_record_port", String.valueOf(srv.getPort()));
            case MXRecord mx ->
                    at(target, mx.getTarget(), settings.port())
                            .set("mx_record_target", mx.getTarget().toString());
            case NSRecord ns ->
                    at(target, ns.getTarget(), settings.port())
                            .set("ns_record_target", ns.getTarget().toString());
            case ARecord a -> target.address(a.getAddress().getHostAddress(), settings.port());
            case AAAARecord a ->
                    target.address(Addresses.canonical(a.getAddress()), settings.port());
            default -> null;
        };
    }

    private static Target at(Target target, Name host, int port) {
        return target.address(host.toString(true), port);
    }
}
