package io.gnomon.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.platform.testkit.http.ServerKey;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The real mysqld_exporter and ours, with the same flags, beside a real MariaDB that is written to
 * and its replica.
 */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
@Timeout(300)
class BesideMysqldExporterTest {
    /** All collectors but heartbeat, whose table nobody writes here. */
    private static final List<String> FLAGS =
            List.of(
                    "--collect.auto_increment.columns",
                    "--collect.binlog_size",
                    "--collect.engine_innodb_status",
                    "--collect.info_schema.clientstats",
                    "--collect.info_schema.innodb_metrics",
                    "--collect.info_schema.innodb_tablespaces",
                    "--collect.info_schema.processlist",
                    "--collect.info_schema.schemastats",
                    "--collect.info_schema.tables",
                    "--collect.info_schema.tablestats",
                    "--collect.info_schema.userstats",
                    "--collect.mysql.user",
                    "--collect.perf_schema.eventsstatements",
                    "--collect.perf_schema.eventsstatementssum",
                    "--collect.perf_schema.eventswaits",
                    "--collect.perf_schema.file_events",
                    "--collect.perf_schema.file_instances",
                    "--collect.perf_schema.indexiowaits",
                    "--collect.perf_schema.memory_events",
                    "--collect.perf_schema.tableiowaits",
                    "--collect.perf_schema.tablelocks",
                    "--collect.slave_hosts",
                    "--collect.sys.user_summary");

    private static final Predicate<String> KNOWN =
            Pattern.compile(
                            String.join(
                                    "|",
                                    // What each process says of itself; go_* where we have jvm_*.
                                    "(go|jvm|process|promhttp)_.*",
                                    "mysqld_exporter_build_info",
                                    "mysql_exporter_collector_duration_seconds",
                                    // Goes up and down faster than the two are asked.
                                    ".*(innodb_history_list_length|global_status_memory_used).*",
                                    // The plugin is not there: ours leaves the collector out.
                                    ".*exporter_collector_success.*query_response_time.*"))
                    .asMatchPredicate();

    @TempDir private static Path folder;
    private static MariaDb primary;
    private static MariaDb replica;
    private static final List<Process> writers = new ArrayList<>();

    @BeforeAll
    static void startPrimaryReplicaAndLoad() throws Exception {
        Path home = MariaDb.unpack(folder.resolve("mariadb"));
        Path data = MariaDb.install(home, folder.resolve("installed"));
        primary = MariaDb.start(home, data, Files.createDirectory(folder.resolve("p")), 1);
        primary.sql(
                """
                CREATE USER monitor@'127.0.0.1' IDENTIFIED BY 'watch';
                GRANT ALL ON *.* TO monitor@'127.0.0.1';
                CREATE DATABASE shop;
                CREATE TABLE shop.orders (id INT AUTO_INCREMENT PRIMARY KEY, item VARCHAR(40));
                """);
        replica = MariaDb.start(home, data, Files.createDirectory(folder.resolve("r")), 2);
        replica.sql(
                "CHANGE MASTER TO MASTER_HOST='127.0.0.1', MASTER_PORT="
                        + primary.port()
                        + ", MASTER_USER='monitor', MASTER_PASSWORD='watch',"
                        + " MASTER_USE_GTID=slave_pos; START SLAVE;");
        for (int i = 0; i < 3; i++) {
            Process client =
                    primary.client()
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            writers.add(client);
            Thread.ofVirtual().name("writer " + i).start(() -> write(client));
        }
        await(
                "the replica has what was written",
                () ->
                        !replica.sql("SHOW TABLES FROM shop").isBlank()
                                && !replica.sql("SELECT COUNT(*) FROM shop.orders")
                                        .startsWith("0"));
    }

