package io.gnomon.platform.testkit.storage;

import static io.gnomon.platform.testkit.storage.Stored.read;
import static io.gnomon.platform.testkit.storage.Stored.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.labels.Matcher;
import io.gnomon.model.storage.SelectHints;
import io.gnomon.model.storage.Snapshot;
import io.gnomon.model.storage.Storage;
import io.gnomon.model.storage.StorageException;
import io.gnomon.model.storage.StorageStats;
import io.gnomon.model.storage.Tail;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

/** The feed of committed batches, the figures, and interrupts. */
interface FeedContract extends StorageUnderTest {
    @Test
    default void aTailDeliversCommittedBatchesInOrderAndGoesOnWhereItWas() throws Exception {
        for (int i = 0; i < 5; i++) {
            write(storage(), Labels.of("__name__", "m" + i), START + i, i);
        }
        TailRows rows = new TailRows();
        long position;
        try (Tail tail = storage().tail(0)) {
            for (int i = 0; i < 3; i++) {
                assertTrue(rows.next(tail, Duration.ZERO));
            }
            position = tail.position();
        }
        assertEquals(List.of("m0 0 0.0", "m1 1 1.0", "m2 2 2.0"), rows.seen);
        rows.seen.clear();
        try (Tail tail = storage().tail(position)) {
            assertTrue(rows.next(tail, Duration.ZERO));
            assertTrue(rows.next(tail, Duration.ZERO));
            assertFalse(rows.next(tail, Duration.ZERO));
            Thread late = new Thread(this::writeLate, "contract-late");
            late.start();
            assertTrue(rows.next(tail, Duration.ofSeconds(30)));
            late.join();
        }
        assertEquals(List.of("m3 3 3.0", "m4 4 4.0", "late 9 9.0"), rows.seen);
    }

    @Test
    default void aTailFromTheEndDeliversWhatComesThen() throws Exception {
        write(storage(), Labels.of("__name__", "before"), START, 1);
        TailRows rows = new TailRows();
        try (Tail tail = storage().tail(Storage.TAIL_END)) {
            assertFalse(rows.next(tail, Duration.ZERO));
            writeLate();
            assertTrue(rows.next(tail, Duration.ofSeconds(30)));
        }
        assertEquals(List.of("late 9 9.0"), rows.seen);
    }

    private void writeLate() {
        try {
            write(storage(), Labels.of("__name__", "late"), START + 9, 9);
        } catch (StorageException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    default void statsFollowTheCommits() throws Exception {
        StorageStats empty = storage().stats();
        assertEquals(Long.MAX_VALUE, empty.minTimeMillis());
        assertEquals(Long.MIN_VALUE, empty.maxTimeMillis());
        assertEquals(0, empty.samplesAppended());
        write(storage(), Labels.of("__name__", "a"), START, 1);
        write(storage(), Labels.of("__name__", "b"), START + 5, 1);
        StorageStats stats = storage().stats();
        assertEquals(2, stats.series());
        assertEquals(START, stats.minTimeMillis());
        assertEquals(START + 5, stats.maxTimeMillis());
        assertEquals(2, stats.samplesAppended());
        assertNotEquals(-1, stats.diskBytes());
    }

    @Test
    default void anInterruptCancelsAReader() throws Exception {
        write(storage(), Labels.of("__name__", "a"), START, 1);
        try (Snapshot snapshot = storage().open(START, START)) {
            Thread.currentThread().interrupt();
            StorageException cancelled =
                    assertThrows(
                            StorageException.class,
                            () ->
                                    snapshot.select(
                                            List.of(Matcher.equal("__name__", "a")),
                                            SelectHints.between(START, START)));
            assertEquals(StorageException.Kind.CANCELLED, cancelled.kind());
        } finally {
            assertTrue(Thread.interrupted());
        }
        assertEquals(1, read(storage(), Labels.of("__name__", "a"), START, START).size);
    }
}
