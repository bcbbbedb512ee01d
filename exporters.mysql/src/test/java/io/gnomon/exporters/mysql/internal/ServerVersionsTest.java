package io.gnomon.exporters.mysql.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.platform.testkit.exporter.RecordedMetrics;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Each version of MySQL as its reference manual describes it: what it has is reported, what it
 * lacks is left out, nothing fails. Real servers are those of MariaDB, see itests.
 */
class ServerVersionsTest {
    /** Of MariaDB, Percona Server, Aurora and engines that MySQL does not have. */
    private static final Set<String> OF_OTHERS =
            Set.of(
                    "engine_tokudb_status",
                    "info_schema.clientstats",
                    "info_schema.query_response_time",
                    "info_schema.replica_host",
                    "info_schema.rocksdb_perf_context",
                    "info_schema.schemastats",
                    "info_schema.tablestats",
                    "info_schema.userstats");

    private static final Set<String> FROM_5_7_ON =
            Set.of(
                    "info_schema.innodb_tablespaces",
                    "perf_schema.memory_events",
                    "perf_schema.replication_group_member_stats",
                    "perf_schema.replication_group_members",
                    "sys.user_summary");

    private static final String APPLIERS = "perf_schema.replication_applier_status_by_worker";

    @ParameterizedTest
    @CsvSource({
        "5.6.51-log, 5.6",
        "5.7.44, 5.7",
        "8.0.20, 8.0",
        "8.0.36, 8.0",
        "8.4.3, 8.4",
        "9.1.0-commercial, 9.1",
        "9.5.0, 9.5"
    })
    void whatAVersionLacksIsLeftOut(String version, double series) throws SQLException {
        Server server = mysql(version, series);
        Set<String> lacking = new TreeSet<>(OF_OTHERS);
        if (series < 5.7) {
            lacking.addAll(FROM_5_7_ON);
        }
        if (series < 8.0) {
            lacking.add(APPLIERS);
        }
        Set<String> leftOut = new TreeSet<>();
        for (Collector collector : Collectors.all(MysqlSettings.DEFAULTS)) {
            if (collector.name().equals("heartbeat")) {
                continue; // Its table is a setting.
            }
            try {
                collector.collect(server, new Families());
            } catch (SQLException e) {
                assertTrue(Lacking.is(e), version + " " + collector.name() + ": " + e);
                leftOut.add(collector.name());
            }
        }
        assertEquals(lacking, leftOut, version);
    }

    @ParameterizedTest
    @CsvSource({
        "5.6.51, 5.6, slave_status_seconds_behind_master, master_host, master_id",
        "8.0.20, 8.0, slave_status_seconds_behind_master, master_host, master_id",
        "8.0.36, 8.0, slave_status_seconds_behind_master, master_host, master_id",
        "8.4.3, 8.4, slave_status_seconds_behind_source, master_host, master_id",
        "9.1.0, 9.1, slave_status_seconds_behind_source, master_host, master_id"
    })
    void replicationHasTheNamesOfItsVersion(
            String version, double series, String delay, String host, String source)
            throws SQLException {
        Families families = new Families();
        new SlaveStatus().collect(mysql(version, series), families);
        new SlaveHosts().collect(mysql(version, series), families);
        RecordedMetrics metrics = new RecordedMetrics();
        families.report(metrics);
        assertEquals(1, metrics.samples("mysql_" + delay).size(), version);
        metrics.samples("mysql_" + delay)
                .keySet()
                .forEach(labels -> assertEquals("1", labels.get(host), version));
        metrics.samples("mysql_heartbeat_mysql_slave_hosts_info")
                .keySet()
                .forEach(labels -> {
                    assertEquals("1", labels.get(source), version);
                    assertEquals("1", labels.get("slave_uuid"), version);
                });
    }

    @ParameterizedTest
    @CsvSource({"5.7.44, 5.7, 0", "8.0.20, 8.0, 0", "8.0.36, 8.0, 1", "9.1.0, 9.1, 1"})
    void digestsTellTheProcessorsTimeFrom8028On(String version, double series, double counted)
            throws SQLException {
        Families families = new Families();
        new EventsStatements(250, 86_400, 120, List.of()).collect(mysql(version, series), families);
        RecordedMetrics metrics = new RecordedMetrics();
        families.report(metrics);
        metrics.samples("mysql_perf_schema_events_statements_cpu_time_seconds_total")
                .values()
                .forEach(value -> assertEquals(counted * 1e-12, value, version));
    }

