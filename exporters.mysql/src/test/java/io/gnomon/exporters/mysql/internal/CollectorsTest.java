package io.gnomon.exporters.mysql.internal;

import static io.gnomon.exporters.mysql.internal.Collected.collect;
import static io.gnomon.exporters.mysql.internal.Collected.has;
import static io.gnomon.exporters.mysql.internal.RecordedServer.mariaDb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.sql.SQLException;
import java.util.List;

/** Each collector on recorded rows; cases and values after the peer's own tests. */
class CollectorsTest {
    private static final String USERSTAT = "SHOW GLOBAL VARIABLES WHERE";

    @Test
    void sizesOfBinaryLogs() throws SQLException {
        RecordedServer server =
                mariaDb()
                        .answer("SELECT @@log_bin", "@@log_bin", "1")
                        .answer(
                                "SHOW BINARY LOGS",
                                "Log_name|File_size",
                                "centos6-bin.000001|1813",
                                "centos6-bin.000002|120",
                                "centos6-bin.000444|573009");
        has(
                collect(new BinlogSize(), server),
                "binlog_size_bytes 574942.0",
                "binlog_files 3.0",
                "binlog_file_number 444.0");
        assertEquals(
                List.of(),
                collect(new BinlogSize(), mariaDb().answer("SELECT @@log_bin", "x", "0")));
    }

    @Test
    void statusIsGroupedAndUntyped() throws SQLException {
        RecordedServer server =
                mariaDb()
                        .answer(
                                "SHOW GLOBAL STATUS",
                                "Variable_name|Value",
                                "Com_alter_db|1",
                                "Connection_errors_internal|4",
                                "Handler_commit|5",
                                "Innodb_buffer_pool_pages_data|6",
                                "Innodb_buffer_pool_pages_flushed|7",
                                "Innodb_buffer_pool_pages_dirty|9",
                                "Innodb_buffer_pool_pages_old|10",
                                "Innodb_buffer_pool_pages_total|11",
                                "Innodb_rows_read|8",
                                "Performance_schema_users_lost|9",
                                "Slave_running|OFF",
                                "Ssl_version|",
                                "Uptime|10",
                                "validate_password.dictionary_file_words_count|11",
                                "wsrep_cluster_status|Primary",
                                "wsrep_local_state_uuid|6c06e583-686f-11e6-b9e3-8336ad58138c",
                                "wsrep_cluster_state_uuid|6c06e583-686f-11e6-b9e3-8336ad58138c",
                                "wsrep_provider_version|3.16(r5c765eb)",
                                "wsrep_evs_repl_latency|0.000227664/0.00034135/0.000544298/6.03708e-05/212");
        List<String> lines = collect(new GlobalStatus(), server);
        has(
                lines,
                "global_status_commands_total command=\"alter_db\" 1.0",
                "global_status_connection_errors_total error=\"internal\" 4.0",
                "global_status_handlers_total handler=\"commit\" 5.0",
                "global_status_buffer_pool_pages state=\"data\" 6.0",
                "global_status_buffer_pool_page_changes_total operation=\"flushed\" 7.0",
                "global_status_buffer_pool_dirty_pages 9.0",
                "global_status_buffer_pool_pages state=\"old\" 10.0",
                "global_status_innodb_row_ops_total operation=\"read\" 8.0",
                "global_status_performance_schema_lost_total instrumentation=\"users_lost\" 9.0",
                "global_status_slave_running 0.0",
                "global_status_uptime 10.0",
                "global_status_validate_password_dictionary_file_words_count 11.0",
                "global_status_wsrep_cluster_status 1.0",
                "galera_evs_repl_latency_min_seconds 2.27664E-4",
                "galera_evs_repl_latency_sample_size 212.0");
        assertEquals(19, lines.size());
    }

    @Test
    void variablesAreGaugesAndSomeTextsLabels() throws SQLException {
        RecordedServer server =
                mariaDb()
                        .answer(
                                "SHOW GLOBAL VARIABLES",
                                "Variable_name|Value",
                                "wait_timeout|28800",
                                "version_compile_os|Linux",
                                "userstat|OFF",
                                "tx_isolation|REPEATABLE-READ",
                                "sync_frm|ON",
                                "innodb_version|5.6.30-76.3",
                                "version|5.6.30-76.3-56",
                                "version_comment|Percona",
                                "wsrep_cluster_name|supercluster",
                                "wsrep_provider_options|gcache.page_size = 128M; gcache.size ="
                                        + " 128M;");
        List<String> lines = collect(new GlobalVariables(), server);
        has(
                lines,
                "global_variables_wait_timeout 28800.0",
                "global_variables_userstat 0.0",
                "global_variables_sync_frm 1.0",
                "galera_variables_info wsrep_cluster_name=\"supercluster\" 1.0",
                "galera_gcache_size_bytes 1.34217728E8",
                "transaction_isolation level=\"REPEATABLE-READ\" 1.0");
        assertEquals(7, lines.size());
    }

