package io.gnomon.discovery.containers.internal.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gnomon.model.labels.Labels;
import io.gnomon.platform.core.config.internal.settings.RecordBinder;
import io.gnomon.platform.testkit.PeerData;
import io.gnomon.platform.testkit.discovery.Asking;
import io.gnomon.platform.testkit.discovery.PeerSections;
import io.gnomon.platform.testkit.http.LoopbackServer;
import io.gnomon.platform.testkit.http.LoopbackServer.Answer;
import io.gnomon.platform.testkit.http.LoopbackServer.Asked;
import io.gnomon.platform.testkit.http.PlainHttpClients;
import io.gnomon.spi.common.HttpClients;
import io.gnomon.spi.discovery.DiscoveryFactory;
import io.gnomon.spi.settings.SettingsException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** With the answers of Prometheus's own tests of these discoveries. */
class DockerTest {
    private static final Asking ASK = new Asking(new RecordBinder());

    private final HttpClients clients = new PlainHttpClients();
    private String engine = "dockerprom";
    private final LoopbackServer server = new LoopbackServer(this::answer);

    @AfterEach
    void stop() {
        server.close();
    }

    private Answer answer(Asked asked) {
        Path file =
                PeerData.folder("discovery/moby").resolve(engine + asked.uri().getPath() + ".json");
        try {
            return Answer.json(200, Files.readString(file));
        } catch (IOException e) {
            return Answer.json(404, "{\"message\": \"page not found\"}");
        }
    }

    @TestFactory
    Stream<DynamicTest> sectionsOfThePeersFiles() throws Exception {
        return Stream.concat(
                PeerSections.of(new RecordBinder(), new Docker(clients), Map.of()),
                PeerSections.of(new RecordBinder(), new DockerSwarm(clients), Map.of()));
    }

    private <S extends Record> List<Labels> targets(DiscoveryFactory<S> factory, String more)
            throws Exception {
        return ASK.once(factory, "{host: '%s'%s}".formatted(server.uri(""), more)).get(0).targets();
    }

    private static List<String> addresses(List<Labels> targets) {
        return targets.stream().map(target -> target.get("__address__")).toList();
    }

    @Test
    void containers() throws Exception {
        List<Labels> targets = targets(new Docker(clients), "");
        assertEquals(
                List.of(
                        "172.19.0.2:9100",
                        "172.19.0.3:80",
                        "localhost",
                        "172.20.0.2:3306",
                        "172.20.0.2:33060",
                        "172.20.0.2:9104",
                        "172.20.0.3:3306",
                        "172.20.0.3:33060"),
                addresses(targets));
        String label = "__meta_docker_container_label_";
        String network = "__meta_docker_network_";
        assertEquals(
                Labels.of(
                        "__address__",
                        "172.19.0.2:9100",
                        "__meta_docker_container_id",
                        "c301b928faceb1a18fe379f6bc178727ef920bb30b0f9b8592b32b36255a0eca",
                        "__meta_docker_container_image",
                        "prom/node-exporter:v1.1.2",
                        "__meta_docker_container_image_id",
                        "sha256:c19ae228f0699185488b6a1c0debb9c6b79672181356ad455c9a7924a41a01bb",
                        label + "com_docker_compose_project",
                        "dockersd",
                        label + "com_docker_compose_service",
                        "node",
                        label + "com_docker_compose_version",
                        "1.25.0",
                        label + "maintainer",
                        "The Prometheus Authors <prometheus-developers@googlegroups.com>",
                        label + "prometheus_job",
                        "node",
                        "__meta_docker_container_name",
                        "/dockersd_node_1",
                        "__meta_docker_container_network_mode",
                        "dockersd_default",
                        network + "id",
                        "7189986ab399e144e52a71b7451b4e04e2158c044b4cd2f3ae26fc3a285d3798",
                        network + "ingress",
                        "false",
                        network + "internal",
                        "false",
                        network + "ip",
                        "172.19.0.2",
                        network + "label_com_docker_compose_network",
                        "default",
                        network + "label_com_docker_compose_project",
                        "dockersd",
                        network + "label_com_docker_compose_version",
                        "1.25.0",
                        network + "name",
                        "dockersd_default",
                        network + "scope",
                        "local",
                        "__meta_docker_port_private",
                        "9100"),
                targets.get(0));
        assertEquals("dockersd_private", targets.get(5).get(network + "name"));
        assertEquals("host", targets.get(2).get("__meta_docker_container_network_mode"));
    }

    @Test
    void containersInAllTheirNetworks() throws Exception {
        List<Labels> targets =
                targets(
                        new Docker(clients),
                        ", match_first_network: false, host_networking_host: h, filters: [{name:"
                                + " label, values: [a, 'b \"c']}]");
        assertEquals(13, targets.size());
        assertTrue(addresses(targets).contains("h"));
        assertEquals(
                "filters={\"label\":[\"a\",\"b \\\"c\"]}", server.asked().get(0).uri().getQuery());
    }

    @Test
    void containersWithAddressesOfTheNewKindOnly() throws Exception {
        engine = "dockeripv6";
        List<Labels> targets = targets(new Docker(clients), "");
        assertEquals(List.of("[fc00::2]:80"), addresses(targets));
        assertEquals("fc00::2", targets.get(0).get("__meta_docker_network_ip"));
    }

