package io.gnomon.exporters.mysql.internal;

import io.gnomon.model.sample.MetricType;

import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;

/**
 * client_statistics and user_statistics: the first column is the label, each other one a family.
 * Columns that are not known are untyped.
 */
record Statistics(String name, String table, String label, boolean timeoutsAreKnown)
        implements Collector {
    /** Ends of the families' names where they are not the column's name and {@code _total}. */
    private static final Map<String, String> NAMES =
            Map.of(
                    "TOTAL_CONNECTIONS", "total_connections",
                    "CONCURRENT_CONNECTIONS", "concurrent_connections",
                    "CONNECTED_TIME", "connected_time_seconds_total",
                    "BUSY_TIME", "busy_seconds_total",
                    "CPU_TIME", "cpu_time_seconds_total");

    private static final String KNOWN =
            " BYTES_RECEIVED BYTES_SENT BINLOG_BYTES_WRITTEN ROWS_READ ROWS_SENT ROWS_DELETED"
                    + " ROWS_INSERTED ROWS_FETCHED ROWS_UPDATED TABLE_ROWS_READ SELECT_COMMANDS"
                    + " UPDATE_COMMANDS OTHER_COMMANDS COMMIT_TRANSACTIONS ROLLBACK_TRANSACTIONS"
                    + " DENIED_CONNECTIONS LOST_CONNECTIONS ACCESS_DENIED EMPTY_QUERIES"
                    + " TOTAL_SSL_CONNECTIONS ";

    static Collector ofClients() {
        return new WhenUserstat(
                new Statistics("info_schema.clientstats", "client_statistics", "client", true));
    }

    /** The peer does not know MAX_STATEMENT_TIME_EXCEEDED here. */
    static Collector ofUsers() {
        return new WhenUserstat(
                new Statistics("info_schema.userstats", "user_statistics", "user", false));
    }

    @Override
    public void collect(Server server, Families families) throws SQLException {
        for (Rows.Row row : server.query("SELECT * FROM information_schema." + table).rows()) {
            for (int i = 1; i < row.columns().size(); i++) {
                String column = row.columns().get(i).toUpperCase(Locale.ROOT);
                String plain = column.toLowerCase(Locale.ROOT);
                boolean total =
                        KNOWN.contains(" " + column + " ")
                                || (timeoutsAreKnown
                                        && column.equals("MAX_STATEMENT_TIME_EXCEEDED"));
                String end = NAMES.getOrDefault(column, total ? plain + "_total" : plain);
                MetricType type =
                        column.equals("CONCURRENT_CONNECTIONS")
                                ? MetricType.GAUGE
                                : total || NAMES.containsKey(column)
                                        ? MetricType.COUNTER
                                        : MetricType.UNKNOWN;
                families.add(
                        "info_schema_" + table + "_" + end,
                        type,
                        "Column " + column + " of " + table + ", by " + label + ".",
                        "",
                        row.number(i),
                        label,
                        row.text(0));
            }
        }
    }
}
