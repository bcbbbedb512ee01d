package io.gnomon.exporters.mysql.internal;

import java.sql.SQLException;
import java.util.Locale;
import java.util.Set;

/** Counters of MyRocks for each table. */
record RocksdbPerfContext() implements Collector {
    private static final Set<String> KNOWN =
            Set.of(
                    "USER_KEY_COMPARISON_COUNT",
                    "BLOCK_CACHE_HIT_COUNT",
                    "BLOCK_READ_COUNT",
                    "BLOCK_READ_BYTE",
                    "GET_READ_BYTES",
                    "MULTIGET_READ_BYTES",
                    "ITER_READ_BYTES",
                    "INTERNAL_KEY_SKIPPED_COUNT",
                    "INTERNAL_DELETE_SKIPPED_COUNT",
                    "INTERNAL_RECENT_SKIPPED_COUNT",
                    "INTERNAL_MERGE_COUNT",
                    "GET_FROM_MEMTABLE_COUNT",
                    "SEEK_ON_MEMTABLE_COUNT",
                    "NEXT_ON_MEMTABLE_COUNT",
                    "PREV_ON_MEMTABLE_COUNT",
                    "SEEK_CHILD_SEEK_COUNT",
                    "BLOOM_MEMTABLE_HIT_COUNT",
                    "BLOOM_MEMTABLE_MISS_COUNT",
                    "BLOOM_SST_HIT_COUNT",
                    "BLOOM_SST_MISS_COUNT",
                    "KEY_LOCK_WAIT_COUNT",
                    "IO_BYTES_WRITTEN",
                    "IO_BYTES_READ");

    @Override
    public String name() {
        return "info_schema.rocksdb_perf_context";
    }

    @Override
    public void collect(Server server, Families families) throws SQLException {
        String sql =
                "SELECT TABLE_SCHEMA, TABLE_NAME, IFNULL(PARTITION_NAME, ''), STAT_TYPE, VALUE"
                        + " FROM information_schema.ROCKSDB_PERF_CONTEXT";
        for (Rows.Row row : server.query(sql).rows()) {
            if (KNOWN.contains(row.text(3))) {
                families.counter(
                        "info_schema_rocksdb_perf_context_" + row.text(3).toLowerCase(Locale.ROOT),
                        row.text(3) + " of RocksDB's perf context, by table.",
                        row.number(4),
                        "schema",
                        row.text(0),
                        "table",
                        row.text(1),
                        "part",
                        row.text(2));
            }
        }
    }
}
