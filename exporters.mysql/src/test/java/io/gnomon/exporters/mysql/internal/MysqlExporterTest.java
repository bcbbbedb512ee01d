package io.gnomon.exporters.mysql.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.platform.testkit.exporter.ExporterContractTest;
import io.gnomon.platform.testkit.exporter.RecordedMetrics;
import io.gnomon.spi.exporter.CollectRequest;
import io.gnomon.spi.exporter.CollectorReport;
import io.gnomon.spi.exporter.CollectorReport.Result;
import io.gnomon.spi.exporter.CollectorReport.Run;
import io.gnomon.spi.exporter.Exporter;
import io.gnomon.spi.exporter.ExporterFactory;
import io.gnomon.spi.exporter.RequestRefused;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

class MysqlExporterTest extends ExporterContractTest {
    @TempDir Path folder;

    private final AtomicInteger open = new AtomicInteger();

    @Override
    protected ExporterFactory<?> factory() {
        return new MysqlExporterFactory(new NoTls());
    }

    @Override
    protected Exporter exporter() throws IOException {
        RecordedServer server =
                new RecordedServer("11.4.5-MariaDB")
                        .answer("SHOW GLOBAL STATUS", "n|v", "Uptime|10")
                        .refuse("SHOW GLOBAL VARIABLES", 1227);
        return new MysqlExporter(settings(), (_, _) -> session(server));
    }

