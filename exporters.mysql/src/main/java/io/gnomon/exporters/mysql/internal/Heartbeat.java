package io.gnomon.exporters.mysql.internal;

import java.sql.SQLException;

/** The table that pt-heartbeat writes, beside the server's time. */
record Heartbeat(String database, String table, boolean utc) implements Collector {
    @Override
    public String name() {
        return "heartbeat";
    }

    @Override
    public void collect(Server server, Families families) throws SQLException {
        String sql =
                "SELECT UNIX_TIMESTAMP(ts), UNIX_TIMESTAMP("
                        + (utc ? "UTC_TIMESTAMP(6)" : "NOW(6)")
                        + "), server_id FROM "
                        + name(database)
                        + "."
                        + name(table);
        try {
            for (Rows.Row row : server.query(sql).rows()) {
                families.gauge(
                        "heartbeat_now_timestamp_seconds",
                        "The server's time in seconds since 1970.",
                        row.number(1),
                        "server_id",
                        row.text(2));
                families.gauge(
                        "heartbeat_stored_timestamp_seconds",
                        "The time in the heartbeat table in seconds since 1970.",
                        row.number(0),
                        "server_id",
                        row.text(2));
            }
        } catch (SQLException e) {
            // A table that is not there is a wrong setting here, not a matter of the version.
            throw new SQLException(e.getMessage(), e);
        }
    }

    private static String name(String text) {
        return "`" + text.replace("`", "``") + "`";
    }
}