    @Test
    void nodesOfASwarm() throws Exception {
        engine = "swarmprom";
        List<Labels> targets = targets(new DockerSwarm(clients), ", role: nodes, port: 9100");
        assertEquals(5, targets.size());
        String node = "__meta_dockerswarm_node_";
        assertEquals(
                Labels.of(
                        "__address__",
                        "10.0.232.1:9100",
                        node + "address",
                        "10.0.232.1",
                        node + "availability",
                        "active",
                        node + "engine_version",
                        "19.03.5-ce",
                        node + "hostname",
                        "oxygen",
                        node + "id",
                        "d3cw2msquo0d71yn42qrnb0tu",
                        node + "manager_address",
                        "10.0.232.1:2377",
                        node + "manager_leader",
                        "true",
                        node + "manager_reachability",
                        "reachable",
                        node + "platform_architecture",
                        "x86_64",
                        node + "platform_os",
                        "linux",
                        node + "role",
                        "manager",
                        node + "status",
                        "ready"),
                targets.stream()
                        .filter(target -> target.get(node + "hostname").equals("oxygen"))
                        .findFirst()
                        .orElseThrow());
    }

    @Test
    void servicesOfASwarm() throws Exception {
        engine = "swarmprom";
        List<Labels> targets = targets(new DockerSwarm(clients), ", role: services");
        assertEquals(15, targets.size());
        String service = "__meta_dockerswarm_service_";
        Labels caddy =
                targets.stream()
                        .filter(target ->
                                target.get(service + "name").equals("mon_caddy")
                                        && target.get("__address__").equals("10.0.0.13:9090"))
                        .findFirst()
                        .orElseThrow();
        assertEquals("ingress", caddy.get(service + "endpoint_port_publish_mode"));
        assertEquals("replicated", caddy.get(service + "mode"));
        assertEquals("mon", caddy.get(service + "label_com_docker_stack_namespace"));
        assertEquals("true", caddy.get("__meta_dockerswarm_network_ingress"));
    }

    @Test
    void tasksOfASwarm() throws Exception {
        engine = "swarmprom";
        List<Labels> targets = targets(new DockerSwarm(clients), ", role: tasks");
        assertEquals(27, targets.size());
        Labels first =
                targets.stream()
                        .filter(target ->
                                target.get("__meta_dockerswarm_task_id")
                                        .equals("40wy6ekgchzz38dqjv07qt79w"))
                        .findFirst()
                        .orElseThrow();
        assertEquals("10.0.0.8:9100", first.get("__address__"));
        assertEquals("running", first.get("__meta_dockerswarm_task_desired_state"));
        assertEquals(
                "mon", first.get("__meta_dockerswarm_container_label_com_docker_stack_namespace"));
        assertEquals("mon_node-exporter", first.get("__meta_dockerswarm_service_name"));
        assertEquals("global", first.get("__meta_dockerswarm_service_mode"));
        assertEquals("worker", first.get("__meta_dockerswarm_node_role"));
    }

    /** The daemon's socket, as a server that answers one request with each connection. */
    @Test
    void theSocketOfADaemonIsAsked(@TempDir Path folder) throws Exception {
        Path socket = folder.resolve("d.sock");
        Thread serving;
        try (ServerSocketChannel daemon = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            daemon.bind(UnixDomainSocketAddress.of(socket));
            serving = Thread.ofPlatform().start(() -> serve(daemon));
            assertEquals(
                    8,
                    ASK.once(new Docker(clients), "{host: 'unix://%s'}".formatted(socket))
                            .get(0)
                            .targets()
                            .size());
        }
        serving.join();
        Exception e =
                assertThrows(
                        IOException.class,
                        () ->
                                ASK.once(
                                        new Docker(clients),
                                        "{host: 'unix://%s'}".formatted(socket)));
        assertTrue(
                String.valueOf(e.getMessage()).startsWith("the daemon at " + socket + ": "),
                e.getMessage());
    }

    private void serve(ServerSocketChannel daemon) {
        try {
            while (true) {
                try (SocketChannel connection = daemon.accept()) {
                    ByteBuffer in = ByteBuffer.allocate(4096);
                    connection.read(in);
                    String request = new String(in.array(), 0, in.position(), UTF_8);
                    String path = request.split(" ", 3)[1];
                    Path file = PeerData.folder("discovery/moby").resolve(engine + path + ".json");
                    String answer =
                            "HTTP/1.0 200 OK\r\nApi-Version: 1.40\r\n\r\n" + Files.readString(file);
                    connection.write(ByteBuffer.wrap(answer.getBytes(UTF_8)));
                }
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    @Test
    void settingsWantAHostAndARole() {
        for (String section : List.of("{}", "{host: nowhere}")) {
            assertThrows(SettingsException.class, () -> ASK.settings(new Docker(clients), section));
        }
        for (String section : List.of("{host: 'tcp://h'}", "{host: 'tcp://h', role: x}")) {
            assertThrows(
                    SettingsException.class, () -> ASK.settings(new DockerSwarm(clients), section));
        }
    }
}