    private MysqlSettings settings() throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("my.cnf"),
                        "[client]\nuser=root\npassword=hidden\n[client.other]\nuser=two\n");
        return OptionFileTest.settings(file.toString());
    }

    private MysqlExporter.Session session(Server server) {
        return session(server, new CountDownLatch(1));
    }

    private MysqlExporter.Session session(Server server, CountDownLatch aborted) {
        open.incrementAndGet();
        return new MysqlExporter.Session() {
            @Override
            public Server server() {
                return server;
            }

            @Override
            public void abort() {
                aborted.countDown();
                close();
            }

            @Override
            public void close() {
                open.decrementAndGet();
            }
        };
    }

    private static double value(RecordedMetrics metrics, String name, String label) {
        return metrics.samples(name).entrySet().stream()
                .filter(e -> e.getKey().toString().contains(label))
                .mapToDouble(Map.Entry::getValue)
                .findFirst()
                .orElse(Double.NaN);
    }

    private static Run run(CollectorReport report, String collector) {
        return report.runs().stream()
                .filter(run -> run.collector().equals(collector))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void saysHowEachCollectorDidAndLeavesOutWhatIsLacking() throws Exception {
        Exporter exporter = exporter();
        RecordedMetrics metrics = RecordedMetrics.of(exporter);
        CollectorReport report = exporter.collectorReport();
        assertTrue(report.on().contains("slave_status"));
        assertFalse(report.on().contains("heartbeat"));
        assertEquals(Result.SUCCEEDED, run(report, "").result());
        assertEquals(Result.SUCCEEDED, run(report, "global_status").result());
        assertEquals(Result.FAILED, run(report, "global_variables").result());
        assertFalse(run(report, "global_variables").reason().isEmpty());
        assertEquals(Result.LACKING, run(report, "slave_status").result());
        String success = "mysql_exporter_collector_success";
        assertEquals(1, value(metrics, "mysql_up", ""));
        assertEquals(10, value(metrics, "mysql_global_status_uptime", ""));
        assertEquals(1, value(metrics, success, "collect.global_status"));
        assertEquals(0, value(metrics, success, "collect.global_variables"));
        assertEquals(2, metrics.samples(success).size());
        assertEquals(0, open.get());
    }

    @Test
    void aServerThatIsDownIsNotUp() throws Exception {
        Exporter exporter =
                new MysqlExporter(
                        settings(),
                        (_, _) -> {
                            throw new SQLException("refused");
                        });
        assertEquals(0, value(RecordedMetrics.of(exporter), "mysql_up", ""));
        Run connecting = exporter.collectorReport().runs().getFirst();
        assertEquals(Result.FAILED, connecting.result());
        assertEquals("localhost:3306", connecting.target());
        assertEquals("refused", connecting.reason());
    }

    /** A query that waits until its connection is closed under it. */
    @Test
    void aCollectorThatHangsCostsItsConnectionAndTheOthersGoOn() throws Exception {
        RecordedServer answers =
                new RecordedServer("11.4.5-MariaDB").answer("SHOW GLOBAL VARIABLES", "n|v", "x|3");
        AtomicInteger connections = new AtomicInteger();
        MysqlExporter.Connector connector =
                (_, _) -> {
                    connections.incrementAndGet();
                    CountDownLatch aborted = new CountDownLatch(1);
                    return session(hangingAt("SHOW GLOBAL STATUS", answers, aborted), aborted);
                };
        MysqlSettings settings = OptionFileTest.settings(settings().myCnf(), 1);
        RecordedMetrics metrics = new RecordedMetrics();
        long start = System.nanoTime();
        try (Exporter exporter = new MysqlExporter(settings, connector)) {
            exporter.collect(request("/metrics", Map.of(), Duration.ofMinutes(1)), metrics);
        }
        assertTrue(System.nanoTime() - start < 20e9, "--exporter.query_timeout is a second");
        String success = "mysql_exporter_collector_success";
        assertEquals(0, value(metrics, success, "collect.global_status"));
        assertEquals(1, value(metrics, success, "collect.global_variables"));
        assertEquals(2, connections.get());
        assertEquals(0, open.get());
    }

    private static Server hangingAt(String sql, Server answers, CountDownLatch aborted) {
        return new Server() {
            @Override
            public String version() throws SQLException {
                return answers.version();
            }

            @Override
            public Rows query(String asked) throws SQLException {
                if (asked.equals(sql)) {
                    boolean over = false;
                    while (!over) {
                        try {
                            aborted.await();
                            over = true;
                        } catch (InterruptedException e) {
                            over = false;
                        }
                    }
                    throw new SQLException("the connection is closed");
                }
                return answers.query(asked);
            }
        };
    }

    /** The real driver at a socket that takes connections and never says a word. */
    @Test
    void aServerThatHangsKeepsTheTimeout() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
            Account account =
                    OptionFile.read(Path.of(settings().myCnf()), _ -> "")
                            .account("client", settings())
                            .at("127.0.0.1:" + silent.getLocalPort());
            long start = System.nanoTime();
            SQLException e =
                    assertThrows(
                            SQLException.class,
                            () ->
                                    JdbcServer.connect(
                                                    account,
                                                    new ClientKeys(new NoTls()),
                                                    Duration.ofMillis(500),
                                                    "")
                                            .close());
            assertTrue(System.nanoTime() - start < 20e9, "the driver's own limit is half a minute");
            assertTrue(!String.valueOf(e.getMessage()).contains("hidden"));
        }
    }

    @Test
    void probesNeedATargetAndAnAccountThatExists() throws Exception {
        assertEquals("target is required", refused(Map.of()));
        assertTrue(
                refused(Map.of("target", List.of("db:3306"), "auth_module", List.of("client.no")))
                        .startsWith("could not find section [client.no]"));
    }

    private String refused(Map<String, List<String>> parameters) throws Exception {
        CollectRequest request = request("/probe", parameters, Duration.ofSeconds(10));
        try (Exporter exporter = exporter()) {
            return String.valueOf(
                    assertThrows(
                                    RequestRefused.class,
                                    () -> exporter.collect(request, new RecordedMetrics()))
                            .getMessage());
        }
    }

    private static CollectRequest request(
            String path, Map<String, List<String>> parameters, Duration timeout) {
        return new CollectRequest() {
            @Override
            public Duration timeout() {
                return timeout;
            }

            @Override
            public Map<String, List<String>> parameters() {
                return parameters;
            }

            @Override
            public String path() {
                return path;
            }
        };
    }

    @Test
    void collectorsAreThePeers() {
        Map<String, Boolean> names = Collectors.names();
        assertEquals(36, names.size());
        assertEquals(6, names.values().stream().filter(on -> on).count());
    }

    @Test
    void whatIsWrongIsTheSameOnEachConnection() {
        assertEquals(
                "Unknown system variable 'x'",
                MysqlExporter.message(new SQLException("(conn=7) Unknown system variable 'x'")));
    }
}
