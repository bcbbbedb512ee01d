package io.gnomon.platform.tsdb.internal.index;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.labels.Matcher;
import io.gnomon.model.storage.StorageException;

import org.apache.lucene.store.AlreadyClosedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

/**
 * Finds series by their labels. A new series is first in the tail, which is matched series by
 * series, so that the next query sees it; a thread of the index takes it into Lucene within a
 * second or after some thousands. What the index holds can always be made again from the series
 * themselves: when it is damaged or behind, it is.
 */
public final class LabelIndex implements AutoCloseable {
    /** Tail length at which Lucene is refreshed without waiting for the second. */
    private static final int LONG_TAIL = 8 << 10;

    /** Length at which the part of the tail that Lucene has is given up. */
    private static final int COMPACT_AT = 64 << 10;

    private static final Logger LOG = LoggerFactory.getLogger(LabelIndex.class);

    /** The tail, how much of it Lucene has, and whether Lucene has what is not in the tail. */
    private record View(SeriesTail tail, int from, boolean needsLucene) {}

    private final Path folder;
    private final Consumer<Consumer<IndexedSeries>> allSeries;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(work -> {
                Thread t = new Thread(work, "tsdb-index");
                t.setDaemon(true);
                return t;
            });
    private final AtomicBoolean hurried = new AtomicBoolean();

    private volatile View view;
    private volatile @Nullable LuceneIndex lucene;

