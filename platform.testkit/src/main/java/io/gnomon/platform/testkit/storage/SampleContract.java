package io.gnomon.platform.testkit.storage;

import static io.gnomon.platform.testkit.storage.Stored.assertTimes;
import static io.gnomon.platform.testkit.storage.Stored.read;
import static io.gnomon.platform.testkit.storage.Stored.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.model.sample.SampleValues;
import io.gnomon.model.storage.AppendBatch;
import io.gnomon.model.storage.AppendBatch.Durability;
import io.gnomon.model.storage.AppendBatch.Outcome;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/** Values come back bit for bit in their time range; each row has its outcome. */
interface SampleContract extends StorageUnderTest {
    @Test
    default void committedSamplesAreReadInTheRangeWithBothEnds() throws Exception {
        Labels labels = Labels.of("__name__", "m", "job", "a");
        for (int i = 0; i < 500; i++) {
            assertEquals(Outcome.STORED, write(storage(), labels, START + i * 1000L, i * 0.5));
        }
        SampleColumn column = read(storage(), labels, START + 10_000, START + 490_000);
        assertEquals(481, column.size);
        for (int i = 0; i < column.size; i++) {
            assertEquals(START + (i + 10) * 1000L, column.times[i]);
            assertEquals((i + 10) * 0.5, column.values[i]);
        }
    }

    @Test
    default void everyBitOfAValueIsKept() throws Exception {
        Labels labels = Labels.of("__name__", "m");
        double[] values = {
            0.0,
            -0.0,
            1,
            -1,
            0.1,
            1e-310,
            Double.MIN_VALUE,
            Double.MAX_VALUE,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            SampleValues.STALE_NAN,
            Double.longBitsToDouble(SampleValues.NORMAL_NAN_BITS),
            Double.longBitsToDouble(0xfff8000000000123L),
            0x1p53 + 2,
            -0x1p63,
            0x1p64,
            123456.789
        };
        int rows = values.length * 40;
        for (int i = 0; i < rows; i++) {
            write(storage(), labels, START + i, values[i % values.length]);
        }
        SampleColumn column = read(storage(), labels, START, START + rows);
        assertEquals(rows, column.size);
        for (int i = 0; i < rows; i++) {
            assertEquals(
                    Double.doubleToRawLongBits(values[i % values.length]),
                    Double.doubleToRawLongBits(column.values[i]),
                    "row " + i);
        }
    }

    @Test
    default void rowsHaveTheTimeOfTheBatchOrTheirOwn() throws Exception {
        Labels a = Labels.of("__name__", "a");
        Labels b = Labels.of("__name__", "b");
        for (int i = 0; i < 300; i++) {
            long time = START + i * 1000L;
            try (AppendBatch batch = storage().batch("g", time)) {
                batch.append(batch.series(a), i);
                batch.append(batch.series(b), time - 400 + i, i);
                batch.append(batch.series(b), time - 399 + i, i + 0.5);
                batch.commit(Durability.VISIBLE);
            }
        }
        SampleColumn own = read(storage(), b, START - 400, START + 400_000);
        assertEquals(600, own.size);
        assertEquals(START + 299_000 - 399 + 299, own.times[599]);
        assertEquals(299.5, own.values[599]);
        assertEquals(300, read(storage(), a, START, START + 300_000).size);
    }

    @Test
    default void aSeriesMayMissBatchesOfItsGroup() throws Exception {
        Labels a = Labels.of("__name__", "a");
        Labels b = Labels.of("__name__", "b");
        List<Long> expected = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            long time = START + i * 1000L;
            try (AppendBatch batch = storage().batch("g", time)) {
                batch.append(batch.series(a), i);
                if (i % 7 != 3) {
                    batch.append(batch.series(b), i);
                    expected.add(time);
                }
                batch.commit(Durability.VISIBLE);
            }
        }
        assertTimes(
                read(storage(), b, START, START + 400_000),
                expected.stream().mapToLong(Long::longValue).toArray());
        assertEquals(400, read(storage(), a, START, START + 400_000).size);
    }

    @Test
    default void everyRowHasItsOutcome() throws Exception {
        Labels labels = Labels.of("__name__", "m");
        write(storage(), labels, START, 1);
        try (AppendBatch batch = storage().batch("g", START)) {
            long ref = batch.series(labels);
            assertTrue(ref >= 0);
            assertEquals(Outcome.DUPLICATE, batch.append(ref, 1));
            assertEquals(Outcome.CONFLICT, batch.append(ref, 2));
            assertEquals(Outcome.OUT_OF_ORDER, batch.append(ref, START - 1, 1));
            assertEquals(Outcome.STORED, batch.append(ref, START + 10, 7));
            assertEquals(Outcome.DUPLICATE, batch.append(ref, START + 10, 7));
            assertEquals(Outcome.CONFLICT, batch.append(ref, START + 10, 8));
            assertEquals(Outcome.OUT_OF_ORDER, batch.append(ref, START + 9, 8));
            assertEquals(Outcome.STORED, batch.append(ref, START + 11, 8));
            batch.commit(Durability.VISIBLE);
        }
        assertTimes(
                read(storage(), labels, START - 100, START + 100), START, START + 10, START + 11);
    }

    @Test
    default void aReferenceIsGoodForLaterBatches() throws Exception {
        Labels labels = Labels.of("__name__", "m");
        long ref;
        try (AppendBatch batch = storage().batch("g", START)) {
            ref = batch.series(labels);
            batch.append(ref, 1);
            batch.commit(Durability.VISIBLE);
        }
        long epoch = storage().epoch();
        try (AppendBatch batch = storage().batch("other", START + 1)) {
            assertEquals(Outcome.STORED, batch.append(ref, 2));
            assertEquals(ref, batch.series(labels));
            batch.commit(Durability.DURABLE);
        }
        assertEquals(epoch, storage().epoch());
        assertTimes(read(storage(), labels, START, START + 1), START, START + 1);
    }

    @Test
    default void aReferenceThatWasNeverGivenIsStale() throws Exception {
        try (AppendBatch batch = storage().batch("g", START)) {
            assertEquals(Outcome.STALE_REFERENCE, batch.append(Long.MAX_VALUE, 1));
            batch.commit(Durability.VISIBLE);
        }
    }

    @Test
    default void aBatchEndsWithItsCommitAndAGroupHasOneAtATime() throws Exception {
        AppendBatch batch = storage().batch("g", START);
        assertThrows(IllegalStateException.class, () -> storage().batch("g", START).close());
        batch.commit(Durability.VISIBLE);
        assertThrows(IllegalStateException.class, () -> batch.append(0, 1));
        batch.close();
        storage().batch("g", START + 1).close();
    }
}
