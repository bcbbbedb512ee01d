package io.gnomon.exporters.mysql.internal;

import java.sql.SQLException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Tablespaces of InnoDB; the table's name and columns differ between versions. */
record InnodbTablespaces() implements Collector {
    private static final String FAMILY = "info_schema_innodb_tablespace_";

    @Override
    public String name() {
        return "info_schema.innodb_tablespaces";
    }

    @Override
    public void collect(Server server, Families families) throws SQLException {
        String table = "";
        Set<String> columns = new HashSet<>();
        for (Rows.Row row :
                server.query(
                                "SELECT table_name, column_name FROM information_schema.columns"
                                    + " WHERE table_schema = 'information_schema' AND table_name IN"
                                    + " ('INNODB_SYS_TABLESPACES', 'INNODB_TABLESPACES')")
                        .rows()) {
            table = row.text(0);
            columns.add(row.text(1).toUpperCase(Locale.ROOT));
        }
        if (!columns.contains("FILE_SIZE")) {
            throw new Lacking("information_schema has no sizes of InnoDB's tablespaces");
        }
        String sql =
                "SELECT SPACE, NAME, "
                        + (columns.contains("FILE_FORMAT")
                                ? "IFNULL(FILE_FORMAT, 'NONE')"
                                : "'NONE'")
                        + ", IFNULL(ROW_FORMAT, 'NONE'), "
                        + (columns.contains("SPACE_TYPE") ? "IFNULL(SPACE_TYPE, 'NONE')" : "''")
                        + ", FILE_SIZE, ALLOCATED_SIZE FROM information_schema."
                        + table;
        for (Rows.Row row : server.query(sql).rows()) {
            families.gauge(
                    FAMILY + "space_info",
                    "Number and kind of a tablespace.",
                    row.number(0),
                    "tablespace_name",
                    row.text(1),
                    "file_format",
                    row.text(2),
                    "row_format",
                    row.text(3),
                    "space_type",
                    row.text(4));
            families.gauge(
                    FAMILY + "file_size_bytes",
                    "Size of the tablespace's file, uncompressed.",
                    row.number(5),
                    "tablespace_name",
                    row.text(1));
            families.gauge(
                    FAMILY + "allocated_size_bytes",
                    "Room that the tablespace's file takes on disk.",
                    row.number(6),
                    "tablespace_name",
                    row.text(1));
        }
    }
}
