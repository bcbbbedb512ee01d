package io.gnomon.exporters.mysql.internal;

import static io.gnomon.exporters.mysql.internal.Collected.collect;
import static io.gnomon.exporters.mysql.internal.Collected.has;
import static io.gnomon.exporters.mysql.internal.RecordedServer.mariaDb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.sql.SQLException;
import java.util.Collections;
import java.util.List;

/** Collectors of performance_schema on recorded rows, as {@link CollectorsTest}. */
class PerformanceSchemaTest {
    @Test
    void indexWaitsCountInsertsInTheRowOfNoIndex() throws SQLException {
        RecordedServer server =
                mariaDb()
                        .answer(
                                "SELECT OBJECT_SCHEMA, OBJECT_NAME, IFNULL(INDEX_NAME",
                                "s|n|i|cf|tf|ci|ti|cu|tu|cd|td",
                                "database|table|index|10|14000000000000|11|15000000000000|12|16000000000000|13|17000000000000",
                                "database|table|NONE|20|24000000000000|21|25000000000000|22|26000000000000|23|27000000000000");
        List<String> lines = collect(PerformanceSchema.indexIoWaits(), server);
        assertEquals(6 + 8, lines.size());
        assertTrue(lines.stream().anyMatch(l -> l.endsWith(" 14.0")));
        assertTrue(lines.stream().noneMatch(l -> l.endsWith(" 11.0") || l.endsWith(" 15.0")));
    }

    @Test
    void filesAndMemoryWithoutTheirPrefix() throws SQLException {
        RecordedServer server =
                mariaDb()
                        .answer(
                                "SELECT FILE_NAME, EVENT_NAME",
                                "f|e|cr|br|cw|bw",
                                "/var/lib/mysql/db1/file|event1|3|725|4|128")
                        .answer(
                                "SELECT EVENT_NAME, SUM_NUMBER_OF_BYTES_ALLOC",
                                "e|a|f|u",
                                "memory/performance_schema/event1|6000|7|-83904");
        List<String> files =
                collect(PerformanceSchema.fileInstances(".*", "/var/lib/mysql/"), server);
        assertEquals(4, files.size());
        assertTrue(files.getFirst().contains("file_name=\"db1/file\""), files.getFirst());
        has(
                collect(PerformanceSchema.memoryEvents("memory/"), server),
                "perf_schema_memory_events_used_bytes event_name=\"performance_schema/event1\""
                        + " -83904.0");
    }

    @Test
    void digestsOfMySqlHaveLatencies() throws SQLException {
        RecordedServer server =
                new RecordedServer("8.0.28")
                        .answer(
                                "SELECT IFNULL(SCHEMA_NAME",
                                "s|d|t|c|w|e|wa|ra|rs|re|td|tt|mp|sr|ni|lt|ct|q1|q2|q3",
                                "db1|digest1|SELECT * FROM"
                                    + " test|100|1000000000000|1|2|50|100|150|1|2|3|100|1|30|50|100|150|200");
        List<String> lines = collect(new EventsStatements(250, 86_400, 120, List.of()), server);
        assertEquals(12 + 2 + 5, lines.size());
        assertTrue(lines.stream().anyMatch(l -> l.contains("quantile=\"999\"")));
        assertTrue(
                lines.stream()
                        .anyMatch(l ->
                                l.startsWith("perf_schema_events_statements_seconds_total")
                                        && l.endsWith(" 1.0")));
    }

    @Test
    void digestsOfMariaDbHaveLatenciesWithoutQuantiles() throws SQLException {
        RecordedServer server =
                mariaDb()
                        .answer(
                                "SELECT IFNULL(SCHEMA_NAME",
                                "s|d|t|c|w|e|wa|ra|rs|re|td|tt|mp|sr|ni",
                                "db1|digest1|SELECT"
                                        + " ?|100|1000000000000|1|2|50|100|150|1|2|3|100|1");
        List<String> lines = collect(new EventsStatements(250, 86_400, 120, List.of()), server);
        assertEquals(12 + 2 + 5, lines.size());
        assertTrue(
                lines.stream().anyMatch(l -> l.contains("quantile=\"99\"") && l.endsWith(" 0.0")));
        assertTrue(
                lines.stream()
                        .anyMatch(l ->
                                l.startsWith("perf_schema_events_statements_latency_sum")
                                        && l.endsWith(" 1.0")));
    }

    @Test
    void theSumOfAllDigestsIsInSeconds() throws SQLException {
        RecordedServer server =
                mariaDb()
                        .answer(
                                "SELECT SUM(COUNT_STAR)",
                                String.join("|", Collections.nCopies(21, "n")),
                                String.join("|", Collections.nCopies(20, "7")) + "|5000000000000");
        has(
                collect(PerformanceSchema.statementSums(), server),
                "perf_schema_events_statements_sum_timer_wait 5.0");
    }

    @Test
    void workersAndMembersOfGroups() throws SQLException {
        RecordedServer server =
                new RecordedServer("8.0.19")
                        .answer(
                                "SELECT CHANNEL_NAME, WORKER_ID",
                                "c|w|1|2|3|4|5|6|7",
                                "dummy_1|1|2019-03-14 00:00:00.001000|0000-00-00"
                                        + " 00:00:00.000000||||| ")
                        .answer(
                                "SELECT * FROM performance_schema.replication_group_members",
                                "CHANNEL_NAME|MEMBER_ID|MEMBER_HOST|MEMBER_PORT|MEMBER_STATE",
                                "group_replication_applier|uuid1|hostname1|3306|ONLINE")
                        .answer(
                                "SELECT * FROM performance_schema.replication_group_member_stats",
                                "MEMBER_ID|COUNT_TRANSACTIONS_IN_QUEUE|COUNT_CONFLICTS_DETECTED",
                                "x|0|1");
        List<String> workers = collect(new GroupReplication.Appliers(), server);
        assertEquals(7, workers.size());
        assertTrue(workers.stream().anyMatch(l -> l.endsWith(" 1.552521600001E9")));
        assertTrue(
                collect(new GroupReplication.Members(), server)
                        .getFirst()
                        .contains("member_state=\"ONLINE\""));
        has(
                collect(new GroupReplication.MemberStats(), server),
                "perf_schema_transactions_in_queue 0.0",
                "perf_schema_conflicts_detected_total 1.0");
    }
}
