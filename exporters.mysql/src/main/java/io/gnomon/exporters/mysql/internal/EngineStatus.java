package io.gnomon.exporters.mysql.internal;

import java.sql.SQLException;
import java.util.Locale;
import java.util.regex.Pattern;

/** SHOW ENGINE ... STATUS. */
final class EngineStatus {
    private static final Pattern QUERIES =
            Pattern.compile("(\\d+) queries inside InnoDB, (\\d+) queries in queue");
    private static final Pattern VIEWS = Pattern.compile("(\\d+) read views open inside InnoDB");

    private EngineStatus() {}

    /** Three numbers out of InnoDB's report. */
    record Innodb() implements Collector {
        @Override
        public String name() {
            return "engine_innodb_status";
        }

        @Override
        public void collect(Server server, Families families) throws SQLException {
            for (Rows.Row row : server.query("SHOW ENGINE INNODB STATUS").rows()) {
                var queries = QUERIES.matcher(row.text(2));
                if (queries.find()) {
                    families.gauge(
                            "engine_innodb_queries_inside_innodb",
                            "Queries inside InnoDB.",
                            StatusText.number(queries.group(1)));
                    families.gauge(
                            "engine_innodb_queries_in_queue",
                            "Queries that wait to enter InnoDB.",
                            StatusText.number(queries.group(2)));
                }
                var views = VIEWS.matcher(row.text(2));
                if (views.find()) {
                    families.gauge(
                            "engine_innodb_read_views_open_inside_innodb",
                            "Open read views of InnoDB.",
                            StatusText.number(views.group(1)));
                }
            }
        }
    }

    /** A family for each row that is a number. */
    record Tokudb() implements Collector {
        @Override
        public String name() {
            return "engine_tokudb_status";
        }

        @Override
        public void collect(Server server, Families families) throws SQLException {
            for (Rows.Row row : server.query("SHOW ENGINE TOKUDB STATUS").rows()) {
                String name =
                        row.text(1)
                                .toLowerCase(Locale.ROOT)
                                .replaceAll("[>,:()]", "")
                                .replaceAll("[+/]", "and");
                families.untyped(
                        "engine_tokudb_" + StatusText.metricName(name),
                        "Row of SHOW ENGINE TOKUDB STATUS.",
                        StatusText.parse(row.text(2)));
            }
        }
    }
}
