package io.gnomon.platform.tsdb.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.gnomon.model.labels.Matcher;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.model.storage.AppendBatch.Durability;
import io.gnomon.model.storage.SelectHints;
import io.gnomon.model.storage.Selection;
import io.gnomon.model.storage.Snapshot;
import io.gnomon.model.storage.StorageException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A store that is closed while it is used, as when another version takes its place. */
class ClosingTest {
    @TempDir Path folder;

    @Test
    void aQueryThatRunsIsAnsweredAndALateOneIsRefused() throws Exception {
        TsdbStorage storage = new TsdbStorage(TsdbOptions.at(folder));
        StoreFixture.writeAll(storage, "g", 3, 5);
        CompletableFuture<Void> closing;
        try (Snapshot snapshot = storage.open(0, Long.MAX_VALUE)) {
            closing = CompletableFuture.runAsync(() -> close(storage));
            StorageException late = awaitRefusal(storage);
            assertEquals(StorageException.Kind.UNAVAILABLE, late.kind());
            Selection found =
                    snapshot.select(
                            List.of(Matcher.equal("group", "g")),
                            SelectHints.between(0, Long.MAX_VALUE));
            assertEquals(3, found.size());
            SampleColumn column = new SampleColumn();
            found.reader().read(0, column);
            assertEquals(5, column.size);
            assertFalse(closing.isDone());
        }
        closing.join();
        StorageException refused =
                assertThrows(
                        StorageException.class,
                        () -> StoreFixture.write(storage, "g", 3, 5, Durability.VISIBLE));
        assertEquals(StorageException.Kind.UNAVAILABLE, refused.kind());
    }

    private static void close(TsdbStorage storage) {
        try {
            storage.close();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Opens snapshots until the store that is being closed gives none any more. */
    private static StorageException awaitRefusal(TsdbStorage storage) {
        while (true) {
            try {
                storage.open(0, Long.MAX_VALUE).close();
            } catch (StorageException e) {
                return e;
            }
        }
    }
}
