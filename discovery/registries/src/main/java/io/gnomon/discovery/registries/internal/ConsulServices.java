package io.gnomon.discovery.registries.internal;

import static io.gnomon.discovery.polling.Api.encoded;

import io.gnomon.discovery.polling.Api;
import io.gnomon.discovery.polling.Json;
import io.gnomon.discovery.polling.Target;
import io.gnomon.discovery.polling.Watching;
import io.gnomon.model.labels.Labels;
import io.gnomon.spi.discovery.TargetGroup;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Watches the catalog of a Consul cluster, and each service, by blocking queries; interface:
 * developer.hashicorp.com/consul/api-docs/features/blocking.
 */
final class ConsulServices extends Watching {
    private static final String CATALOG = "/catalog/services";

    private final Consul.Settings settings;
    private final Api api;
    private final String base;
    private final Map<String, TargetGroup> found = new ConcurrentSkipListMap<>();
    private final ReentrantLock asking = new ReentrantLock();
    private String datacenter;

    ConsulServices(Consul.Settings settings, Api api) {
        this.settings = settings;
        this.api = api;
        this.datacenter = settings.datacenter();
        this.base = settings.scheme() + "://" + settings.server() + settings.pathPrefix() + "/v1";
    }

    @Override
    protected void start() {
        if (settings.services().isEmpty() || !settings.tags().isEmpty()) {
            watch(CATALOG, new Blocking(CATALOG, query(settings.filter()), this::services));
        } else {
            settings.services().forEach(this::watchService);
        }
    }

    @Override
    protected List<TargetGroup> groups() {
        return List.copyOf(found.values());
    }

    private void watchService(String name) {
        StringBuilder query = new StringBuilder(query(settings.healthFilter()));
        settings.tags().forEach(tag -> query.append("&tag=").append(encoded(tag)));
        String path = "/health/service/" + encoded(name);
        watch(name, new Blocking(path, query.toString(), answer -> service(name, answer)));
    }

    /** Takes in what a query answers. */
    private interface Taker {
        void take(Json answer) throws IOException, InterruptedException;
    }

    /** A query that waits for the index to move on. */
    private final class Blocking implements Round {
        private final String path;
        private final String query;
        private final Taker taker;
        private long index;
        private long beganNanos;

        Blocking(String path, String query, Taker taker) {
            this.path = path;
            this.query = query;
            this.taker = taker;
        }

        @Override
        public void run() throws IOException, InterruptedException {
            if (index > 0) {
                long nanos = System.nanoTime() - beganNanos;
                Duration pause = settings.refreshInterval().minusNanos(nanos);
                Thread.sleep(pause.isNegative() ? Duration.ZERO : pause);
            }
            beganNanos = System.nanoTime();
            long from = index;
            // After a failure the first query does not wait, so that it shows that all is well.
            index = 0;
            String wait = "?index=%d&wait=%dms".formatted(from, Consul.WAIT.toMillis());
            Api.Answer answer = api.get(base + path + wait + query);
            long next = Math.max(1, Json.of(answer.header("x-consul-index")).number());
            if (next != from) {
                taker.take(answer.json());
            }
            // An index that goes back says that the cluster was set up anew.
            index = next < from ? 0 : next;
        }
    }

    private String query(String filter) {
        StringBuilder query = new StringBuilder();
        parameter(query, "dc", settings.datacenter());
        parameter(query, "ns", settings.namespace());
        parameter(query, "partition", settings.partition());
        parameter(query, "filter", filter);
        settings.nodeMeta()
                .forEach((key, value) -> parameter(query, "node-meta", key + ":" + value));
        if (settings.allowStale()) {
            query.append("&stale");
        }
        return query.toString();
    }

    private static void parameter(StringBuilder query, String name, String value) {
        if (!value.isEmpty()) {
            query.append('&').append(name).append('=').append(encoded(value));
        }
    }

    private void services(Json catalog) {
        Set<String> wanted = new HashSet<>();
        catalog.entries()
                .forEach((name, tags) -> {
                    boolean named =
                            settings.services().isEmpty() || settings.services().contains(name);
                    if (named && tags.texts().containsAll(settings.tags())) {
                        wanted.add(name);
                    }
                });
        wanted.forEach(this::watchService);
        for (String name : List.copyOf(watched())) {
            if (!name.equals(CATALOG) && !wanted.contains(name)) {
                unwatch(name);
                found.remove(name);
                changed();
            }
        }
    }

    private void service(String name, Json answer) throws IOException, InterruptedException {
        List<Labels> targets = new ArrayList<>();
        for (Json entry : answer.items()) {
            targets.add(target(entry.at("Node"), entry.at("Service"), entry.items("Checks")));
        }
        Labels labels = Labels.of("__meta_consul_service", name, "__meta_consul_dc", datacenter());
        TargetGroup group = new TargetGroup(name, List.copyOf(targets), labels);
        // A service that left meanwhile is not watched any more.
        found.compute(name, (same, old) -> watched().contains(name) ? group : null);
        changed();
    }

    private String datacenter() throws IOException, InterruptedException {
        asking.lockInterruptibly();
        try {
            if (datacenter.isEmpty()) {
                String told = api.json(base + "/agent/self").text("Config", "Datacenter");
                if (told.isEmpty()) {
                    throw new IOException("the agent does not say its Config.Datacenter");
                }
                datacenter = told;
            }
            return datacenter;
        } finally {
            asking.unlock();
        }
    }

    private Labels target(Json node, Json service, List<Json> checks) {
        String own = service.text("Address");
        String separator = settings.tagSeparator();
        return Target.of("consul")
                .address(own.isEmpty() ? node.text("Address") : own, service.number("Port"))
                .set("address", node.text("Address"))
                .set("node", node.text("Node"))
                .set("namespace", service.text("Namespace"))
                .set("partition", service.text("Partition"))
                .set("tags", separator + String.join(separator, service.texts("Tags")) + separator)
                .set("service_address", own)
                .set("service_port", service.text("Port"))
                .set("service_id", service.text("ID"))
                .set("health", health(checks))
                .all("metadata", node.entries("Meta"))
                .all("service_metadata", service.entries("Meta"))
                .all("tagged_address", node.entries("TaggedAddresses"))
                .build();
    }

    /** The worst state of all checks. */
    private static String health(List<Json> checks) {
        List<String> order = List.of("passing", "warning", "critical", "maintenance");
        int worst = 0;
        for (Json check : checks) {
            String id = check.text("CheckID");
            boolean maintained =
                    id.equals("_node_maintenance") || id.startsWith("_service_maintenance:");
            int state = order.indexOf(maintained ? "maintenance" : check.text("Status"));
            if (state < 0) {
                return "";
            }
            worst = Math.max(worst, state);
        }
        return order.get(worst);
    }

    @Override
    public void close() {
        super.close();
        api.close();
    }
}