    /** A server of MySQL as the manual of its version has it. */
    private static Server mysql(String version, double series) {
        DocumentedServer server = new DocumentedServer(version);
        everywhere(server);
        boolean hasNewWords = series >= 8.4 || version.equals("8.0.36");
        if (series < 8.4) {
            server.statement(
                            "SHOW SLAVE STATUS",
                            "Slave_IO_State Master_Host Slave_IO_Running Slave_SQL_Running"
                                    + " Seconds_Behind_Master Master_UUID Channel_Name")
                    .statement("SHOW SLAVE HOSTS", "Server_id Host Port Master_id Slave_UUID");
        }
        if (hasNewWords) {
            server.statement(
                            "SHOW REPLICA STATUS",
                            "Replica_IO_State Source_Host Replica_IO_Running Replica_SQL_Running"
                                    + " Seconds_Behind_Source Source_UUID Channel_Name")
                    .statement("SHOW REPLICAS", "Server_Id Host Port Source_Id Replica_UUID");
        }
        if (series >= 5.7) {
            from57(server, series);
        } else {
            server.table(
                    "information_schema.innodb_sys_tablespaces",
                    "SPACE NAME FLAG FILE_FORMAT ROW_FORMAT PAGE_SIZE ZIP_PAGE_SIZE");
        }
        if (series >= 8.0) {
            from80(server);
        }
        if (series > 8.0 || version.equals("8.0.36")) {
            server.table(
                    "performance_schema.events_statements_summary_by_digest",
                    "SUM_CPU_TIME MAX_CONTROLLED_MEMORY MAX_TOTAL_MEMORY COUNT_SECONDARY");
        }
        return server;
    }

    private static void everywhere(DocumentedServer server) {
        server.variable("log_bin", "server_uuid")
                .statement("SHOW GLOBAL STATUS", "Variable_name Value")
                .statement("SHOW GLOBAL VARIABLES", "Variable_name Value")
                .statement("SHOW BINARY LOGS", "Log_name File_size")
                .statement("SHOW ENGINE INNODB STATUS", "Type Name Status")
                .table(
                        "information_schema.innodb_cmp",
                        "page_size compress_ops compress_ops_ok compress_time uncompress_ops"
                                + " uncompress_time")
                .table(
                        "information_schema.innodb_cmpmem",
                        "page_size buffer_pool_instance pages_used pages_free relocation_ops"
                                + " relocation_time")
                .table(
                        "information_schema.innodb_metrics",
                        "NAME SUBSYSTEM COUNT MAX_COUNT MIN_COUNT AVG_COUNT COUNT_RESET TYPE"
                                + " COMMENT STATUS")
                .table("information_schema.processlist", "ID USER HOST DB COMMAND TIME STATE INFO")
                .table(
                        "information_schema.tables",
                        "TABLE_CATALOG TABLE_SCHEMA TABLE_NAME TABLE_TYPE ENGINE VERSION"
                                + " ROW_FORMAT TABLE_ROWS AVG_ROW_LENGTH DATA_LENGTH INDEX_LENGTH"
                                + " DATA_FREE AUTO_INCREMENT CREATE_TIME CREATE_OPTIONS")
                .table(
                        "information_schema.columns",
                        "TABLE_SCHEMA TABLE_NAME COLUMN_NAME DATA_TYPE COLUMN_TYPE EXTRA")
                .table(
                        "mysql.user",
                        "Host User Select_priv Insert_priv max_questions max_updates"
                                + " max_connections max_user_connections plugin");
        performanceSchema(server);
    }

    private static void performanceSchema(DocumentedServer server) {
        String times = " COUNT_STAR SUM_TIMER_WAIT MIN_TIMER_WAIT AVG_TIMER_WAIT MAX_TIMER_WAIT";
        String files =
                times
                        + " COUNT_READ SUM_TIMER_READ SUM_NUMBER_OF_BYTES_READ COUNT_WRITE"
                        + " SUM_TIMER_WRITE SUM_NUMBER_OF_BYTES_WRITE COUNT_MISC SUM_TIMER_MISC";
        String waits =
                times
                        + " COUNT_READ SUM_TIMER_READ COUNT_WRITE SUM_TIMER_WRITE COUNT_FETCH"
                        + " SUM_TIMER_FETCH COUNT_INSERT SUM_TIMER_INSERT COUNT_UPDATE"
                        + " SUM_TIMER_UPDATE COUNT_DELETE SUM_TIMER_DELETE";
        StringBuilder locks = new StringBuilder(times);
        for (String lock :
                ("READ_NORMAL READ_WITH_SHARED_LOCKS READ_HIGH_PRIORITY READ_NO_INSERT"
                                + " READ_EXTERNAL WRITE_ALLOW_WRITE WRITE_CONCURRENT_INSERT"
                                + " WRITE_LOW_PRIORITY WRITE_NORMAL WRITE_EXTERNAL")
                        .split(" ", -1)) {
            locks.append(" COUNT_").append(lock).append(" SUM_TIMER_").append(lock);
        }
        String object = "OBJECT_TYPE OBJECT_SCHEMA OBJECT_NAME";
        String schema = "performance_schema.";
        server.table(schema + "events_waits_summary_global_by_event_name", "EVENT_NAME" + times)
                .table(schema + "file_summary_by_event_name", "EVENT_NAME" + files)
                .table(
                        schema + "file_summary_by_instance",
                        "FILE_NAME EVENT_NAME OBJECT_INSTANCE_BEGIN" + files)
                .table(schema + "table_io_waits_summary_by_table", object + waits)
                .table(
                        schema + "table_io_waits_summary_by_index_usage",
                        object + " INDEX_NAME" + waits)
                .table(schema + "table_lock_waits_summary_by_table", object + locks)
                .table(
                        schema + "events_statements_summary_by_digest",
                        "SCHEMA_NAME DIGEST DIGEST_TEXT"
                                + times
                                + " SUM_LOCK_TIME SUM_ERRORS SUM_WARNINGS SUM_ROWS_AFFECTED"
                                + " SUM_ROWS_SENT SUM_ROWS_EXAMINED SUM_CREATED_TMP_DISK_TABLES"
                                + " SUM_CREATED_TMP_TABLES SUM_SELECT_FULL_JOIN"
                                + " SUM_SELECT_FULL_RANGE_JOIN SUM_SELECT_RANGE"
                                + " SUM_SELECT_RANGE_CHECK SUM_SELECT_SCAN SUM_SORT_MERGE_PASSES"
                                + " SUM_SORT_RANGE SUM_SORT_ROWS SUM_SORT_SCAN SUM_NO_INDEX_USED"
                                + " SUM_NO_GOOD_INDEX_USED FIRST_SEEN LAST_SEEN");
    }

