package io.gnomon.platform.testkit.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.labels.Matcher;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.model.storage.AppendBatch;
import io.gnomon.model.storage.AppendBatch.Durability;
import io.gnomon.model.storage.AppendBatch.Outcome;
import io.gnomon.model.storage.SampleReader;
import io.gnomon.model.storage.SelectHints;
import io.gnomon.model.storage.Selection;
import io.gnomon.model.storage.Snapshot;
import io.gnomon.model.storage.Storage;
import io.gnomon.model.storage.StorageException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How the tests of the storage contract write and read. */
final class Stored {
    private Stored() {}

    /** Opens a batch, appends one float at the batch's time, commits. */
    static Outcome write(Storage to, Labels labels, long time, double value)
            throws StorageException {
        try (AppendBatch batch = to.batch("group", time)) {
            Outcome outcome = batch.append(batch.series(labels), value);
            batch.commit(Durability.VISIBLE);
            return outcome;
        }
    }

    /** All samples of one series in a range. */
    static SampleColumn read(Storage from, Labels labels, long min, long max)
            throws StorageException {
        try (Snapshot snapshot = from.open(min, max)) {
            return read(snapshot, labels, min, max);
        }
    }

    /**
     * All samples of one series that a snapshot has in a range; empty when it has no such series.
     */
    static SampleColumn read(Snapshot snapshot, Labels labels, long min, long max)
            throws StorageException {
        List<Matcher> matchers = new ArrayList<>();
        for (int i = 0; i < labels.size(); i++) {
            matchers.add(Matcher.equal(labels.name(i), labels.value(i)));
        }
        Selection selection = snapshot.select(matchers, SelectHints.between(min, max));
        SampleColumn column = new SampleColumn();
        try (SampleReader reader = selection.reader()) {
            for (int i = 0; i < selection.size(); i++) {
                if (selection.labels(i).equals(labels)) {
                    SampleColumn newest = new SampleColumn();
                    reader.readNewest(i, newest);
                    reader.read(i, column);
                    assertTrue(
                            column.size == 0
                                    ? newest.size == 0
                                    : newest.times[newest.size - 1]
                                            == column.times[column.size - 1]);
                }
            }
        }
        return column;
    }

    /** Times of all rows. */
    static void assertTimes(SampleColumn column, long... times) {
        assertArrayEquals(times, Arrays.copyOf(column.times, column.size));
    }
}
