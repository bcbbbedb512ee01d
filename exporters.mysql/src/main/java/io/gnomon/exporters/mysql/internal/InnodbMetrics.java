package io.gnomon.exporters.mysql.internal;

import java.sql.SQLException;
import java.util.List;

/** The counters of information_schema.innodb_metrics that are switched on. */
record InnodbMetrics() implements Collector {
    private static final String FAMILY = "info_schema_innodb_metrics_";
    private static final String PAGES = "buffer_pool_pages_";

    @Override
    public String name() {
        return "info_schema.innodb_metrics";
    }

    @Override
    public void collect(Server server, Families families) throws SQLException {
        for (Rows.Row row :
                server.query(
                                "SELECT name, subsystem, type, comment, count FROM"
                                        + " information_schema.innodb_metrics WHERE "
                                        + switchedOn(server))
                        .rows()) {
            String name = row.text(0);
            String subsystem = row.text(1);
            double value = row.number(4);
            if (subsystem.equals("buffer_page_io")) {
                pageOperation(name, value, families);
            } else if (subsystem.equals("buffer") && name.startsWith(PAGES)) {
                pages(name.substring(PAGES.length()), value, families);
            } else {
                String family = FAMILY + StatusText.metricName(subsystem + "_" + name);
                boolean counts =
                        row.text(2).equals("counter") || row.text(2).equals("status_counter");
                if (counts && value >= 0) { // Some counters run below zero: MySQL bug 75966.
                    families.counter(family + "_total", row.text(3), value);
                } else {
                    families.gauge(family, row.text(3), value);
                }
            }
        }
    }

    /** MySQL has a column STATUS, MariaDB from 10.5 on ENABLED. */
    private static String switchedOn(Server server) throws SQLException {
        List<Rows.Row> rows =
                server.query(
                                "SELECT column_name FROM information_schema.columns WHERE"
                                    + " table_schema = 'information_schema' AND table_name ="
                                    + " 'INNODB_METRICS' AND column_name IN ('status', 'enabled')")
                        .rows();
        if (rows.isEmpty()) {
            throw new Lacking("information_schema.innodb_metrics does not exist");
        }
        return rows.getFirst().text(0).equalsIgnoreCase("ENABLED")
                ? "enabled = 1"
                : "status = 'enabled'";
    }

    private static void pageOperation(String name, double value, Families families) {
        for (String operation : List.of("read", "written")) {
            String prefix = "buffer_page_" + operation + "_";
            if (name.startsWith(prefix)) {
                families.counter(
                        FAMILY + "buffer_page_" + operation + "_total",
                        "Pages " + operation + " by the buffer pool, by type.",
                        value,
                        "type",
                        name.substring(prefix.length()));
            }
        }
    }

    private static void pages(String state, double value, Families families) {
        if (state.equals("dirty")) {
            families.gauge(
                    FAMILY + "buffer_pool_dirty_pages", "Dirty pages of the buffer pool.", value);
        } else if (!state.equals("total")) {
            families.gauge(
                    FAMILY + "buffer_pool_pages",
                    "Pages of the buffer pool, by state.",
                    value,
                    "state",
                    state);
        }
    }
}
