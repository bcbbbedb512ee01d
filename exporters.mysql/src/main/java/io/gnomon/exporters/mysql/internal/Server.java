package io.gnomon.exporters.mysql.internal;

import java.sql.SQLException;

/** A connection to a server, for one thread. */
interface Server {
    /** As the server says it, such as {@code 8.4.3} or {@code 11.4.5-MariaDB-log}. */
    String version() throws SQLException;

    /** All rows of a query. */
    Rows query(String sql) throws SQLException;

    default boolean isMariaDb() throws SQLException {
        return version().contains("MariaDB");
    }

    /** Whether the version is at least this one; of MariaDB's versions, too. */
    default boolean isAtLeast(int... version) throws SQLException {
        String[] parts = version().split("[^0-9]+", 4);
        for (int i = 0; i < version.length; i++) {
            int part = i < parts.length && !parts[i].isEmpty() ? Integer.parseInt(parts[i]) : 0;
            if (part != version[i]) {
                return part > version[i];
            }
        }
        return true;
    }

    /** A text as a literal of SQL. */
    static String quote(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
    }
}
