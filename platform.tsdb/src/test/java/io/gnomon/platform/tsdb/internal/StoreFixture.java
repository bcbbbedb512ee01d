package io.gnomon.platform.tsdb.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.labels.Matcher;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.model.storage.AppendBatch;
import io.gnomon.model.storage.AppendBatch.Durability;
import io.gnomon.model.storage.SampleReader;
import io.gnomon.model.storage.SelectHints;
import io.gnomon.model.storage.Selection;
import io.gnomon.model.storage.Snapshot;
import io.gnomon.model.storage.Storage;
import io.gnomon.model.storage.StorageException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the tests of the store share: batches that can be checked for being there whole. */
final class StoreFixture {
    static final long START = 1_700_000_000_000L;
    static final long STEP = 1000;

    private StoreFixture() {}

    static Labels series(String group, int s) {
        return Labels.of("__name__", "m", "group", group, "s", "" + s);
    }

    /** Commits batch number {@code n} of a group: one sample of value n in each series. */
    static void write(Storage storage, String group, int seriesCount, int n, Durability durability)
            throws StorageException {
        try (AppendBatch batch = storage.batch(group, START + n * STEP)) {
            for (int s = 0; s < seriesCount; s++) {
                batch.append(batch.series(series(group, s)), n);
            }
            batch.commit(durability);
        }
    }

    /** Commits batches 0 to count - 1. */
    static void writeAll(Storage storage, String group, int seriesCount, int count)
            throws StorageException {
        for (int n = 0; n < count; n++) {
            write(storage, group, seriesCount, n, Durability.VISIBLE);
        }
    }

    /**
     * Number of batches of the group, after checking that they are the first ones without a gap,
     * each whole and each once.
     */
    static int wholeBatches(Storage storage, String group, int seriesCount)
            throws StorageException {
        try (Snapshot snapshot = storage.open(Long.MIN_VALUE, Long.MAX_VALUE)) {
            Selection found =
                    snapshot.select(
                            List.of(Matcher.equal("group", group)),
                            SelectHints.between(Long.MIN_VALUE, Long.MAX_VALUE));
            if (found.size() == 0) {
                return 0;
            }
            assertEquals(seriesCount, found.size(), "series of group " + group);
            int count = -1;
            SampleColumn column = new SampleColumn();
            try (SampleReader reader = found.reader()) {
                for (int s = 0; s < found.size(); s++) {
                    reader.read(s, column);
                    for (int i = 0; i < column.size; i++) {
                        assertEquals(START + i * STEP, column.times[i], "time of batch " + i);
                        assertEquals(i, column.values[i], "value of batch " + i);
                    }
                    assertEquals(count < 0 ? column.size : count, column.size, "whole batches");
                    count = column.size;
                }
            }
            return count;
        }
    }

    /** All samples of one series, which the store has. */
    static SampleColumn read(Storage storage, Labels labels) throws StorageException {
        try (Snapshot snapshot = storage.open(Long.MIN_VALUE, Long.MAX_VALUE)) {
            Selection found =
                    snapshot.select(
                            List.of(Matcher.equal(Labels.METRIC_NAME, labels.metricName())),
                            SelectHints.between(Long.MIN_VALUE, Long.MAX_VALUE));
            assertEquals(labels, found.labels(0));
            SampleColumn column = new SampleColumn();
            try (SampleReader reader = found.reader()) {
                reader.read(0, column);
            }
            return column;
        }
    }

    /** Files of the log with an ending, in order of their numbers. */
    static List<Path> logFiles(Path data, String ending) {
        try (Stream<Path> files = Files.list(data.resolve("wal"))) {
            return files.filter(f -> f.toString().endsWith(ending)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copyIfThere(Path file, Path target) throws IOException {
        try {
            Files.copy(file, target);
        } catch (NoSuchFileException e) {
            // Lucene deletes files of the index when it likes; those of the log stay.
            assertTrue(file.toString().contains("/index/"), file::toString);
        }
    }

    /** Copies a folder with its files and folders, except what is deleted meanwhile. */
    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path file : all.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    copyIfThere(file, target);
                }
            }
        }
    }
}
