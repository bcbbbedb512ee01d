package io.gnomon.platform.tsdb.internal;

import static io.gnomon.platform.tsdb.internal.StoreFixture.START;
import static io.gnomon.platform.tsdb.internal.StoreFixture.STEP;
import static io.gnomon.platform.tsdb.internal.StoreFixture.series;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.labels.Matcher;
import io.gnomon.model.storage.AppendBatch;
import io.gnomon.model.storage.AppendBatch.Durability;
import io.gnomon.model.storage.SelectHints;
import io.gnomon.model.storage.Selection;
import io.gnomon.model.storage.Snapshot;
import io.gnomon.model.storage.StorageException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

/** Series of one group share its times, whenever they came to it. */
class SharedTimesTest {
    private static final int JOINS = 50;

    @TempDir private Path data;

    /** The first two series from the beginning, the third later; the second misses one batch. */
    private static void write(TsdbStorage storage, int from, int to) throws StorageException {
        for (int n = from; n < to; n++) {
            try (AppendBatch batch = storage.batch("g", START + n * STEP)) {
                batch.append(batch.series(series("g", 0)), n);
                if (n != JOINS + 200) {
                    batch.append(batch.series(series("g", 1)), n);
                }
                if (n >= JOINS) {
                    batch.append(batch.series(series("g", 2)), n);
                }
                batch.commit(Durability.VISIBLE);
            }
        }
    }

    private static void assertShared(TsdbStorage storage, int from, int to) throws Exception {
        try (Snapshot snapshot = storage.open(START + from * STEP, START + to * STEP)) {
            Selection found =
                    snapshot.select(
                            List.of(Matcher.equal("group", "g")),
                            SelectHints.between(START + from * STEP, START + to * STEP));
            assertEquals(3, found.size());
            assertTrue(found.timeColumn(0) >= 0, "of the group");
            assertEquals(found.timeColumn(0), found.timeColumn(1));
            assertEquals(found.timeColumn(0), found.timeColumn(2));
        }
    }

    @Test
    void aSeriesThatJoinsInTheMiddleOfAColumnSharesTheNextOne() throws Exception {
        try (TsdbStorage storage = new TsdbStorage(TsdbOptions.at(data))) {
            write(storage, 0, 200);
            assertShared(storage, 130, 300);
            write(storage, 200, 700);
            // From the chunk on that the batch without a sample has filled.
            assertShared(storage, 500, 800);
            storage.upkeep().checkpoint();
        }
        try (TsdbStorage storage = new TsdbStorage(TsdbOptions.at(data))) {
            assertShared(storage, 500, 800);
            write(storage, 700, 705);
            assertShared(storage, 500, 800);
        }
    }
}
