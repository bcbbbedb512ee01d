package io.gnomon.exporters.mysql.internal;

import java.util.List;
import java.util.Locale;

/** Tables of performance_schema whose columns are the same in all versions. */
final class PerformanceSchema {
    private static final List<String> OPERATIONS = List.of("fetch", "insert", "update", "delete");
    private static final List<String> LOCKS =
            List.of(
                    "read_normal",
                    "read_with_shared_locks",
                    "read_high_priority",
                    "read_no_insert",
                    "write_allow_write",
                    "write_concurrent_insert",
                    "write_low_priority",
                    "write_normal");
    private static final String OF_USERS =
            " WHERE OBJECT_SCHEMA NOT IN ('mysql', 'performance_schema')";

    private PerformanceSchema() {}

    static Collector eventsWaits() {
        return Table.of(
                        "perf_schema.eventswaits",
                        "performance_schema.events_waits_summary_global_by_event_name")
                .label("event_name", "EVENT_NAME")
                .counter("COUNT_STAR", "perf_schema_events_waits_total", "Waits, by name of event.")
                .times(Table.PICOSECONDS)
                .counter(
                        "SUM_TIMER_WAIT",
                        "perf_schema_events_waits_seconds_total",
                        "Seconds of waits, by name of event.")
                .build();
    }

    static Collector fileEvents() {
        Table.Builder table =
                Table.of("perf_schema.file_events", "performance_schema.file_summary_by_event_name")
                        .label("event_name", "EVENT_NAME");
        for (String mode : List.of("read", "write", "misc")) {
            String column = mode.toUpperCase(Locale.ROOT);
            table.times(1)
                    .counter(
                            "COUNT_" + column,
                            "perf_schema_file_events_total",
                            "File operations, by name of event and mode.",
                            "mode",
                            mode)
                    .times(Table.PICOSECONDS)
                    .counter(
                            "SUM_TIMER_" + column,
                            "perf_schema_file_events_seconds_total",
                            "Seconds of file operations, by name of event and mode.",
                            "mode",
                            mode);
            if (!mode.equals("misc")) {
                table.times(1)
                        .counter(
                                "SUM_NUMBER_OF_BYTES_" + column,
                                "perf_schema_file_events_bytes_total",
                                "Bytes of file operations, by name of event and mode.",
                                "mode",
                                mode);
            }
        }
        return table.build();
    }

    static Collector fileInstances(String filter, String withoutPrefix) {
        Table.Builder table =
                Table.of(
                                "perf_schema.file_instances",
                                "performance_schema.file_summary_by_instance WHERE FILE_NAME REGEXP"
                                        + " "
                                        + Server.quote(filter))
                        .label("file_name", "FILE_NAME", withoutPrefix)
                        .label("event_name", "EVENT_NAME");
        for (String mode : List.of("read", "write")) {
            String column = mode.toUpperCase(Locale.ROOT);
            table.counter(
                            "COUNT_" + column,
                            "perf_schema_file_instances_total",
                            "Reads and writes of each file.",
                            "mode",
                            mode)
                    .counter(
                            "SUM_NUMBER_OF_BYTES_" + column,
                            "perf_schema_file_instances_bytes",
                            "Bytes read from and written to each file.",
                            "mode",
                            mode);
        }
        return table.build();
    }

    static Collector memoryEvents(String withoutPrefix) {
        return Table.of(
                        "perf_schema.memory_events",
                        "performance_schema.memory_summary_global_by_event_name WHERE COUNT_ALLOC >"
                                + " 0")
                .label("event_name", "EVENT_NAME", withoutPrefix)
                .counter(
                        "SUM_NUMBER_OF_BYTES_ALLOC",
                        "perf_schema_memory_events_alloc_bytes_total",
                        "Bytes that were allocated, by instrument.")
                .counter(
                        "SUM_NUMBER_OF_BYTES_FREE",
                        "perf_schema_memory_events_free_bytes_total",
                        "Bytes that were freed, by instrument.")
                .gauge(
                        "CURRENT_NUMBER_OF_BYTES_USED",
                        "perf_schema_memory_events_used_bytes",
                        "Bytes that are allocated now, by instrument.")
                .build();
    }

