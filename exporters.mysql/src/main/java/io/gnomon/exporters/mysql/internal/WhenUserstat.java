package io.gnomon.exporters.mysql.internal;

import java.sql.SQLException;
import java.util.List;

/** Statistics that MariaDB and Percona Server keep when the variable userstat is on. */
record WhenUserstat(Collector collector) implements Collector {
    private static final String QUERY =
            "SHOW GLOBAL VARIABLES WHERE Variable_name IN ('userstat', 'userstat_running')";

    @Override
    public String name() {
        return collector.name();
    }

    @Override
    public void collect(Server server, Families families) throws SQLException {
        List<Rows.Row> rows = server.query(QUERY).rows();
        if (rows.isEmpty()) {
            throw new Lacking("the variable userstat does not exist");
        }
        if (!rows.getFirst().text(1).equalsIgnoreCase("OFF")) {
            collector.collect(server, families);
        }
    }
}
