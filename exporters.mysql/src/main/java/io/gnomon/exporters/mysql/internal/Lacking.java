package io.gnomon.exporters.mysql.internal;

import java.sql.SQLException;
import java.util.Set;

/** What a collector asks for does not exist in this server's version or flavour. */
final class Lacking extends SQLException {
    private static final long serialVersionUID = 1L;

    /**
     * Unknown schema (such as sys), column, table of information_schema, table, system variable,
     * storage engine; see MySQL's and MariaDB's lists of server errors.
     */
    private static final Set<Integer> CODES = Set.of(1049, 1054, 1109, 1146, 1193, 1286);

    /** "You have an error in your SQL syntax": a statement of another version. */
    static final int SYNTAX = 1064;

    Lacking(String message) {
        super(message);
    }

    /** Whether an answer means that the server has nothing of the kind. */
    static boolean is(SQLException e) {
        return e instanceof Lacking || CODES.contains(e.getErrorCode());
    }
}
