package io.gnomon.exporters.mysql.internal;

import io.gnomon.model.sample.MetricType;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Statements by digest. MySQL from 8.0.28 on also tells the time of locks and of the processor, and
 * quantiles of the latency; their labels are 95, 99 and 999 as the peer writes them.
 */
record EventsStatements(
        int limit, int timeLimitSeconds, int digestTextLimit, List<String> excludeSchemas)
        implements Collector {
    private static final String FAMILY = "perf_schema_events_statements_";
    private static final List<Measure> ALWAYS =
            List.of(
                    new Measure("COUNT_STAR", "total", "Statements, by digest.", 1),
                    new Measure(
                            "SUM_TIMER_WAIT",
                            "seconds_total",
                            "Seconds that statements took, by digest.",
                            Table.PICOSECONDS),
                    new Measure("SUM_ERRORS", "errors_total", "Errors, by digest.", 1),
                    new Measure("SUM_WARNINGS", "warnings_total", "Warnings, by digest.", 1),
                    new Measure(
                            "SUM_ROWS_AFFECTED",
                            "rows_affected_total",
                            "Rows that statements changed, by digest.",
                            1),
                    new Measure(
                            "SUM_ROWS_SENT",
                            "rows_sent_total",
                            "Rows that statements returned, by digest.",
                            1),
                    new Measure(
                            "SUM_ROWS_EXAMINED",
                            "rows_examined_total",
                            "Rows that statements looked at, by digest.",
                            1),
                    new Measure(
                            "SUM_CREATED_TMP_DISK_TABLES",
                            "tmp_disk_tables_total",
                            "Temporary tables on disk, by digest.",
                            1),
                    new Measure(
                            "SUM_CREATED_TMP_TABLES",
                            "tmp_tables_total",
                            "Temporary tables, by digest.",
                            1),
                    new Measure(
                            "SUM_SORT_MERGE_PASSES",
                            "sort_merge_passes_total",
                            "Merge passes of sorts, by digest.",
                            1),
                    new Measure("SUM_SORT_ROWS", "sort_rows_total", "Sorted rows, by digest.", 1),
                    new Measure(
                            "SUM_NO_INDEX_USED",
                            "no_index_used_total",
                            "Statements that scanned without an index, by digest.",
                            1));
    private static final List<Measure> OF_MYSQL =
            List.of(
                    new Measure(
                            "SUM_LOCK_TIME",
                            "lock_time_seconds_total",
                            "Seconds that statements waited for locks, by digest.",
                            Table.PICOSECONDS),
                    new Measure(
                            "SUM_CPU_TIME",
                            "cpu_time_seconds_total",
                            "Processor seconds of statements, by digest.",
                            Table.PICOSECONDS));

    /** For a server that does not tell quantiles: 0, as at the peer. */
    private static final int NO_QUANTILES = -1;

    private static final List<String> QUANTILES = List.of("95", "99", "999");

    private record Measure(String column, String family, String help, double scale) {}

    @Override
    public String name() {
        return "perf_schema.eventsstatements";
    }

    @Override
    public void collect(Server server, Families families) throws SQLException {
        boolean latency = !server.isMariaDb() && server.isAtLeast(8, 0, 28);
        List<Measure> measures = new ArrayList<>(ALWAYS);
        if (latency) {
            measures.addAll(OF_MYSQL);
        }
        for (Rows.Row row : server.query(sql(measures, latency)).rows()) {
            String[] labels = {
                "schema", row.text(0), "digest", row.text(1), "digest_text", row.text(2)
            };
            for (int i = 0; i < measures.size(); i++) {
                Measure m = measures.get(i);
                families.counter(FAMILY + m.family, m.help, row.number(3 + i) * m.scale, labels);
            }
            if (!latency) {
                // As at the peer: there, but never counted.
                OF_MYSQL.forEach(m -> families.counter(FAMILY + m.family, m.help, 0, labels));
            }
            latency(row, latency ? 3 + measures.size() : NO_QUANTILES, families, labels);
        }
    }

    private static void latency(Rows.Row row, int column, Families families, String[] labels) {
        String family = FAMILY + "latency";
        String help = "Latency of statements in seconds, by digest.";
        for (int i = 0; i < QUANTILES.size(); i++) {
            String[] all = {
                labels[0],
                labels[1],
                labels[2],
                labels[3],
                labels[4],
                labels[5],
                "quantile",
                QUANTILES.get(i)
            };
            double seconds =
                    column == NO_QUANTILES ? 0 : row.number(column + i) * Table.PICOSECONDS;
            families.add(family, MetricType.SUMMARY, help, "", seconds, all);
        }
        double sum = row.number(4) * Table.PICOSECONDS;
        families.add(family, MetricType.SUMMARY, help, "_sum", sum, labels);
        families.add(family, MetricType.SUMMARY, help, "_count", row.number(3), labels);
    }

    private String sql(List<Measure> measures, boolean latency) {
        String schemas =
                Stream.concat(
                                Stream.of("mysql", "performance_schema", "information_schema"),
                                excludeSchemas.stream())
                        .map(Server::quote)
                        .collect(Collectors.joining(", "));
        String columns = measures.stream().map(Measure::column).collect(Collectors.joining(", "));
        return "SELECT IFNULL(SCHEMA_NAME, 'NONE'), DIGEST, LEFT(DIGEST_TEXT, "
                + digestTextLimit
                + "), "
                + columns
                + (latency ? ", QUANTILE_95, QUANTILE_99, QUANTILE_999" : "")
                + " FROM performance_schema.events_statements_summary_by_digest"
                + " WHERE SCHEMA_NAME NOT IN ("
                + schemas
                + ") AND LAST_SEEN > DATE_SUB(NOW(), INTERVAL "
                + timeLimitSeconds
                + " SECOND) ORDER BY SUM_TIMER_WAIT DESC LIMIT "
                + limit;
    }
}
