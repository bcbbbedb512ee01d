package io.gnomon.exporters.mysql.internal;

import java.sql.SQLException;
import java.util.List;
import java.util.Locale;

/** Replication as the replica sees it: every column that is a number, a switch or a state. */
record SlaveStatus() implements Collector {
    /** MariaDB's for all connections; MySQL's until 8.3; MySQL's from 8.0.22 on. */
    private static final List<String> QUERIES =
            List.of("SHOW ALL SLAVES STATUS", "SHOW SLAVE STATUS", "SHOW REPLICA STATUS");

    @Override
    public String name() {
        return "slave_status";
    }

    @Override
    public void collect(Server server, Families families) throws SQLException {
        for (Rows.Row row : firstOf(server, QUERIES).rows()) {
            String[] labels = {
                "master_host", either(row, "Master_Host", "Source_Host"),
                "master_uuid", either(row, "Master_UUID", "Source_UUID"),
                "channel_name", row.text("Channel_Name"),
                "connection_name", row.text("Connection_name")
            };
            for (int i = 0; i < row.columns().size(); i++) {
                String column = row.columns().get(i).toLowerCase(Locale.ROOT);
                if (column.equals("gtid_io_pos") || column.equals("gtid_slave_pos")) {
                    positions(column, row.text(i), labels, families);
                } else {
                    families.untyped(
                            "slave_status_" + StatusText.metricName(column),
                            "Column of SHOW SLAVE STATUS.",
                            StatusText.parse(row.text(i)),
                            labels);
                }
            }
        }
    }

    /** The answer to the first statement whose syntax the server knows. */
    static Rows firstOf(Server server, List<String> queries) throws SQLException {
        for (int i = 0; ; i++) {
            try {
                return server.query(queries.get(i));
            } catch (SQLException e) {
                if (e.getErrorCode() != Lacking.SYNTAX || i == queries.size() - 1) {
                    throw e;
                }
            }
        }
    }

    /** A list of MariaDB's {@code domain-server-sequence}. */
    private static void positions(String column, String text, String[] labels, Families families) {
        for (String gtid : text.split(",", -1)) {
            String[] parts = gtid.strip().split("-", -1);
            if (parts.length == 3) {
                String[] all = {
                    labels[0],
                    labels[1],
                    labels[2],
                    labels[3],
                    labels[4],
                    labels[5],
                    labels[6],
                    labels[7],
                    "domain_id",
                    parts[0],
                    "server_id",
                    parts[1]
                };
                families.gauge(
                        "slave_status_" + column,
                        "Sequence number of MariaDB's GTID, by domain and server.",
                        StatusText.number(parts[2]),
                        all);
            }
        }
    }

    static String either(Rows.Row row, String old, String present) {
        String text = row.text(old);
        return text.isEmpty() ? row.text(present) : text;
    }
}
