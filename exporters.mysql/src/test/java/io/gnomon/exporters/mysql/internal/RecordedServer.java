package io.gnomon.exporters.mysql.internal;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A server that answers queries, found by their beginning, with rows written down in a test. */
final class RecordedServer implements Server {
    private final String version;
    private final Map<String, Rows> answers = new LinkedHashMap<>();
    private final Map<String, SQLException> errors = new LinkedHashMap<>();

    RecordedServer(String version) {
        this.version = version;
    }

    static RecordedServer mariaDb() {
        return new RecordedServer("11.4.5-MariaDB");
    }

    /** Columns and rows with | between the values. */
    RecordedServer answer(String query, String columns, String... rows) {
        List<String> names = List.of(columns.split("\\|", -1));
        List<Rows.Row> all = new ArrayList<>();
        for (String row : rows) {
            all.add(new Rows.Row(names, row.split("\\|", -1)));
        }
        answers.put(query, new Rows(names, all));
        return this;
    }

    RecordedServer refuse(String query, int code) {
        errors.put(query, new SQLException("refused with " + code, "42000", code));
        return this;
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public Rows query(String sql) throws SQLException {
        for (Map.Entry<String, SQLException> e : errors.entrySet()) {
            if (sql.startsWith(e.getKey())) {
                throw e.getValue();
            }
        }
        for (Map.Entry<String, Rows> e : answers.entrySet()) {
            if (sql.startsWith(e.getKey())) {
                return e.getValue();
            }
        }
        throw new SQLException("Unknown table: " + sql, "42S02", 1109);
    }
}