    @Test
    void replicationOfMariaDbAndOfNewMySql() throws SQLException {
        RecordedServer old =
                mariaDb()
                        .refuse("SHOW ALL SLAVES STATUS", 1064)
                        .answer(
                                "SHOW SLAVE STATUS",
                                "Master_Host|Read_Master_Log_Pos|Slave_IO_Running|Slave_SQL_Running|Seconds_Behind_Master|Gtid_IO_Pos",
                                "127.0.0.1|1|Connecting|Yes|2|0-1-2,3-4-5");
        List<String> lines = collect(new SlaveStatus(), old);
        assertEquals(6, lines.size());
        assertTrue(
                lines.stream()
                        .anyMatch(l ->
                                l.startsWith("slave_status_gtid_io_pos") && l.endsWith(" 5.0")));
        assertTrue(
                lines.stream()
                        .anyMatch(l ->
                                l.startsWith("slave_status_slave_io_running")
                                        && l.endsWith(" 0.0")));
        RecordedServer present =
                new RecordedServer("8.4.3")
                        .refuse("SHOW ALL SLAVES STATUS", 1064)
                        .refuse("SHOW SLAVE STATUS", 1064)
                        .answer("SHOW REPLICA STATUS", "Source_Host|Replica_IO_Running", "db1|Yes");
        assertTrue(collect(new SlaveStatus(), present).getFirst().contains("master_host=\"db1\""));
        RecordedServer denied = mariaDb().refuse("SHOW ALL SLAVES STATUS", 1227);
        assertThrows(SQLException.class, () -> collect(new SlaveStatus(), denied));
    }

    @Test
    void registeredReplicas() throws SQLException {
        RecordedServer server =
                new RecordedServer("8.4.3")
                        .refuse("SHOW SLAVE HOSTS", 1064)
                        .answer(
                                "SHOW REPLICAS",
                                "Server_id|Host|Port|Source_id|Replica_UUID",
                                "192168010|iconnect2|3306|192168011|14cb6624");
        String line = collect(new SlaveHosts(), server).getFirst();
        assertTrue(line.startsWith("heartbeat_mysql_slave_hosts_info"), line);
        assertTrue(line.contains("master_id=\"192168011\""), line);
        assertTrue(line.contains("slave_uuid=\"14cb6624\""), line);
    }

    @Test
    void enginesAndHeartbeat() throws SQLException {
        has(
                collect(
                        new EngineStatus.Innodb(),
                        mariaDb()
                                .answer(
                                        "SHOW ENGINE INNODB STATUS",
                                        "Type|Name|Status",
                                        "InnoDB||661 queries inside InnoDB, 10 queries in queue\n"
                                                + "15 read views open inside InnoDB")),
                "engine_innodb_queries_inside_innodb 661.0",
                "engine_innodb_queries_in_queue 10.0",
                "engine_innodb_read_views_open_inside_innodb 15.0");
        has(
                collect(
                        new EngineStatus.Tokudb(),
                        mariaDb()
                                .answer(
                                        "SHOW ENGINE TOKUDB STATUS",
                                        "Type|Name|Status",
                                        "TokuDB|indexer: number of calls to indexer->build()"
                                                + " succeeded|1",
                                        "TokuDB|memory: mallocator version|3.3.1-0-g9ef9")),
                "engine_tokudb_indexer_number_of_calls_to_indexer_build_succeeded 1.0");
        has(
                collect(
                        new Heartbeat("heartbeat", "heartbeat", false),
                        mariaDb()
                                .answer(
                                        "SELECT UNIX_TIMESTAMP(ts)",
                                        "a|b|c",
                                        "1487597613.001320|1487598113.448042|1")),
                "heartbeat_now_timestamp_seconds server_id=\"1\" 1.487598113448042E9",
                "heartbeat_stored_timestamp_seconds server_id=\"1\" 1.48759761300132E9");
    }

    @Test
    void threadsByStateUserAndHost() throws SQLException {
        RecordedServer server =
                mariaDb()
                        .answer(
                                "SELECT user, SUBSTRING_INDEX",
                                "user|host|command|state|processes|seconds",
                                "manager|10.0.7.234|Sleep||10|87",
                                "feedback|10.0.7.154|Sleep||8|842",
                                "system user||Query|Slave has read all relay log; waiting for more"
                                        + " updates|1|7271248");
        List<String> lines = collect(new Processlist(0, true, true), server);
        assertEquals(4 + 3 + 3, lines.size());
        assertTrue(
                lines.stream()
                        .anyMatch(l ->
                                l.contains(
                                        "\"slave_has_read_all_relay_log_waiting_for_more_updates\"")));
        has(
                lines,
                "info_schema_processlist_processes_by_host client_host=\"unknown\" 1.0",
                "info_schema_processlist_processes_by_user mysql_user=\"feedback\" 8.0");
        assertEquals(4, collect(new Processlist(0, false, false), server).size());
    }