    /** Writes as fast as the server takes it, until the client is ended. */
    private static void write(Process client) {
        byte[] statements =
                """
                USE shop;
                INSERT INTO orders (item) VALUES ('pen'), ('ink');
                SELECT COUNT(*) FROM orders WHERE item = 'ink';
                DELETE FROM orders WHERE item = 'pen' LIMIT 3;
                """
                        .getBytes(StandardCharsets.UTF_8);
        try (OutputStream input = client.getOutputStream()) {
            while (client.isAlive()) {
                input.write(statements);
                input.flush();
                // So many a second are load enough, and leave the processors to the test.
                Thread.sleep(20);
            }
        } catch (IOException e) {
            // The client was ended.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterAll
    static void stop() {
        writers.forEach(Process::destroy);
        if (replica != null) {
            replica.close();
        }
        if (primary != null) {
            primary.close();
        }
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(String what, Condition condition) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.holds()) {
            assertTrue(System.nanoTime() < deadline, "not in a minute: " + what);
            Thread.sleep(100);
        }
    }

    @Test
    void thePrimary() throws Exception {
        compare(primary);
    }

    @Test
    void theReplica() throws Exception {
        compare(replica);
    }

    /** The server lets in who shows its certificate only. */
    @Test
    void aClientCertificateInPemFiles() throws Exception {
        Path place = Files.createTempDirectory(folder, "tls");
        ServerKey key = ServerKey.in(place);
        Path certificate = key.certificate(place);
        Path keyFile = key.key(place);
        try (MariaDb server =
                MariaDb.start(
                        folder.resolve("mariadb"),
                        folder.resolve("installed"),
                        Files.createDirectory(folder.resolve("t")),
                        3,
                        "--ssl-ca=" + certificate,
                        "--ssl-cert=" + certificate,
                        "--ssl-key=" + keyFile)) {
            server.sql("CREATE USER shown@'127.0.0.1' IDENTIFIED BY 'watch' REQUIRE X509;");
            String account =
                    "[client]\nuser=shown\npassword=watch\nhost=127.0.0.1\nssl-ca=%s\nport=%d\n"
                            .formatted(certificate, server.port());
            assertEquals(
                    "mysql_up 1",
                    up(
                            place,
                            account + "ssl-cert=%s\nssl-key=%s\n".formatted(certificate, keyFile)));
            assertEquals("mysql_up 0", up(place, account));
        }
    }

    /** Whether our exporter gets in with an option file. */
    private static String up(Path place, String account) throws Exception {
        Path options = Files.writeString(place.resolve("my.cnf"), account);
        List<String> flags =
                List.of(
                        "exporter",
                        "mysql",
                        "--web.listen-address=127.0.0.1:0",
                        "--config.my-cnf=" + options);
        try (AloneExporter exporter = AloneExporter.start(place, AloneExporter.program(), flags);
                HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest metrics =
                    HttpRequest.newBuilder(exporter.awaitAddress().resolve("/metrics")).build();
            return client.send(metrics, HttpResponse.BodyHandlers.ofString())
                    .body()
                    .lines()
                    .filter(line -> line.startsWith("mysql_up "))
                    .findFirst()
                    .orElse("no mysql_up\n" + exporter.text());
        }
    }

    private static void compare(MariaDb server) throws Exception {
        Path place = Files.createTempDirectory(folder, "exporters");
        Path options =
                Files.writeString(
                        place.resolve("my.cnf"),
                        "[client]\nuser=monitor\npassword=watch\nhost=127.0.0.1\nport="
                                + server.port()
                                + "\n");
        List<String> flags = new ArrayList<>(FLAGS);
        flags.add("--config.my-cnf=" + options);
        List<String> own =
                new ArrayList<>(List.of("exporter", "mysql", "--web.listen-address=127.0.0.1:0"));
        own.addAll(flags);
        try (PeerServer peer = PeerServer.exporter(place, "prometheus-mysqld-exporter", flags);
                AloneExporter ours = AloneExporter.start(place, AloneExporter.program(), own);
                HttpClient client = HttpClient.newHttpClient()) {
            SideBySide both = SideBySide.of(peer, ours, client);
            assertEquals(List.of(), both.differences(KNOWN), ours::text);
            assertTrue(both.compared() > 2000, "compared only " + both.compared());
        }
    }
}
