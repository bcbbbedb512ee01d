package io.gnomon.discovery.zookeeper.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.discovery.polling.Json;
import io.gnomon.model.labels.Labels;
import io.gnomon.platform.core.config.internal.settings.RecordBinder;
import io.gnomon.platform.testkit.discovery.PeerSections;
import io.gnomon.spi.discovery.Discovery;
import io.gnomon.spi.discovery.TargetGroup;

import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.server.NIOServerCnxnFactory;
import org.apache.zookeeper.server.ZooKeeperServer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

class ZooKeeperTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir private Path dir;

    @TestFactory
    Stream<DynamicTest> sectionsOfThePeersFiles() throws Exception {
        return PeerSections.of(new RecordBinder(), new Nerve(), Map.of());
    }

    @Test
    void readsMembersOfServersets() throws IOException {
        Labels target =
                Serverset.target(
                        "/shop/cart/member_0000000007",
                        json(
                                """
                                {"serviceEndpoint": {"host": "10.0.0.7", "port": 31007},
                                 "additionalEndpoints": {
                                   "admin-http": {"host": "10.0.0.8", "port": 31008}},
                                 "status": "ALIVE", "shard": 3}\
                                """));
        assertEquals(
                Labels.of(
                        "__address__",
                        "10.0.0.7:31007",
                        "__meta_serverset_endpoint_host",
                        "10.0.0.7",
                        "__meta_serverset_endpoint_host_admin_http",
                        "10.0.0.8",
                        "__meta_serverset_endpoint_port",
                        "31007",
                        "__meta_serverset_endpoint_port_admin_http",
                        "31008",
                        "__meta_serverset_path",
                        "/shop/cart/member_0000000007",
                        "__meta_serverset_shard",
                        "3",
                        "__meta_serverset_status",
                        "ALIVE"),
                target);
        assertNull(Serverset.target("/shop", json("{}")));
    }

    @Test
    void readsServicesOfNerve() throws IOException {
        assertEquals(
                Labels.of(
                        "__address__",
                        "[fd00::7]:80",
                        "__meta_nerve_endpoint_host",
                        "fd00::7",
                        "__meta_nerve_endpoint_name",
                        "i-7",
                        "__meta_nerve_endpoint_port",
                        "80",
                        "__meta_nerve_path",
                        "/n/i-7_0"),
                Nerve.target(
                        "/n/i-7_0",
                        json("{\"host\": \"fd00::7\", \"port\": 80, \"name\": \"i-7\"}")));
        assertNull(Nerve.target("/n", json("[]")));
    }

    private static Json json(String text) throws IOException {
        return Json.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void refusesPathsThatAreNone() {
        assertEquals(
                "nerve SD config paths must begin with '/': a",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new Nerve.Settings(List.of("h"), List.of("a"), PATIENCE))
                        .getMessage());
        assertEquals(
                "serverset SD config must contain at least one Zookeeper server",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new Serverset.Settings(List.of(), List.of("/a"), PATIENCE))
                        .getMessage());
    }

    /** A server in this process, and a session that changes what it keeps. */
    private static final class Server implements AutoCloseable {
        private final ZooKeeperServer server;
        private final NIOServerCnxnFactory connections = new NIOServerCnxnFactory();
        final String address;

        Server(Path dir, int port) throws IOException, InterruptedException {
            server = new ZooKeeperServer(dir.toFile(), dir.toFile(), 200);
            connections.configure(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
            connections.startup(server);
            address = "127.0.0.1:" + connections.getLocalPort();
        }

        void edit(Edit edit) throws Exception {
            ZooKeeper session = new ZooKeeper(address, 10_000, event -> {}, new PlainConfig());
            try {
                edit.apply(session);
            } finally {
                session.close();
            }
        }

        @Override
        public void close() {
            connections.shutdown();
            server.shutdown();
        }
    }

    @FunctionalInterface
    private interface Edit {
        void apply(ZooKeeper session) throws Exception;
    }

    private static void create(ZooKeeper session, String path, String data) throws Exception {
        session.create(
                path,
                data.getBytes(StandardCharsets.UTF_8),
                ZooDefs.Ids.OPEN_ACL_UNSAFE,
                CreateMode.PERSISTENT);
    }

    private static String service(String host) {
        return "{\"host\": \"" + host + "\", \"port\": 1, \"name\": \"x\"}";
    }

    private static Map<String, String> addresses(List<TargetGroup> groups) {
        Map<String, String> addresses = new TreeMap<>();
        for (TargetGroup group : groups) {
            addresses.put(group.source(), group.targets().get(0).get("__address__"));
        }
        return addresses;
    }

    /** Refreshes as the server does until these are found. */
    private static void await(Discovery discovery, Map<String, String> wanted) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Set<String> seen = new TreeSet<>();
        while (true) {
            try {
                Map<String, String> now = addresses(discovery.refresh().groups());
                if (now.equals(wanted)) {
                    return;
                }
                seen.add(now.toString());
            } catch (IOException e) {
                seen.add("" + e.getMessage());
            }
            assertTrue(System.nanoTime() < deadline, seen::toString);
            Thread.sleep(20); // between two looks; a condition with a deadline is awaited
        }
    }

    @Test
    void followsATree() throws Exception {
        try (Server server = new Server(dir, 0)) {
            server.edit(session -> {
                create(session, "/n", "");
                create(session, "/n/one", service("h1"));
                create(session, "/n/sub", "no JSON");
                create(session, "/n/sub/two", service("h2"));
                create(session, "/other", service("h9"));
            });
            Nerve.Settings settings =
                    new Nerve.Settings(
                            List.of(server.address),
                            List.of("/n", "/later"),
                            Duration.ofSeconds(10));
            try (Discovery discovery = new Nerve().create(settings)) {
                assertEquals(
                        Map.of("/n/one", "h1:1", "/n/sub/two", "h2:1"),
                        addresses(discovery.refresh().groups()));
                server.edit(session -> create(session, "/n/sub/three", service("h3")));
                await(
                        discovery,
                        Map.of("/n/one", "h1:1", "/n/sub/two", "h2:1", "/n/sub/three", "h3:1"));
                server.edit(session -> {
                    session.delete("/n/sub/two", -1);
                    session.delete("/n/sub/three", -1);
                    session.delete("/n/sub", -1);
                    session.setData("/n/one", service("h4").getBytes(StandardCharsets.UTF_8), -1);
                });
                await(discovery, Map.of("/n/one", "h4:1"));
                server.edit(session -> create(session, "/later", service("h5")));
                await(discovery, Map.of("/n/one", "h4:1", "/later", "h5:1"));
                server.edit(session -> session.delete("/n/one", -1));
                await(discovery, Map.of("/later", "h5:1"));
            }
        }
    }

    @Test
    void comesBackAfterTheServerWasAway() throws Exception {
        int port;
        Discovery discovery;
        try (Server server = new Server(dir, 0)) {
            server.edit(session -> create(session, "/one", service("h1")));
            port = Integer.parseInt(server.address.substring(server.address.indexOf(':') + 1));
            discovery =
                    new Nerve()
                            .create(
                                    new Nerve.Settings(
                                            List.of(server.address),
                                            List.of("/"),
                                            Duration.ofSeconds(2)));
            await(discovery, Map.of("/one", "h1:1"));
        }
        try (discovery) {
            assertNotNull(problem(discovery));
            try (Server server = new Server(dir, port)) {
                server.edit(session -> create(session, "/two", service("h2")));
                await(discovery, Map.of("/one", "h1:1", "/two", "h2:1"));
            }
        }
    }

    private static String problem(Discovery discovery) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                discovery.refresh();
            } catch (IOException e) {
                return String.valueOf(e.getMessage());
            }
            assertTrue(System.nanoTime() < deadline, "no problem is told");
            Thread.sleep(20); // between two looks; a condition with a deadline is awaited
        }
    }
}
