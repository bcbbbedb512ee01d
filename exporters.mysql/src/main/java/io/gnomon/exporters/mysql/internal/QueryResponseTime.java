package io.gnomon.exporters.mysql.internal;

import io.gnomon.model.sample.MetricType;

import java.math.BigDecimal;
import java.sql.SQLException;

/** The plugin query_response_time of MariaDB and Percona Server, as histograms. */
record QueryResponseTime() implements Collector {
    private static final String FAMILY = "query_response_time_seconds";

    @Override
    public String name() {
        return "info_schema.query_response_time";
    }

    @Override
    public void collect(Server server, Families families) throws SQLException {
        Rows.Row stats = server.query("SELECT @@query_response_time_stats").rows().getFirst();
        if (stats.number(0) == 0) {
            return;
        }
        histogram(server, "", "info_schema_" + FAMILY, "all", families);
        try {
            histogram(server, "_READ", "info_schema_read_" + FAMILY, "reading", families);
            histogram(server, "_WRITE", "info_schema_write_" + FAMILY, "writing", families);
        } catch (SQLException e) {
            if (!Lacking.is(e)) { // Only Percona Server 5.6 and 5.7 tells them apart.
                throw e;
            }
        }
    }

    private static void histogram(
            Server server, String table, String family, String which, Families families)
            throws SQLException {
        String help = "How long " + which + " queries took, in seconds.";
        double count = 0;
        double sum = 0;
        String sql =
                "SELECT TIME, COUNT, TOTAL FROM INFORMATION_SCHEMA.QUERY_RESPONSE_TIME" + table;
        for (Rows.Row row : server.query(sql).rows()) {
            double limit = StatusText.number(row.text(0).strip());
            double total = StatusText.number(row.text(2).strip());
            count += row.number(1);
            sum += Double.isNaN(total) ? 0 : total;
            if (limit > 0) { // "TOO LONG" is no bucket.
                families.add(
                        family, MetricType.HISTOGRAM, help, "_bucket", count, "le", bound(limit));
            }
        }
        families.add(family, MetricType.HISTOGRAM, help, "_bucket", count, "le", "+Inf");
        families.add(family, MetricType.HISTOGRAM, help, "_sum", sum);
        families.add(family, MetricType.HISTOGRAM, help, "_count", count);
    }

    /** As Go prints it, in which form the peer's series have it: 1e-06, 0.001, 10, 1e+06. */
    static String bound(double limit) {
        int exponent = (int) Math.floor(Math.log10(limit) + 1e-9);
        if (exponent >= -4 && exponent < 21) {
            String text = new BigDecimal(Double.toString(limit)).toPlainString();
            return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
        }
        String[] parts = Double.toString(limit).split("E", 2);
        String mantissa =
                parts[0].endsWith(".0") ? parts[0].substring(0, parts[0].length() - 2) : parts[0];
        int digits = Math.abs(exponent);
        return mantissa + "e" + (exponent < 0 ? "-" : "+") + (digits < 10 ? "0" : "") + digits;
    }
}
