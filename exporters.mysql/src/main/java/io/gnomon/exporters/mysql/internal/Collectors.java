package io.gnomon.exporters.mysql.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All collectors there are, in the order of the peer's help. */
final class Collectors {
    private static final Set<String> BY_DEFAULT =
            Set.of(
                    "global_status",
                    "global_variables",
                    "slave_status",
                    "info_schema.innodb_cmp",
                    "info_schema.innodb_cmpmem",
                    "info_schema.query_response_time");

    private Collectors() {}

    /** Names, with whether they run when nothing is said. */
    static Map<String, Boolean> names() {
        Map<String, Boolean> names = new LinkedHashMap<>();
        all(MysqlSettings.DEFAULTS)
                .forEach(c -> names.put(c.name(), BY_DEFAULT.contains(c.name())));
        return names;
    }

    static List<Collector> all(MysqlSettings.Options o) {
        return List.of(
                new AutoIncrement(),
                new BinlogSize(),
                new EngineStatus.Innodb(),
                new EngineStatus.Tokudb(),
                new GlobalStatus(),
                new GlobalVariables(),
                new Heartbeat(o.heartbeatDatabase(), o.heartbeatTable(), o.heartbeatUtc()),
                Statistics.ofClients(),
                InformationSchema.innodbCmp(),
                InformationSchema.innodbCmpmem(),
                new InnodbMetrics(),
                new InnodbTablespaces(),
                new Processlist(o.processlistMinTime(), o.processesByUser(), o.processesByHost()),
                new QueryResponseTime(),
                InformationSchema.replicaHosts(),
                new RocksdbPerfContext(),
                InformationSchema.schemaStatistics(),
                new TableSizes(o.tablesDatabases()),
                InformationSchema.tableStatistics(),
                Statistics.ofUsers(),
                new MysqlUsers(o.userPrivileges()),
                new EventsStatements(
                        o.statementsLimit(),
                        o.statementsTimeLimit(),
                        o.digestTextLimit(),
                        o.excludeSchemas()),
                PerformanceSchema.statementSums(),
                PerformanceSchema.eventsWaits(),
                PerformanceSchema.fileEvents(),
                PerformanceSchema.fileInstances(o.fileFilter(), o.fileRemovePrefix()),
                PerformanceSchema.indexIoWaits(),
                PerformanceSchema.memoryEvents(o.memoryRemovePrefix()),
                new GroupReplication.Appliers(),
                new GroupReplication.MemberStats(),
                new GroupReplication.Members(),
                PerformanceSchema.tableIoWaits(),
                PerformanceSchema.tableLocks(),
                new SlaveHosts(),
                new SlaveStatus(),
                InformationSchema.userSummary());
    }
}
