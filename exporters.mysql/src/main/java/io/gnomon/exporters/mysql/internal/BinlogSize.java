package io.gnomon.exporters.mysql.internal;

import java.sql.SQLException;
import java.util.List;

/** Size and number of the binary logs; nothing when the binary log is off. */
record BinlogSize() implements Collector {
    @Override
    public String name() {
        return "binlog_size";
    }

    @Override
    public void collect(Server server, Families families) throws SQLException {
        if (server.query("SELECT @@log_bin").rows().getFirst().number(0) == 0) {
            return;
        }
        List<Rows.Row> rows = server.query("SHOW BINARY LOGS").rows();
        double size = 0;
        String last = "";
        for (Rows.Row row : rows) {
            size += row.number(1);
            last = row.text(0);
        }
        families.gauge("binlog_size_bytes", "Size of all binary logs together.", size);
        families.gauge("binlog_files", "Number of binary logs.", rows.size());
        families.gauge(
                "binlog_file_number",
                "Number in the name of the last binary log.",
                StatusText.number(last.substring(last.lastIndexOf('.') + 1)));
    }
}
