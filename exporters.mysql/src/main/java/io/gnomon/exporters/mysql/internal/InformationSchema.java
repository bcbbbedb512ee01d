package io.gnomon.exporters.mysql.internal;

/** Tables of information_schema and of sys. */
final class InformationSchema {
    private InformationSchema() {}

    static Collector innodbCmp() {
        String family = "info_schema_innodb_cmp_";
        return Table.of("info_schema.innodb_cmp", "information_schema.innodb_cmp")
                .label("page_size", "page_size")
                .counter(
                        "compress_ops",
                        family + "compress_ops_total",
                        "B-tree pages that InnoDB tried to compress, by page size.")
                .counter(
                        "compress_ops_ok",
                        family + "compress_ops_ok_total",
                        "B-tree pages that InnoDB compressed with success, by page size.")
                .counter(
                        "compress_time",
                        family + "compress_time_seconds_total",
                        "Seconds spent on compressing B-tree pages, by page size.")
                .counter(
                        "uncompress_ops",
                        family + "uncompress_ops_total",
                        "B-tree pages that InnoDB uncompressed, by page size.")
                .counter(
                        "uncompress_time",
                        family + "uncompress_time_seconds_total",
                        "Seconds spent on uncompressing B-tree pages, by page size.")
                .build();
    }

    static Collector innodbCmpmem() {
        String family = "info_schema_innodb_cmpmem_";
        return Table.of("info_schema.innodb_cmpmem", "information_schema.innodb_cmpmem")
                .label("page_size", "page_size")
                .label("buffer_pool", "buffer_pool_instance")
                .counter(
                        "pages_used",
                        family + "pages_used_total",
                        "Blocks of the page size that are in use.")
                .counter(
                        "pages_free",
                        family + "pages_free_total",
                        "Blocks of the page size that are free.")
                .counter(
                        "relocation_ops",
                        family + "relocation_ops_total",
                        "Times that a block of the page size was moved.")
                .times(1e-3)
                .counter(
                        "relocation_time",
                        family + "relocation_time_seconds_total",
                        "Seconds spent on moving blocks of the page size.")
                .build();
    }

    static Collector replicaHosts() {
        String family = "info_schema_replica_host_";
        return Table.of("info_schema.replica_host", "information_schema.replica_host_status")
                .label("server_id", "SERVER_ID")
                .label("role", "IF(SESSION_ID = 'MASTER_SESSION_ID', 'writer', 'reader')")
                .gauge("CPU", family + "cpu_percent", "Processor use of the instance in percent.")
                .times(1e-6)
                .gauge(
                        "MASTER_SLAVE_LATENCY_IN_MICROSECONDS",
                        family + "replica_latency_seconds",
                        "Latency between source and replica in seconds.")
                .times(1e-3)
                .gauge(
                        "REPLICA_LAG_IN_MILLISECONDS",
                        family + "lag_seconds",
                        "How far the replica is behind, in seconds.")
                .times(1)
                .gauge(
                        "LOG_STREAM_SPEED_IN_KiB_PER_SECOND",
                        family + "log_stream_speed",
                        "Speed of the log stream in KiB per second.")
                .times(1e-6)
                .gauge(
                        "CURRENT_REPLAY_LATENCY_IN_MICROSECONDS",
                        family + "replay_latency_seconds",
                        "Latency of the replay in seconds.")
                .build();
    }

    static Collector schemaStatistics() {
        String family = "info_schema_schema_statistics_";
        return new WhenUserstat(
                Table.of(
                                "info_schema.schemastats",
                                "information_schema.table_statistics GROUP BY TABLE_SCHEMA")
                        .label("schema", "TABLE_SCHEMA")
                        .counter(
                                "SUM(ROWS_READ)",
                                family + "rows_read_total",
                                "Rows read from tables of the schema.")
                        .counter(
                                "SUM(ROWS_CHANGED)",
                                family + "rows_changed_total",
                                "Rows changed in tables of the schema.")
                        .counter(
                                "SUM(ROWS_CHANGED_X_INDEXES)",
                                family + "rows_changed_x_indexes_total",
                                "Rows changed in tables of the schema, times indexes changed.")
                        .build());
    }

    static Collector tableStatistics() {
        String family = "info_schema_table_statistics_";
        return new WhenUserstat(
                Table.of("info_schema.tablestats", "information_schema.table_statistics")
                        .label("schema", "TABLE_SCHEMA")
                        .label("table", "TABLE_NAME")
                        .counter(
                                "ROWS_READ",
                                family + "rows_read_total",
                                "Rows read from the table.")
                        .counter(
                                "ROWS_CHANGED",
                                family + "rows_changed_total",
                                "Rows changed in the table.")
                        .counter(
                                "ROWS_CHANGED_X_INDEXES",
                                family + "rows_changed_x_indexes_total",
                                "Rows changed in the table, times indexes changed.")
                        .build());
    }

    static Collector userSummary() {
        return Table.of("sys.user_summary", "sys.x$user_summary")
                .label("user", "user")
                .counter("statements", "sys_statements_total", "Statements of the user.")
                .times(Table.PICOSECONDS)
                .counter(
                        "statement_latency",
                        "sys_statement_latency",
                        "Seconds that timed statements of the user took.")
                .times(1)
                .counter("table_scans", "sys_table_scans_total", "Table scans of the user.")
                .counter("file_ios", "sys_file_ios_total", "File operations for the user.")
                .times(Table.PICOSECONDS)
                .counter(
                        "file_io_latency",
                        "sys_file_io_seconds_total",
                        "Seconds that timed file operations for the user took.")
                .times(1)
                .gauge(
                        "current_connections",
                        "sys_current_connections",
                        "Connections that the user has now.")
                .counter(
                        "total_connections",
                        "sys_connections_total",
                        "Connections that the user has opened.")
                .counter(
                        "unique_hosts",
                        "sys_unique_hosts_total",
                        "Hosts from which the user has connected.")
                .gauge(
                        "current_memory",
                        "sys_current_memory_bytes",
                        "Memory that is allocated for the user.")
                .counter(
                        "total_memory_allocated",
                        "sys_memory_allocated_bytes_total",
                        "Memory that has been allocated for the user.")
                .build();
    }
}
