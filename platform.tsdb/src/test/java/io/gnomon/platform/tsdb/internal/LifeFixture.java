package io.gnomon.platform.tsdb.internal;

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
import io.gnomon.model.storage.StorageRules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What tests of cutting, compacting and dropping share: one sample a minute for many hours. */
final class LifeFixture {
    /** Begins a range of every level. */
    static final long START = Math.floorDiv(StoreFixture.START, 691_200_000L) * 691_200_000L;

    static final long MINUTE = 60_000;
    static final long HOUR = 60 * MINUTE;

    private LifeFixture() {}

    static TsdbOptions options(Path data) {
        return TsdbOptions.at(data).withRetention(0).withLife(LifeOptions.DEFAULTS.withBudget(0));
    }

    /** A store in which nothing happens by itself. */
    static TsdbStorage open(TsdbOptions options) throws IOException {
        TsdbStorage storage = new TsdbStorage(options);
        storage.upkeep().close();
        storage.blockUpkeep().close();
        storage.rules(StorageRules.NONE);
        return storage;
    }

    /** Waits until the files of blocks that were replaced are gone: a thread deletes them. */
    static void awaitDeletions(TsdbStorage storage) throws IOException, InterruptedException {
        Path folder = storage.seam().blocks().folder();
        long deadline = System.nanoTime() + 30_000_000_000L;
        while (true) {
            try (Stream<Path> left = Files.list(folder)) {
                if (left.count() == storage.seam().blocks().present().size()) {
                    return;
                }
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("blocks that were replaced stay in " + folder);
            }
            Thread.sleep(5);
        }
    }

    static Labels labels(String name, int s) {
        return Labels.of("__name__", name, "s", "" + s);
    }

    /** Appends a sample a minute: hours {@code from} to {@code to} of some series. */
    static void write(Storage storage, String name, int series, int from, int to)
            throws StorageException {
        for (long minute = from * 60L; minute < to * 60L; minute++) {
            try (AppendBatch batch = storage.batch(name, START + minute * MINUTE)) {
                for (int s = 0; s < series; s++) {
                    batch.append(batch.series(labels(name, s)), (double) (minute + s));
                }
                batch.commit(minute % 60 == 59 ? Durability.DURABLE : Durability.VISIBLE);
            }
        }
    }

    /** Samples of a metric, after checking that each is right and stands once. */
    static long count(Storage storage, String name) throws StorageException {
        return count(storage, name, new ArrayList<>());
    }

    /** As above; collects the warnings of the answer. */
    static long count(Storage storage, String name, List<String> warnings) throws StorageException {
        try (Snapshot snapshot = storage.open(Long.MIN_VALUE, Long.MAX_VALUE)) {
            Selection found =
                    snapshot.select(
                            List.of(Matcher.equal("__name__", name)),
                            SelectHints.between(Long.MIN_VALUE, Long.MAX_VALUE));
            SampleColumn column = new SampleColumn();
            long count = 0;
            try (SampleReader reader = found.reader()) {
                for (int i = 0; i < found.size(); i++) {
                    reader.read(i, column);
                    check(found.labels(i), column);
                    count += column.size;
                }
            }
            warnings.addAll(found.warnings());
            return count;
        }
    }

    private static void check(Labels labels, SampleColumn column) {
        int s = Integer.parseInt(labels.get("s"));
        for (int i = 0; i < column.size; i++) {
            long minute = (column.times[i] - START) / MINUTE;
            boolean ascending = i == 0 || column.times[i - 1] < column.times[i];
            if (!ascending || column.values[i] != minute + s) {
                throw new AssertionError(labels + ": " + column.values[i] + " at minute " + minute);
            }
        }
    }
}
