package io.gnomon.exporters.mysql.internal;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** SHOW GLOBAL STATUS: a family for each row, but some groups share one. */
record GlobalStatus() implements Collector {
    private static final String FAMILY = "global_status_";
    private static final String PAGES = "innodb_buffer_pool_pages_";
    private static final List<Group> GROUPS =
            List.of(
                    new Group("com_", "commands_total", "command", "Commands, by kind."),
                    new Group("handler_", "handlers_total", "handler", "Handler calls, by kind."),
                    new Group(
                            "connection_errors_",
                            "connection_errors_total",
                            "error",
                            "Errors at connecting, by kind."),
                    new Group(
                            "innodb_rows_",
                            "innodb_row_ops_total",
                            "operation",
                            "Row operations of InnoDB, by kind."),
                    new Group(
                            "performance_schema_",
                            "performance_schema_lost_total",
                            "instrumentation",
                            "What performance_schema had no room for, by instrumentation."));
    private static final List<String> LATENCY =
            List.of("min_seconds", "avg_seconds", "max_seconds", "stdev", "sample_size");

    private record Group(String prefix, String family, String label, String help) {}

    @Override
    public String name() {
        return "global_status";
    }

    @Override
    public void collect(Server server, Families families) throws SQLException {
        Map<String, String> texts = new HashMap<>();
        for (Rows.Row row : server.query("SHOW GLOBAL STATUS").rows()) {
            String key = row.text(0).toLowerCase(Locale.ROOT);
            double value = StatusText.parse(row.text(1));
            if (Double.isNaN(value)) {
                texts.put(key, row.text(1));
            } else {
                number(StatusText.metricName(key), value, families);
            }
        }
        galera(texts, families);
    }

    private static void number(String key, double value, Families families) {
        if (key.startsWith(PAGES)) {
            pages(key.substring(PAGES.length()), value, families);
            return;
        }
        for (Group g : GROUPS) {
            if (key.startsWith(g.prefix)) {
                families.counter(
                        FAMILY + g.family,
                        g.help,
                        value,
                        g.label,
                        key.substring(g.prefix.length()));
                return;
            }
        }
        families.untyped(FAMILY + key, "Row of SHOW GLOBAL STATUS.", value);
    }

    /** States are parts of the whole, dirty pages are data pages, other rows are counters. */
    private static void pages(String state, double value, Families families) {
        switch (state) {
            case "data", "free", "misc", "old" ->
                    families.gauge(
                            FAMILY + "buffer_pool_pages",
                            "Pages of InnoDB's buffer pool, by state.",
                            value,
                            "state",
                            state);
            case "dirty" ->
                    families.gauge(
                            FAMILY + "buffer_pool_dirty_pages",
                            "Dirty pages of InnoDB's buffer pool.",
                            value);
            case "total" -> {}
            default ->
                    families.counter(
                            FAMILY + "buffer_pool_page_changes_total",
                            "Changes of pages in InnoDB's buffer pool, by operation.",
                            value,
                            "operation",
                            state);
        }
    }

    private static void galera(Map<String, String> texts, Families families) {
        String uuid = texts.getOrDefault("wsrep_local_state_uuid", "");
        if (!uuid.isEmpty()) {
            families.gauge(
                    "galera_status_info",
                    "Identity of the node in its Galera cluster.",
                    1,
                    "wsrep_local_state_uuid",
                    uuid,
                    "wsrep_cluster_state_uuid",
                    texts.getOrDefault("wsrep_cluster_state_uuid", ""),
                    "wsrep_provider_version",
                    texts.getOrDefault("wsrep_provider_version", ""));
        }
        String latency = texts.getOrDefault("wsrep_evs_repl_latency", "");
        String[] parts = latency.split("/", -1);
        for (int i = 0; i < parts.length && parts.length == LATENCY.size(); i++) {
            families.gauge(
                    "galera_evs_repl_latency_" + LATENCY.get(i),
                    "Latency of Galera's group communication: " + LATENCY.get(i) + ".",
                    StatusText.number(parts[i]));
        }
    }
}
