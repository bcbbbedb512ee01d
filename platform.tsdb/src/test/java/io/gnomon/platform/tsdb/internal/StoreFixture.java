package io.gnomon.platform.tsdb.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
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

    /** Names of all files and folders, except those of the index. */
    private static Set<String> names(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.map(file -> folder.relativize(file).toString())
                    .filter(name -> !isIndex(name))
                    .collect(Collectors.toSet());
        }
    }

    /** Lucene deletes files of the index when it likes; the store makes good what is missing. */
    private static boolean isIndex(String name) {
        return name.startsWith("index/");
    }

    /**
     * Copies a folder with its files and folders as they are at one moment, while a store may write
     * them: when one came or went meanwhile, it begins anew. A file that only grew may be copied at
     * any length, as a crash may leave it.
     */
    static void copy(Path from, Path to) throws IOException {
        for (int attempt = 0; attempt < 1000; attempt++) {
            if (isCopied(from, to)) {
                return;
            }
            delete(to);
        }
        throw new AssertionError("the files in " + from + " change too often to be copied");
    }

    private static boolean isCopied(Path from, Path to) throws IOException {
        try {
            Set<String> before = names(from);
            try (Stream<Path> all = Files.walk(from)) {
                for (Path file : all.toList()) {
                    String name = from.relativize(file).toString();
                    if (!copyFile(file, to.resolve(name)) && !isIndex(name)) {
                        return false;
                    }
                }
            }
            return before.equals(names(from));
        } catch (NoSuchFileException e) {
            return false;
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof NoSuchFileException) {
                return false;
            }
            throw e;
        }
    }

    private static boolean copyFile(Path file, Path target) throws IOException {
        try {
            if (Files.isDirectory(file)) {
                Files.createDirectories(target);
            } else {
                Files.copy(file, target);
            }
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Deletes a folder with all that is in it. */
    static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
