package io.gnomon.platform.tsdb.internal;

import static io.gnomon.platform.tsdb.internal.StoreFixture.START;
import static io.gnomon.platform.tsdb.internal.StoreFixture.STEP;
import static io.gnomon.platform.tsdb.internal.StoreFixture.series;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gnomon.model.labels.Matcher;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.model.storage.AppendBatch;
import io.gnomon.model.storage.AppendBatch.Durability;
import io.gnomon.model.storage.AppendBatch.Outcome;
import io.gnomon.model.storage.SampleReader;
import io.gnomon.model.storage.SelectHints;
import io.gnomon.model.storage.Selection;
import io.gnomon.model.storage.Snapshot;
import io.gnomon.model.storage.StorageException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

/** Rows that wait with their group: they are read, judged and kept as if they did not. */
class GatheringTest {
    private static final int SERIES = 3;

    @TempDir private Path data;

    @SuppressWarnings("NullAway.Init") // set before each test
    private TsdbStorage storage;

    @BeforeEach
    void open() throws Exception {
        storage = new TsdbStorage(TsdbOptions.at(data));
    }

    @AfterEach
    void close() throws Exception {
        storage.close();
    }

    private void write(int from, int to) throws StorageException {
        for (int n = from; n < to; n++) {
            StoreFixture.write(storage, "g", SERIES, n, Durability.VISIBLE);
        }
    }

    private int waiting() {
        return storage.head().rowsThatWait();
    }

    private static void assertRead(Snapshot snapshot, int count) throws StorageException {
        Selection found =
                snapshot.select(
                        List.of(Matcher.equal("group", "g")),
                        SelectHints.between(Long.MIN_VALUE, Long.MAX_VALUE));
        assertEquals(SERIES, found.size());
        SampleColumn column = new SampleColumn();
        try (SampleReader reader = found.reader()) {
            for (int s = 0; s < SERIES; s++) {
                reader.read(s, column);
                assertEquals(count, column.size);
                for (int i = 0; i < count; i++) {
                    assertEquals(START + i * STEP, column.times[i]);
                    assertEquals(i, column.values[i]);
                }
                column.clear();
                reader.readNewest(s, column);
                assertEquals(count - 1, column.values[column.size - 1]);
                assertEquals(found.timeColumn(0), found.timeColumn(s));
            }
        }
    }

    private Snapshot snapshot() throws StorageException {
        return storage.open(Long.MIN_VALUE, Long.MAX_VALUE);
    }

    @Test
    void rowsWaitFromTheThirdBatchOnAndSnapshotsSeeThoseOfTheirTime() throws Exception {
        write(0, 2);
        assertEquals(0, waiting());
        write(2, 5);
        assertEquals(3, waiting());
        try (Snapshot early = snapshot()) {
            assertRead(early, 5);
            write(5, 8);
            try (Snapshot later = snapshot()) {
                // The eighth row sends all to the chunks.
                write(8, 10);
                assertEquals(0, waiting());
                write(10, 300);
                assertRead(early, 5);
                assertRead(later, 8);
            }
        }
        try (Snapshot now = snapshot()) {
            assertRead(now, 300);
        }
    }

    @Test
    void aCheckpointHasThemAndTheyGoOn() throws Exception {
        write(0, 6);
        assertEquals(4, waiting());
        storage.upkeep().checkpoint();
        assertEquals(0, waiting());
        write(6, 9);
        assertEquals(3, waiting());
        storage.close();
        open();
        try (Snapshot now = snapshot()) {
            assertRead(now, 9);
        }
    }

    @Test
    void anotherGroupsRowIsJudgedByThemAndEndsIt() throws Exception {
        write(0, 5);
        try (AppendBatch batch = storage.batch("other", START + 4 * STEP)) {
            long first = batch.series(series("g", 0));
            assertEquals(Outcome.DUPLICATE, batch.append(first, 4));
            assertEquals(Outcome.CONFLICT, batch.append(first, 5));
            assertEquals(Outcome.OUT_OF_ORDER, batch.append(first, START + 3 * STEP, 3));
            assertEquals(Outcome.STORED, batch.append(first, START + 5 * STEP, 5));
            batch.commit(Durability.VISIBLE);
        }
        assertEquals(0, waiting());
        for (int n = 6; n < 70; n++) {
            write(n, n + 1);
            assertEquals(0, waiting(), "the group has lost its series for a while");
        }
        write(70, 74);
        assertEquals(0, storage.head().metrics().rowsDropped.sum());
        SampleColumn read = StoreFixture.read(storage, series("g", 0));
        assertEquals(74, read.size);
        read = StoreFixture.read(storage, series("g", 0));
        for (int n = 0; n < 74; n++) {
            assertEquals(n, read.values[n]);
        }
    }

    @Test
    void aRowTwiceInABatchIsOne() throws Exception {
        write(0, 5);
        try (AppendBatch batch = storage.batch("g", START + 5 * STEP)) {
            long first = batch.series(series("g", 0));
            long second = batch.series(series("g", 1));
            assertEquals(Outcome.STORED, batch.append(first, 5));
            assertEquals(Outcome.DUPLICATE, batch.append(first, 5));
            assertEquals(Outcome.CONFLICT, batch.append(first, 6));
            assertEquals(Outcome.STORED, batch.append(second, 5));
            assertEquals(Outcome.DUPLICATE, batch.append(second, 5));
            assertEquals(Outcome.STORED, batch.append(batch.series(series("g", 2)), 5));
            batch.commit(Durability.VISIBLE);
        }
        write(6, 20);
        try (Snapshot now = snapshot()) {
            assertRead(now, 20);
        }
    }

    @Test
    void whatIsNotCommittedIsNotThere() throws Exception {
        write(0, 5);
        try (AppendBatch batch = storage.batch("g", START + 5 * STEP)) {
            assertEquals(Outcome.STORED, batch.append(batch.series(series("g", 0)), 9));
        }
        write(5, 30);
        try (Snapshot now = snapshot()) {
            assertRead(now, 30);
        }
    }
}
