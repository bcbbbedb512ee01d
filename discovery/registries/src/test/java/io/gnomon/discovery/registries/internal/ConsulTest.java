package io.gnomon.discovery.registries.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.labels.Labels;
import io.gnomon.platform.testkit.discovery.DiscoveryContractTest;
import io.gnomon.platform.testkit.http.LoopbackServer;
import io.gnomon.platform.testkit.http.LoopbackServer.Answer;
import io.gnomon.platform.testkit.http.LoopbackServer.Asked;
import io.gnomon.platform.testkit.http.PlainHttpClients;
import io.gnomon.spi.discovery.Discovery;
import io.gnomon.spi.discovery.DiscoveryFactory;
import io.gnomon.spi.discovery.TargetGroup;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Consul is a stub that keeps the promises of blocking queries. */
class ConsulTest extends DiscoveryContractTest<Consul.Settings> {
    private static final String WEB =
            """
            [{"Node": {"Node": "n1", "Address": "10.0.0.1", "Datacenter": "dc1",
                "TaggedAddresses": {"lan": "10.0.0.1", "wan-v4": "1.2.3.4"},
                "Meta": {"rack.name": "2"}},
              "Service": {"ID": "web-1", "Service": "web", "Tags": ["a", "b"], "Address": "",
                "Port": 80, "Meta": {"version": "4"}, "Namespace": "ns", "Partition": "p"},
              "Checks": [{"CheckID": "serfHealth", "Status": "passing"},
                {"CheckID": "x", "Status": "warning"}]},
             {"Node": {"Node": "n2", "Address": "10.0.0.2"},
              "Service": {"ID": "web-2", "Service": "web", "Tags": [], "Address": "fd00::1",
                "Port": 81},
              "Checks": []}]
            """;
    private static final String DB =
            """
            [{"Node": {"Node": "n1", "Address": "10.0.0.1"},
              "Service": {"ID": "db", "Service": "db", "Port": 5432},
              "Checks": [{"CheckID": "_node_maintenance", "Status": "critical"}]}]
            """;
    private static final Pattern INDEX = Pattern.compile("(?:^|&)index=([0-9]+)");

    private final Map<String, String> services = new TreeMap<>(Map.of("web", WEB));
    private boolean broken;
    private int index = 1;
    private int waiting;
    private final LoopbackServer server = new LoopbackServer(this::answer);

    @AfterEach
    void stop() {
        synchronized (this) {
            broken = true;
            notifyAll();
        }
        server.close();
    }

    private synchronized Answer answer(Asked asked) {
        String path = asked.uri().getPath();
        if (path.equals("/v1/agent/self")) {
            return Answer.json(200, "{\"Config\": {\"Datacenter\": \"dc1\"}}");
        }
        Matcher told = INDEX.matcher(asked.uri().getQuery());
        assertTrue(told.find());
        try {
            while (!broken && Integer.parseInt(told.group(1)) >= index) {
                waiting++;
                notifyAll();
                wait();
                waiting--;
            }
        } catch (InterruptedException e) {
            return Answer.text(500, "interrupted");
        }
        if (broken) {
            return Answer.text(500, "no cluster leader");
        }
        String name = path.replaceAll("/v1/health/service/", "");
        String body =
                path.equals("/v1/catalog/services")
                        ? services.keySet().stream()
                                .map(service -> "\"" + service + "\": [\"a\", \"b\"]")
                                .toList()
                                .toString()
                                .replace("[\"a", "#[\"a")
                                .replaceAll("^\\[", "{")
                                .replaceAll("]$", "}")
                                .replace("#", "")
                        : services.getOrDefault(name, "[]");
        return new Answer(
                200,
                "application/json",
                body.getBytes(StandardCharsets.UTF_8),
                Map.of("X-Consul-Index", String.valueOf(index)));
    }

    /** Changes something and waits until all queries have seen it and wait again. */
    private synchronized void set(String service, String instances) throws InterruptedException {
        if (instances.isEmpty()) {
            services.remove(service);
        } else {
            services.put(service, instances);
        }
        index++;
        notifyAll();
        // Let go of those that waited before looking for those that wait again.
        do {
            wait();
        } while (waiting < 1 + services.size());
    }

    @Override
    protected DiscoveryFactory<Consul.Settings> factory() {
        return new Consul(new PlainHttpClients());
    }

    private String section(String more) {
        return "{server: '%s', refresh_interval: 1ms%s}"
                .formatted(server.uri("").getAuthority(), more);
    }

    @Override
    protected Consul.Settings settings() throws Exception {
        return Registries.ASK.settings(factory(), section(""));
    }

