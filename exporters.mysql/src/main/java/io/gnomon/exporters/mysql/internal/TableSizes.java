package io.gnomon.exporters.mysql.internal;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Rows and sizes of tables; {@code *} stands for all schemas but the server's own. */
record TableSizes(String databases) implements Collector {
    private static final String[] COMPONENTS = {"data_length", "index_length", "data_free"};

    @Override
    public String name() {
        return "info_schema.tables";
    }

    @Override
    public void collect(Server server, Families families) throws SQLException {
        String which =
                databases.equals("*")
                        ? "NOT IN ('mysql', 'performance_schema', 'information_schema', 'sys')"
                        : "IN ("
                                + Arrays.stream(databases.split(",", -1))
                                        .map(Server::quote)
                                        .collect(Collectors.joining(", "))
                                + ")";
        String sql =
                "SELECT TABLE_SCHEMA, TABLE_NAME, TABLE_TYPE, IFNULL(ENGINE, 'NONE'),"
                        + " IFNULL(VERSION, 0), IFNULL(ROW_FORMAT, 'NONE'), IFNULL(TABLE_ROWS, 0),"
                        + " IFNULL(DATA_LENGTH, 0), IFNULL(INDEX_LENGTH, 0), IFNULL(DATA_FREE, 0),"
                        + " IFNULL(CREATE_OPTIONS, 'NONE') FROM information_schema.tables"
                        + " WHERE TABLE_SCHEMA "
                        + which;
        for (Rows.Row row : server.query(sql).rows()) {
            String schema = row.text(0);
            String table = row.text(1);
            families.gauge(
                    "info_schema_table_version",
                    "Version number of the table's .frm file.",
                    row.number(4),
                    "schema",
                    schema,
                    "table",
                    table,
                    "type",
                    row.text(2),
                    "engine",
                    row.text(3),
                    "row_format",
                    row.text(5),
                    "create_options",
                    row.text(10));
            families.gauge(
                    "info_schema_table_rows",
                    "Rows of the table, as the server estimates them.",
                    row.number(6),
                    "schema",
                    schema,
                    "table",
                    table);
            for (int i = 0; i < COMPONENTS.length; i++) {
                families.gauge(
                        "info_schema_table_size",
                        "Bytes of the table, by component.",
                        row.number(7 + i),
                        "schema",
                        schema,
                        "table",
                        table,
                        "component",
                        COMPONENTS[i]);
            }
        }
    }
}