    static Collector tableIoWaits() {
        Table.Builder table =
                Table.of(
                                "perf_schema.tableiowaits",
                                "performance_schema.table_io_waits_summary_by_table" + OF_USERS)
                        .label("schema", "OBJECT_SCHEMA")
                        .label("name", "OBJECT_NAME");
        for (String operation : OPERATIONS) {
            ioWaits(table, "perf_schema_table_io_waits_", "table", operation);
        }
        return table.build();
    }

    /** An insert belongs to no index: it is counted in the row that stands for none. */
    static Collector indexIoWaits() {
        Table.Builder table =
                Table.of(
                                "perf_schema.indexiowaits",
                                "performance_schema.table_io_waits_summary_by_index_usage"
                                        + OF_USERS)
                        .label("schema", "OBJECT_SCHEMA")
                        .label("name", "OBJECT_NAME")
                        .label("index", "IFNULL(INDEX_NAME, 'NONE')");
        for (String operation : OPERATIONS) {
            table.onlyFor(operation.equals("insert") ? "NONE" : "");
            ioWaits(table, "perf_schema_index_io_waits_", "index", operation);
        }
        return table.build();
    }

    private static void ioWaits(
            Table.Builder table, String family, String subject, String operation) {
        String column = operation.toUpperCase(Locale.ROOT);
        table.times(1)
                .counter(
                        "COUNT_" + column,
                        family + "total",
                        "I/O waits of each " + subject + ", by operation.",
                        "operation",
                        operation)
                .times(Table.PICOSECONDS)
                .counter(
                        "SUM_TIMER_" + column,
                        family + "seconds_total",
                        "Seconds of I/O waits of each " + subject + ", by operation.",
                        "operation",
                        operation);
    }

    static Collector tableLocks() {
        Table.Builder table =
                Table.of(
                                "perf_schema.tablelocks",
                                "performance_schema.table_lock_waits_summary_by_table"
                                        + " WHERE OBJECT_SCHEMA NOT IN"
                                        + " ('mysql', 'performance_schema', 'information_schema')")
                        .label("schema", "OBJECT_SCHEMA")
                        .label("name", "OBJECT_NAME");
        for (String operation : LOCKS) {
            locks(table, "sql", operation, operation);
        }
        locks(table, "external", "read", "read_external");
        locks(table, "external", "write", "write_external");
        return table.build();
    }

    private static void locks(
            Table.Builder table, String kind, String operation, String columnName) {
        String column = columnName.toUpperCase(Locale.ROOT);
        String family = "perf_schema_" + kind + "_lock_waits_";
        table.times(1)
                .counter(
                        "COUNT_" + column,
                        family + "total",
                        "Waits for " + kind + " locks of each table, by operation.",
                        "operation",
                        operation)
                .times(Table.PICOSECONDS)
                .counter(
                        "SUM_TIMER_" + column,
                        family + "seconds_total",
                        "Seconds of waits for " + kind + " locks of each table, by operation.",
                        "operation",
                        operation);
    }

    static Collector statementSums() {
        Table.Builder table =
                Table.of(
                                "perf_schema.eventsstatementssum",
                                "performance_schema.events_statements_summary_by_digest")
                        .counter(
                                "SUM(COUNT_STAR)",
                                "perf_schema_events_statements_sum_total",
                                "Statements of all digests.");
        for (String what :
                List.of(
                        "created_tmp_disk_tables",
                        "created_tmp_tables",
                        "errors",
                        "lock_time",
                        "no_good_index_used",
                        "no_index_used",
                        "rows_affected",
                        "rows_examined",
                        "rows_sent",
                        "select_full_join",
                        "select_full_range_join",
                        "select_range",
                        "select_range_check",
                        "select_scan",
                        "sort_merge_passes",
                        "sort_range",
                        "sort_rows",
                        "sort_scan",
                        "warnings")) {
            table.counter(
                    "SUM(SUM_" + what.toUpperCase(Locale.ROOT) + ")",
                    "perf_schema_events_statements_sum_" + what,
                    "Sum of the column SUM_"
                            + what.toUpperCase(Locale.ROOT)
                            + " over all digests; lock_time is in picoseconds.");
        }
        return table.times(Table.PICOSECONDS)
                .counter(
                        "SUM(SUM_TIMER_WAIT)",
                        "perf_schema_events_statements_sum_timer_wait",
                        "Seconds that the statements of all digests took.")
                .build();
    }
}