    @Test
    void responseTimesAreAHistogram() throws SQLException {
        RecordedServer server =
                mariaDb()
                        .answer("SELECT @@query_response_time_stats", "x", "1")
                        .refuse(
                                "SELECT TIME, COUNT, TOTAL FROM"
                                        + " INFORMATION_SCHEMA.QUERY_RESPONSE_TIME_READ",
                                1109)
                        .answer(
                                "SELECT TIME, COUNT, TOTAL",
                                "TIME|COUNT|TOTAL",
                                " 0.000001|124|0.000000",
                                " 0.001|10|0.5",
                                " 1000000.0|1|0.5",
                                "TOO LONG|2|TOO LONG");
        has(
                collect(new QueryResponseTime(), server),
                "info_schema_query_response_time_seconds_bucket le=\"1e-06\" 124.0",
                "info_schema_query_response_time_seconds_bucket le=\"0.001\" 134.0",
                "info_schema_query_response_time_seconds_bucket le=\"1000000\" 135.0",
                "info_schema_query_response_time_seconds_bucket le=\"+Inf\" 137.0",
                "info_schema_query_response_time_seconds_count 137.0",
                "info_schema_query_response_time_seconds_sum 1.0");
    }

    @Test
    void countersOfInnodb() throws SQLException {
        RecordedServer server =
                mariaDb()
                        .answer("SELECT column_name", "COLUMN_NAME", "STATUS")
                        .answer(
                                "SELECT name, subsystem",
                                "name|subsystem|type|comment|count",
                                "lock_timeouts|lock|counter|Number of lock timeouts|0",
                                "buffer_pool_size|server|value|Size|2",
                                "buffer_page_read_system_page|buffer_page_io|counter|Read|3",
                                "buffer_pool_pages_dirty|buffer|gauge|Dirty|5",
                                "buffer_pool_pages_data|buffer|gauge|Data|6",
                                "buffer_pool_pages_total|buffer|gauge|Total|7",
                                "NOPE|buffer_page_io|counter|Invalid|999");
        List<String> lines = collect(new InnodbMetrics(), server);
        has(
                lines,
                "info_schema_innodb_metrics_lock_lock_timeouts_total 0.0",
                "info_schema_innodb_metrics_server_buffer_pool_size 2.0",
                "info_schema_innodb_metrics_buffer_page_read_total type=\"system_page\" 3.0",
                "info_schema_innodb_metrics_buffer_pool_dirty_pages 5.0",
                "info_schema_innodb_metrics_buffer_pool_pages state=\"data\" 6.0");
        assertEquals(5, lines.size());
    }

    @Test
    void tablespacesWithoutTheirKind() throws SQLException {
        RecordedServer server =
                mariaDb()
                        .answer(
                                "SELECT table_name, column_name",
                                "t|c",
                                "INNODB_SYS_TABLESPACES|SPACE",
                                "INNODB_SYS_TABLESPACES|FILE_SIZE")
                        .answer(
                                "SELECT SPACE, NAME, 'NONE', IFNULL(ROW_FORMAT, 'NONE'), '',",
                                "a|b|c|d|e|f|g",
                                "1|sys/sys_config|NONE|Dynamic||100|90");
        has(
                collect(new InnodbTablespaces(), server),
                "info_schema_innodb_tablespace_file_size_bytes tablespace_name=\"sys/sys_config\""
                        + " 100.0",
                "info_schema_innodb_tablespace_allocated_size_bytes"
                        + " tablespace_name=\"sys/sys_config\" 90.0");
        assertThrows(
                Lacking.class,
                () ->
                        collect(
                                new InnodbTablespaces(),
                                mariaDb().answer("SELECT table_name, column_name", "t|c")));
    }

    @Test
    void statisticsOnlyWhenTheyAreOn() throws SQLException {
        RecordedServer on =
                mariaDb()
                        .answer(USERSTAT, "Variable_name|Value", "userstat|ON")
                        .answer(
                                "SELECT * FROM information_schema.user_statistics",
                                "USER|TOTAL_CONNECTIONS|CONCURRENT_CONNECTIONS|BUSY_TIME|ROWS_READ|MAX_STATEMENT_TIME_EXCEEDED",
                                "user_test|1002|0|286|5|7");
        has(
                collect(Statistics.ofUsers(), on),
                "info_schema_user_statistics_total_connections user=\"user_test\" 1002.0",
                "info_schema_user_statistics_busy_seconds_total user=\"user_test\" 286.0",
                "info_schema_user_statistics_rows_read_total user=\"user_test\" 5.0",
                "info_schema_user_statistics_max_statement_time_exceeded user=\"user_test\" 7.0");
        RecordedServer off = mariaDb().answer(USERSTAT, "Variable_name|Value", "userstat|OFF");
        assertEquals(List.of(), collect(Statistics.ofUsers(), off));
        assertThrows(
                Lacking.class,
                () -> collect(Statistics.ofUsers(), mariaDb().answer(USERSTAT, "a|b")));
    }

    /**
     * Every collector but heartbeat, whose table is a setting, says of an unknown table that the
     * server lacks it.
     */
    @Test
    void whatAServerLacksIsTold() {
        for (Collector c : Collectors.all(MysqlSettings.DEFAULTS)) {
            SQLException e =
                    assertThrows(SQLException.class, () -> collect(c, mariaDb()), c.name());
            assertEquals(!c.name().equals("heartbeat"), Lacking.is(e), c.name());
        }
    }
}
