package io.gnomon.exporters.mysql.internal;

import java.sql.SQLException;

/** One subject of a server. Immutable; called by many threads, each with a server of its own. */
interface Collector {
    /** As in mysqld_exporter's flags: {@code --collect.NAME}. */
    String name();

    /**
     * Reports what can be read now.
     *
     * @throws Lacking when this server does not have the subject: the collector is left out
     * @throws SQLException when the server refuses or is gone: the collector's success is 0
     */
    void collect(Server server, Families families) throws SQLException;
}
