package io.gnomon.exporters.mysql.internal;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.platform.testkit.exporter.RecordedMetrics;

import java.sql.SQLException;
import java.util.List;
import java.util.TreeSet;

/** What a collector makes of a server's rows, as lines. */
final class Collected {
    private Collected() {}

    /** Series without {@code mysql_}, sorted, such as {@code binlog_files 3.0}. */
    static List<String> collect(Collector collector, RecordedServer server) throws SQLException {
        Families families = new Families();
        collector.collect(server, families);
        RecordedMetrics metrics = new RecordedMetrics();
        families.report(metrics);
        TreeSet<String> lines = new TreeSet<>();
        metrics.samples()
                .forEach((labels, value) -> {
                    String name = labels.metricName();
                    String rest = labels.toString().replaceAll("__name__=\"[^\"]*\",? ?", "");
                    lines.add(name.substring("mysql_".length()) + rest + " " + value);
                });
        return List.copyOf(lines);
    }

    /** Fails when one of these series is missing; labels stand without braces. */
    static void has(List<String> lines, String... expected) {
        for (String e : expected) {
            assertTrue(
                    lines.stream().anyMatch(l -> l.replaceAll("[{} ]+", " ").equals(e)),
                    () -> e + " is not in\n" + String.join("\n", lines));
        }
    }
}
