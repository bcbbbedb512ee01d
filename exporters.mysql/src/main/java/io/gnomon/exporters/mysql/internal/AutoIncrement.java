package io.gnomon.exporters.mysql.internal;

import java.sql.SQLException;
import java.util.Map;

/** How far columns with auto_increment have come, and how far they can. */
record AutoIncrement() implements Collector {
    private static final Map<String, Integer> BITS =
            Map.of("tinyint", 7, "smallint", 15, "mediumint", 23, "int", 31, "bigint", 63);

    @Override
    public String name() {
        return "auto_increment.columns";
    }

    @Override
    public void collect(Server server, Families families) throws SQLException {
        String sql =
                "SELECT c.table_schema, c.table_name, c.column_name, t.auto_increment, c.data_type,"
                        + " c.column_type FROM information_schema.tables t"
                        + " JOIN information_schema.columns c"
                        + " ON c.table_schema = t.table_schema AND c.table_name = t.table_name"
                        + " WHERE c.extra LIKE '%auto_increment%' AND t.auto_increment IS NOT NULL";
        for (Rows.Row row : server.query(sql).rows()) {
            String[] labels = {"schema", row.text(0), "table", row.text(1), "column", row.text(2)};
            Integer bits = BITS.get(row.text(4));
            families.gauge(
                    "info_schema_auto_increment_column",
                    "Next value of a column with auto_increment.",
                    row.number(3),
                    labels);
            if (bits != null) {
                int unsigned = row.text(5).contains(" unsigned") ? 1 : 0;
                families.gauge(
                        "info_schema_auto_increment_column_max",
                        "Largest value of a column with auto_increment.",
                        Math.pow(2, bits + unsigned) - 1,
                        labels);
            }
        }
    }
}