    /**
     * The index of a folder. Lucene is opened, and made to agree with the series, by the index's
     * thread; until then all series are in the tail.
     *
     * @param allSeries calls its argument with every series; used again when the index has to be
     *     repaired
     */
    public LabelIndex(Path folder, Consumer<Consumer<IndexedSeries>> allSeries) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.allSeries = allSeries;
        SeriesTail tail = new SeriesTail();
        allSeries.accept(tail::add);
        view = new View(tail, 0, false);
        ScheduledFuture<?> _ = thread.scheduleWithFixedDelay(this::refresh, 0, 1, TimeUnit.SECONDS);
    }

    /** Adds a series; the next {@link #find} sees it. Called by one thread. */
    public void add(IndexedSeries series) {
        View now;
        synchronized (this) {
            now = view;
            now.tail.add(series);
        }
        if (now.tail.size() - now.from >= LONG_TAIL && hurried.compareAndSet(false, true)) {
            thread.execute(this::refresh);
        }
    }

    /**
     * Ids of the series that satisfy all matchers, ascending, each once; ids of removed series may
     * be among them. Any thread.
     */
    public int[] find(List<Matcher> matchers) throws StorageException {
        // The tail first: what moves to Lucene meanwhile is then found twice, never missed.
        View now = view;
        int to = now.tail.size();
        IdList ids = new IdList();
        LuceneIndex index = lucene;
        if (index != null) {
            find(index, matchers, ids);
        } else if (now.needsLucene) {
            throw repaired(null);
        }
        match(now.tail, now.from, to, matchers, ids);
        return ids.sortedUnique();
    }

    /** Names of the labels of all series whose id passes a test; see {@link #values}. */
    public Set<String> names(IntPredicate test) throws StorageException {
        return texts(
                MatcherQueries.NAMES,
                test,
                (labels, into) -> {
                    for (int i = 0; i < labels.size(); i++) {
                        into.add(labels.name(i));
                    }
                });
    }

    /**
     * Values of a label over all series whose id passes a test, in no order. A value costs a step
     * in the index and one test that succeeds, however many series have it. Any thread.
     */
    public Set<String> values(String name, IntPredicate test) throws StorageException {
        return texts(
                MatcherQueries.field(name),
                test,
                (labels, into) -> {
                    String value = labels.get(name);
                    if (!value.isEmpty()) {
                        into.add(value);
                    }
                });
    }

    private Set<String> texts(
            String field, IntPredicate test, BiConsumer<Labels, Set<String>> ofOne)
            throws StorageException {
        Set<String> found = new HashSet<>();
        View now = view;
        int to = now.tail.size();
        LuceneIndex index = lucene;
        if (index != null) {
            try {
                index.terms(field, test, found);
            } catch (AlreadyClosedException e) {
                throw repaired(e);
            } catch (IOException e) {
                throw new StorageException(
                        StorageException.Kind.IO, "reading the label index failed: " + e, e);
            }
            addTexts(index.oversized(), 0, index.oversized().size(), test, ofOne, found);
        } else if (now.needsLucene) {
            throw repaired(null);
        }
        addTexts(now.tail, now.from, to, test, ofOne, found);
        return found;
    }

    private static void addTexts(
            SeriesTail tail,
            int from,
            int to,
            IntPredicate test,
            BiConsumer<Labels, Set<String>> ofOne,
            Set<String> into) {
        for (int i = from; i < to; i++) {
            if (test.test(tail.get(i).id())) {
                ofOne.accept(tail.get(i).labels(), into);
            }
        }
    }

    private static void find(LuceneIndex index, List<Matcher> matchers, IdList ids)
            throws StorageException {
        try {
            index.find(matchers, ids);
        } catch (AlreadyClosedException e) {
            throw repaired(e);
        } catch (InterruptedIOException e) {
            throw new StorageException(
                    StorageException.Kind.CANCELLED, "reading was interrupted by the caller", e);
        } catch (IOException e) {
            throw new StorageException(
                    StorageException.Kind.IO, "reading the label index failed: " + e, e);
        }
        match(index.oversized(), 0, index.oversized().size(), matchers, ids);
    }

    private static StorageException repaired(@Nullable AlreadyClosedException cause) {
        StorageException refusal =
                new StorageException(
                        StorageException.Kind.UNAVAILABLE, "the label index is being repaired");
        if (cause != null) {
            refusal.initCause(cause);
        }
        return refusal;
    }

    private static void match(
            SeriesTail tail, int from, int to, List<Matcher> matchers, IdList ids) {
        for (int i = from; i < to; i++) {
            IndexedSeries series = tail.get(i);
            if (matchesAll(matchers, series)) {
                ids.add(series.id());
            }
        }
    }

    private static boolean matchesAll(List<Matcher> matchers, IndexedSeries series) {
        for (Matcher matcher : matchers) {
            if (!matcher.matches(series.labels())) {
                return false;
            }
        }
        return true;
    }

    /** Number of series that Lucene does not have yet. */
    public int tailLength() {
        View now = view;
        return now.tail.size() - now.from;
    }

    /** Bytes of its files. */
    public long diskBytes() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            // A file that Lucene deletes meanwhile has no length.
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    /** Forgets series, some time soon. */
    public void remove(List<? extends IndexedSeries> series) {
        long[] ids = series.stream().mapToLong(IndexedSeries::id).toArray();
        thread.execute(() -> changed(index -> index.delete(ids)));
    }

    /** Makes what Lucene has survive a restart; without it the next start adds the rest. */
    public void commit() {
        thread.execute(() -> changed(LuceneIndex::commit));
    }

    private void refresh() {
        hurried.set(false);
        if (lucene == null && !open()) {
            return;
        }
        View now = view;
        int to = now.tail.size();
        if (to == now.from) {
            return;
        }
        boolean done =
                changed(index -> {
                    for (int i = now.from; i < to; i++) {
                        index.add(now.tail.get(i));
                    }
                    index.refresh();
                });
        if (done) {
            advance(to);
        }
    }

    private boolean open() {
        int to = view.tail.size();
        try {
            lucene = LuceneIndex.openAgreeing(folder, allSeries);
            advance(to);
            return true;
        } catch (IOException | RuntimeException e) {
            LOG.warn("opening the label index failed, tried again soon: {}", e.toString());
            return false;
        }
    }

    private synchronized void advance(int from) {
        SeriesTail tail = view.tail;
        if (from < COMPACT_AT) {
            view = new View(tail, from, true);
            return;
        }
        SeriesTail rest = new SeriesTail();
        for (int i = from; i < tail.size(); i++) {
            rest.add(tail.get(i));
        }
        view = new View(rest, 0, true);
    }

    /** Something done to Lucene; see {@link #changed}. */
    private interface Change {
        void to(LuceneIndex index) throws IOException;
    }

    /**
     * Changes Lucene's part, on the index's thread. When that fails the index is opened again and
     * made to agree with the series; until that succeeds new series stay in the tail.
     */
    private boolean changed(Change change) {
        LuceneIndex index = lucene;
        if (index == null) {
            return false;
        }
        try {
            change.to(index);
            return true;
        } catch (IOException | RuntimeException e) {
            LOG.warn("the label index could not be changed ({}); it is opened again", e.toString());
            lucene = null;
            try {
                index.abandon();
            } catch (IOException | RuntimeException again) {
                LOG.warn("giving up the label index: {}", again.toString());
            }
            open();
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        thread.execute(this::refresh);
        thread.shutdown();
        try {
            if (!thread.awaitTermination(30, TimeUnit.SECONDS)) {
                LOG.warn("the label index was still busy after 30 s; the next start repairs it");
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        LuceneIndex index = lucene;
        if (index != null) {
            index.close();
        }
    }

    /** A growing list of ids. */
    static final class IdList {
        private int[] ids = new int[64];
        private int size;

        void add(int id) {
            if (size == ids.length) {
                ids = Arrays.copyOf(ids, 2 * size);
            }
            ids[size++] = id;
        }

        void addAll(int[] more) {
            if (size + more.length > ids.length) {
                ids = Arrays.copyOf(ids, Math.max(size + more.length, 2 * ids.length));
            }
            System.arraycopy(more, 0, ids, size, more.length);
            size += more.length;
        }

        int[] toArray() {
            return Arrays.copyOf(ids, size);
        }

        int[] sortedUnique() {
            Arrays.sort(ids, 0, size);
            int n = 0;
            for (int i = 0; i < size; i++) {
                if (i == 0 || ids[i] != ids[i - 1]) {
                    ids[n++] = ids[i];
                }
            }
            return Arrays.copyOf(ids, n);
        }
    }
}