    @Override
    protected void change() throws InterruptedException {
        set("db", DB);
    }

    @Override
    protected synchronized void breakIt() throws InterruptedException {
        broken = true;
        notifyAll();
        while (waiting > 0) {
            wait(10);
        }
    }

    @Test
    void findsInstancesWithAllTheirLabels() throws Exception {
        List<TargetGroup> groups =
                Registries.ASK.once(factory(), section(", node_meta: {rack: 'x y'}"));
        assertEquals(
                List.of(
                        new TargetGroup(
                                "web",
                                List.of(
                                        Labels.of(
                                                "__address__", "10.0.0.1:80",
                                                "__meta_consul_address", "10.0.0.1",
                                                "__meta_consul_health", "warning",
                                                "__meta_consul_metadata_rack_name", "2",
                                                "__meta_consul_namespace", "ns",
                                                "__meta_consul_node", "n1",
                                                "__meta_consul_partition", "p",
                                                "__meta_consul_service_id", "web-1",
                                                "__meta_consul_service_metadata_version", "4",
                                                "__meta_consul_service_port", "80",
                                                "__meta_consul_tagged_address_lan", "10.0.0.1",
                                                "__meta_consul_tagged_address_wan_v4", "1.2.3.4",
                                                "__meta_consul_tags", ",a,b,"),
                                        Labels.of(
                                                "__address__", "[fd00::1]:81",
                                                "__meta_consul_address", "10.0.0.2",
                                                "__meta_consul_health", "passing",
                                                "__meta_consul_node", "n2",
                                                "__meta_consul_service_address", "fd00::1",
                                                "__meta_consul_service_id", "web-2",
                                                "__meta_consul_service_port", "81",
                                                "__meta_consul_tags", ",,")),
                                Labels.of(
                                        "__meta_consul_dc",
                                        "dc1",
                                        "__meta_consul_service",
                                        "web"))),
                groups);
        assertTrue(
                server.asked().stream()
                        .anyMatch(asked ->
                                asked.uri()
                                        .toString()
                                        .equals(
                                                "/v1/catalog/services?index=0&wait=120000ms"
                                                        + "&node-meta=rack%3Ax%20y&stale")),
                () -> server.asked().toString());
    }

    @Test
    void followsServicesThatComeChangeAndGo() throws Exception {
        try (Discovery discovery = factory().create(settings())) {
            found(discovery, groups -> names(groups).equals(List.of("web")));
            set("db", DB);
            List<TargetGroup> both =
                    found(discovery, groups -> names(groups).equals(List.of("db", "web")));
            Labels db = both.get(0).targets().get(0);
            assertEquals("maintenance", db.get("__meta_consul_health"));
            set("web", "[]");
            found(discovery, groups -> groups.get(1).targets().isEmpty());
            set("web", "");
            found(discovery, groups -> names(groups).equals(List.of("db")));
        }
    }

    /**
     * Each change is found by a watch of its own, so that an answer may come before the next one.
     */
    private static List<TargetGroup> found(
            Discovery discovery, Predicate<List<TargetGroup>> expected) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        List<TargetGroup> groups = discovery.refresh().groups();
        while (!expected.test(groups)) {
            assertTrue(System.nanoTime() < deadline, groups.toString());
            groups = discovery.refresh().groups();
        }
        return groups;
    }

    private static List<String> names(List<TargetGroup> groups) {
        return groups.stream().map(TargetGroup::source).toList();
    }

    @Test
    void asksForWhatTheSettingsName() throws Exception {
        services.put("db", DB);
        List<TargetGroup> groups =
                Registries.ASK.once(
                        factory(),
                        section(
                                ", services: [db], datacenter: dc9, token: t0k3n, health_filter:"
                                        + " 'a == b', allow_stale: false"));
        assertEquals("dc9", groups.get(0).labels().get("__meta_consul_dc"));
        Asked asked = server.asked().get(0);
        assertEquals(
                "/v1/health/service/db?index=0&wait=120000ms&dc=dc9&filter=a%20%3D%3D%20b",
                asked.uri().toString());
        assertEquals("t0k3n", asked.headers().get("X-consul-token"));
        assertNull(asked.headers().get("Authorization"));
    }

    @Test
    void leavesOutServicesWithoutTheTags() throws Exception {
        assertEquals(List.of(), Registries.ASK.once(factory(), section(", tags: [a, c]")));
        List<TargetGroup> groups = Registries.ASK.once(factory(), section(", tags: [a, b]"));
        assertEquals(1, groups.size());
        assertTrue(
                server.asked().stream()
                        .anyMatch(asked -> asked.uri().toString().endsWith("&tag=a&tag=b")));
    }
}