    private static void from57(DocumentedServer server, double series) {
        String spaces =
                "SPACE NAME FLAG ROW_FORMAT PAGE_SIZE ZIP_PAGE_SIZE SPACE_TYPE FS_BLOCK_SIZE"
                        + " FILE_SIZE ALLOCATED_SIZE";
        if (series < 8.0) {
            server.table("information_schema.innodb_sys_tablespaces", spaces + " FILE_FORMAT");
        } else {
            server.table(
                    "information_schema.innodb_tablespaces",
                    spaces + " AUTOEXTEND_SIZE SERVER_VERSION SPACE_VERSION ENCRYPTION STATE");
        }
        String schema = "performance_schema.";
        server.table(
                        schema + "memory_summary_global_by_event_name",
                        "EVENT_NAME COUNT_ALLOC COUNT_FREE SUM_NUMBER_OF_BYTES_ALLOC"
                                + " SUM_NUMBER_OF_BYTES_FREE CURRENT_NUMBER_OF_BYTES_USED")
                .table(
                        schema + "replication_group_members",
                        "CHANNEL_NAME MEMBER_ID MEMBER_HOST MEMBER_PORT MEMBER_STATE")
                .table(
                        schema + "replication_group_member_stats",
                        "CHANNEL_NAME VIEW_ID MEMBER_ID COUNT_TRANSACTIONS_IN_QUEUE"
                                + " COUNT_TRANSACTIONS_CHECKED COUNT_CONFLICTS_DETECTED"
                                + " COUNT_TRANSACTIONS_ROWS_VALIDATING"
                                + " TRANSACTIONS_COMMITTED_ALL_MEMBERS"
                                + " LAST_CONFLICT_FREE_TRANSACTION")
                .table(
                        schema + "replication_applier_status_by_worker",
                        "CHANNEL_NAME WORKER_ID THREAD_ID SERVICE_STATE LAST_SEEN_TRANSACTION"
                                + " LAST_ERROR_NUMBER LAST_ERROR_MESSAGE LAST_ERROR_TIMESTAMP")
                .table(
                        "sys.x$user_summary",
                        "user statements statement_latency statement_avg_latency table_scans"
                                + " file_ios file_io_latency current_connections"
                                + " total_connections unique_hosts current_memory"
                                + " total_memory_allocated");
    }

    private static void from80(DocumentedServer server) {
        String schema = "performance_schema.";
        server.table(
                        schema + "replication_group_members",
                        "MEMBER_ROLE MEMBER_VERSION MEMBER_COMMUNICATION_STACK")
                .table(
                        schema + "replication_group_member_stats",
                        "COUNT_TRANSACTIONS_REMOTE_IN_APPLIER_QUEUE"
                                + " COUNT_TRANSACTIONS_REMOTE_APPLIED"
                                + " COUNT_TRANSACTIONS_LOCAL_PROPOSED"
                                + " COUNT_TRANSACTIONS_LOCAL_ROLLBACK")
                .table(
                        schema + "replication_applier_status_by_worker",
                        "LAST_APPLIED_TRANSACTION"
                                + " LAST_APPLIED_TRANSACTION_ORIGINAL_COMMIT_TIMESTAMP"
                                + " LAST_APPLIED_TRANSACTION_IMMEDIATE_COMMIT_TIMESTAMP"
                                + " LAST_APPLIED_TRANSACTION_START_APPLY_TIMESTAMP"
                                + " LAST_APPLIED_TRANSACTION_END_APPLY_TIMESTAMP"
                                + " APPLYING_TRANSACTION"
                                + " APPLYING_TRANSACTION_ORIGINAL_COMMIT_TIMESTAMP"
                                + " APPLYING_TRANSACTION_IMMEDIATE_COMMIT_TIMESTAMP"
                                + " APPLYING_TRANSACTION_START_APPLY_TIMESTAMP")
                .table(
                        schema + "events_statements_summary_by_digest",
                        "QUANTILE_95 QUANTILE_99 QUANTILE_999 QUERY_SAMPLE_TEXT"
                                + " QUERY_SAMPLE_SEEN QUERY_SAMPLE_TIMER_WAIT");
    }
}
