package io.gnomon.exporters.mysql.internal;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** SHOW GLOBAL VARIABLES: numbers and switches as gauges, some texts as labels. */
record GlobalVariables() implements Collector {
    private static final Pattern CACHE_SIZE = Pattern.compile("gcache\\.size = (\\d+)([MG]?);");

    @Override
    public String name() {
        return "global_variables";
    }

    @Override
    public void collect(Server server, Families families) throws SQLException {
        Map<String, String> texts = new HashMap<>();
        for (Rows.Row row : server.query("SHOW GLOBAL VARIABLES").rows()) {
            String key = row.text(0).toLowerCase(Locale.ROOT);
            double value = StatusText.parse(row.text(1));
            if (Double.isNaN(value)) {
                texts.put(key, row.text(1));
            } else {
                families.gauge(
                        "global_variables_" + StatusText.metricName(key),
                        "Row of SHOW GLOBAL VARIABLES.",
                        value);
            }
        }
        families.gauge(
                "version_info",
                "Version and distribution of the server.",
                1,
                "innodb_version",
                texts.getOrDefault("innodb_version", ""),
                "version",
                texts.getOrDefault("version", ""),
                "version_comment",
                texts.getOrDefault("version_comment", ""));
        info(families, "galera_variables_info", "wsrep_cluster_name", texts);
        String options = texts.getOrDefault("wsrep_provider_options", "");
        if (!options.isEmpty()) {
            families.gauge(
                    "galera_gcache_size_bytes", "Size of Galera's cache.", cacheSize(options));
        }
        String isolation =
                texts.getOrDefault("transaction_isolation", texts.getOrDefault("tx_isolation", ""));
        if (!isolation.isEmpty()) {
            families.gauge(
                    "transaction_isolation",
                    "Isolation of transactions that is the default.",
                    1,
                    "level",
                    isolation);
        }
    }

    private static void info(
            Families families, String family, String key, Map<String, String> texts) {
        String text = texts.getOrDefault(key, "");
        if (!text.isEmpty()) {
            families.gauge(family, "Name of the Galera cluster.", 1, key, text);
        }
    }

    private static double cacheSize(String options) {
        var size = CACHE_SIZE.matcher(options);
        if (!size.find()) {
            return 0;
        }
        double number = Double.parseDouble(size.group(1));
        return switch (size.group(2)) {
            case "M" -> number * (1L << 20);
            case "G" -> number * (1L << 30);
            default -> number;
        };
    }
}
