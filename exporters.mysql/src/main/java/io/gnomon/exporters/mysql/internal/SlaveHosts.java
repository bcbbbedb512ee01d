package io.gnomon.exporters.mysql.internal;

import java.sql.SQLException;
import java.util.List;

/** Replicas that have registered; the family's odd name is the peer's. */
record SlaveHosts() implements Collector {
    private static final List<String> QUERIES = List.of("SHOW SLAVE HOSTS", "SHOW REPLICAS");

    @Override
    public String name() {
        return "slave_hosts";
    }

    @Override
    public void collect(Server server, Families families) throws SQLException {
        for (Rows.Row row : SlaveStatus.firstOf(server, QUERIES).rows()) {
            families.gauge(
                    "heartbeat_mysql_slave_hosts_info",
                    "A replica that has registered at this server.",
                    1,
                    "server_id",
                    row.text("Server_id"),
                    "slave_host",
                    row.text("Host"),
                    "port",
                    row.text("Port"),
                    "master_id",
                    SlaveStatus.either(row, "Master_id", "Source_id"),
                    "slave_uuid",
                    SlaveStatus.either(row, "Slave_UUID", "Replica_UUID"));
        }
    }
}
