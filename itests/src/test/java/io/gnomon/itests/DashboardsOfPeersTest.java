package io.gnomon.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;

import io.gnomon.platform.testkit.http.ServerKey;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The field's dashboards show with our exporters, scraped inside the server, what they show with
 * the Go exporters that the same server scrapes beside them: the same panels have data.
 */
@EnabledOnOs(OS.LINUX)
@Timeout(240)
class DashboardsOfPeersTest {
    private static final Duration SOON = Duration.ofSeconds(90);

    @TempDir private Path folder;

    private GnomonServer server(String gnomon, String scrapes) throws Exception {
        return GnomonServer.start(
                folder.resolve("data"),
                "--gnomon.config-file=" + Files.writeString(folder.resolve("gnomon.yml"), gnomon),
                "--config.file="
                        + Files.writeString(
                                folder.resolve("prometheus.yml"),
                                "global: {scrape_interval: 1s}\nscrape_configs:\n" + scrapes));
    }

    /** Waits until the same panels have data, and these many at least. */
    private static void awaitSame(
            GnomonServer server,
            String file,
            int least,
            Map<String, String> variables,
            Set<String> onlyThePeers)
            throws Exception {
        DashboardQueries dashboard = DashboardQueries.of(file);
        assertTrue(dashboard.panels() >= least, file + " has " + dashboard.panels() + " panels");
        TreeSet<String> ours = new TreeSet<>();
        TreeSet<String> peers = new TreeSet<>();
        try {
            server.await(
                    SOON,
                    "the same panels have data",
                    () -> {
                        peers.clear();
                        peers.addAll(dashboard.withData(server, with(variables, "peer")));
                        peers.removeAll(onlyThePeers);
                        ours.clear();
                        ours.addAll(dashboard.withData(server, with(variables, "ours")));
                        return peers.size() >= least && ours.containsAll(peers);
                    });
        } catch (AssertionError e) {
            assertEquals(peers, ours, file + "\n" + server.log());
            throw e;
        }
    }

    private static Map<String, String> with(Map<String, String> variables, String job) {
        Map<String, String> all = new HashMap<>(variables);
        all.put("job", job);
        all.put("__rate_interval", "10s");
        return all;
    }

    @Test
    void nodeExporterFull() throws Exception {
        List<String> optional = List.of("interrupts", "processes", "tcpstat");
        List<String> flags =
                List.of(
                        "--no-collector.systemd",
                        "--collector.interrupts",
                        "--collector.processes",
                        "--collector.tcpstat");
        try (PeerServer peer = PeerServer.exporter(folder, "prometheus-node-exporter", flags);
                GnomonServer server =
                        server(
                                "exporters: {node: {settings: {enabled_collectors: %s}}}\n"
                                        .formatted(optional),
                                """
                                  - job_name: ours
                                    scheme: exporter
                                    static_configs: [{targets: [node], labels: {instance: host}}]
                                  - job_name: peer
                                    static_configs: [{targets: ['%s'], labels: {instance: host}}]
                                """
                                        .formatted(peer.address()))) {
            awaitSame(server, "node-exporter-full.json", 80, Map.of("node", "host"), Set.of());
        }
    }

    @Test
    void blackboxExporter() throws Exception {
        HttpsServer target =
                HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        target.setHttpsConfigurator(new HttpsConfigurator(ServerKey.in(folder).context()));
        target.createContext(
                "/",
                exchange -> {
                    exchange.sendResponseHeaders(200, -1);
                    exchange.close();
                });
        target.start();
        Path modules =
                Files.writeString(
                        folder.resolve("blackbox.yml"),
                        """
                        modules:
                          web:
                            prober: http
                            http:
                              preferred_ip_protocol: ip4
                              tls_config: {insecure_skip_verify: true}
                        """);
        String url = "https://127.0.0.1:" + target.getAddress().getPort() + "/";
        try (PeerServer peer = PeerServer.blackboxExporter(folder, modules);
                GnomonServer server =
                        server(
                                "exporters: {blackbox: {settings: {config.file: '%s'}}}\n"
                                        .formatted(modules),
                                """
                                  - job_name: ours
                                    scheme: exporter
                                    metrics_path: /probe
                                    params: {module: [web], target: ['%1$s']}
                                    static_configs:
                                      - targets: [blackbox]
                                        labels: {cluster: c, instance: site}
                                  - job_name: peer
                                    metrics_path: /probe
                                    params: {module: [web], target: ['%1$s']}
                                    static_configs:
                                      - targets: ['%2$s']
                                        labels: {cluster: c, instance: site}
                                """
                                        .formatted(url, peer.address()))) {
            awaitSame(
                    server,
                    "blackbox-exporter.json",
                    15,
                    Map.of("cluster", "c", "instance", "site"),
                    Set.of());
        } finally {
            target.stop(0);
        }
    }

    @Test
    void mysqlOverview() throws Exception {
        Path home = MariaDb.unpack(folder.resolve("mariadb"));
        Path installed = MariaDb.install(home, folder.resolve("installed"));
        try (MariaDb database =
                MariaDb.start(home, installed, Files.createDirectory(folder.resolve("p")), 1)) {
            database.sql(
                    "CREATE USER monitor@'127.0.0.1' IDENTIFIED BY 'watch';"
                            + " GRANT ALL ON *.* TO monitor@'127.0.0.1';");
            Path options =
                    Files.writeString(
                            folder.resolve("my.cnf"),
                            "[client]\nuser=monitor\npassword=watch\nhost=127.0.0.1\nport="
                                    + database.port()
                                    + "\n");
            try (PeerServer peer =
                            PeerServer.exporter(
                                    folder,
                                    "prometheus-mysqld-exporter",
                                    List.of("--config.my-cnf=" + options));
                    GnomonServer server =
                            server(
                                    "exporters: {mysql: {settings: {config.my-cnf: '%s'}}}\n"
                                            .formatted(options),
                                    """
                                      - job_name: ours
                                        scheme: exporter
                                        static_configs:
                                          - {targets: [mysql], labels: {instance: db}}
                                      - job_name: peer
                                        static_configs:
                                          - {targets: ['%s'], labels: {instance: db}}
                                    """
                                            .formatted(peer.address()))) {
                awaitSame(server, "mysql-overview.json", 20, Map.of("instance", "db"), Set.of());
            }
        }
    }
}
