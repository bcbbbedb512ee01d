package io.gnomon.platform.tsdb.internal.block;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.labels.Matcher;
import io.gnomon.model.storage.StorageException;
import io.gnomon.model.text.Utf8Order;
import io.gnomon.platform.tsdb.internal.codec.CorruptDataException;
import io.gnomon.platform.tsdb.internal.index.BlockIndex;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Finds series of a block by their labels. Any thread. */
final class BlockLabels {
    private static final int CHECK_INTERRUPT_EVERY = 1024;

    private final BlockFiles files;

    BlockLabels(BlockFiles files) {
        this.files = files;
    }

    /** Takes the series that a cursor is at. */
    interface Visitor {
        void series(SeriesDirectory.Cursor at) throws CorruptDataException;
    }

    /** Visits series in order. */
    void forEach(int[] numbers, Visitor visitor) throws StorageException {
        SeriesDirectory.Cursor cursor = files.series.cursor();
        try {
            for (int i = 0; i < numbers.length; i++) {
                if (i % CHECK_INTERRUPT_EVERY == 0 && Thread.currentThread().isInterrupted()) {
                    throw new StorageException(
                            StorageException.Kind.CANCELLED,
                            "reading was interrupted by the caller");
                }
                cursor.moveTo(numbers[i]);
                visitor.series(cursor);
            }
        } catch (CorruptDataException e) {
            throw Block.damaged(e);
        }
    }

    /** Numbers of the series that satisfy all matchers, ascending; none means all series. */
    int[] find(List<Matcher> matchers) throws StorageException {
        if (matchers.isEmpty()) {
            return IntStream.range(0, files.series.count()).toArray();
        }
        try {
            BlockIndex index = files.index();
            int[] found = index.find(matchers);
            return index.oversized().length == 0
                    ? found
                    : withOversized(found, index.oversized(), matchers);
        } catch (CorruptDataException e) {
            throw Block.damaged(e);
        } catch (InterruptedIOException e) {
            throw new StorageException(
                    StorageException.Kind.CANCELLED, "reading was interrupted by the caller", e);
        } catch (IOException e) {
            throw new StorageException(
                    StorageException.Kind.IO,
                    "reading the label index of " + files.folder + " failed: " + e,
                    e);
        }
    }

    private int[] withOversized(int[] found, int[] oversized, List<Matcher> matchers)
            throws CorruptDataException {
        int[] all = Arrays.copyOf(found, found.length + oversized.length);
        int n = found.length;
        SeriesDirectory.Cursor cursor = files.series.cursor();
        for (int number : oversized) {
            cursor.moveTo(number);
            Labels labels = cursor.labels();
            if (matchers.stream().allMatch(matcher -> matcher.matches(labels))) {
                all[n++] = number;
            }
        }
        Arrays.sort(all, 0, n);
        return Arrays.copyOf(all, n);
    }

    /** Names of the labels of the series that match, sorted. */
    List<String> names(List<Matcher> matchers) throws StorageException {
        if (matchers.isEmpty()) {
            return sorted(files.series.symbols().allNames());
        }
        Set<String> names = new HashSet<>();
        boolean[] seen = new boolean[files.series.shapes()];
        forEach(
                find(matchers),
                at -> {
                    if (!seen[at.shape]) {
                        seen[at.shape] = true;
                        names.addAll(files.series.names(at.shape));
                    }
                });
        return sorted(names);
    }

    /** Values of a label of the series that match, sorted. */
    List<String> values(String name, List<Matcher> matchers) throws StorageException {
        Symbols symbols = files.series.symbols();
        int number = symbols.number(name);
        if (number < 0) {
            return List.of();
        }
        Set<String> values = new HashSet<>();
        Symbols.Texts texts = symbols.texts();
        try {
            if (matchers.isEmpty()) {
                for (int value = 0; value < symbols.values(number); value++) {
                    texts.load(number, value);
                    values.add(texts.value(number, value));
                }
                return sorted(values);
            }
            boolean[] seen = new boolean[symbols.values(number)];
            forEach(
                    find(matchers),
                    at -> {
                        int value = at.value(number);
                        if (value >= 0 && !seen[value]) {
                            seen[value] = true;
                            texts.load(number, value);
                            values.add(texts.value(number, value));
                        }
                    });
            return sorted(values);
        } catch (CorruptDataException e) {
            throw Block.damaged(e);
        }
    }

    private static List<String> sorted(Set<String> texts) {
        return texts.stream().sorted(Utf8Order.INSTANCE).toList();
    }
}
