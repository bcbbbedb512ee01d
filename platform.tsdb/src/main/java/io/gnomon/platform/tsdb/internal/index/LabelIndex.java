package io.gnomon.platform.tsdb.internal.index;

import io.gnomon.model.labels.Matcher;
import io.gnomon.model.storage.StorageException;

import org.apache.lucene.store.AlreadyClosedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

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

    /** The tail, and how much of it Lucene has. */
    private record View(SeriesTail tail, int from) {}

    private final Path folder;
    private final Consumer<Consumer<IndexedSeries>> allSeries;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(work -> {
                Thread t = new Thread(work, "tsdb-index");
                t.setDaemon(true);
                return t;
            });
    private final AtomicBoolean hurried = new AtomicBoolean();

    private volatile View view = new View(new SeriesTail(), 0);
    private volatile LuceneIndex lucene;

    /**
     * Opens the index of a folder and makes it agree with the series.
     *
     * @param allSeries calls its argument with every series; used again when the index has to be
     *     repaired
     */
    public LabelIndex(Path folder, Consumer<Consumer<IndexedSeries>> allSeries) throws IOException {
        this.folder = folder;
        this.allSeries = allSeries;
        this.lucene = LuceneIndex.openAgreeing(folder, allSeries);
        ScheduledFuture<?> _ = thread.scheduleWithFixedDelay(this::refresh, 1, 1, TimeUnit.SECONDS);
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
        try {
            index.find(MatcherQueries.of(matchers), ids);
        } catch (AlreadyClosedException e) {
            throw new StorageException(
                    StorageException.Kind.UNAVAILABLE, "the label index is being repaired", e);
        } catch (IOException e) {
            throw new StorageException(
                    StorageException.Kind.IO, "reading the label index failed: " + e, e);
        }
        match(index.oversized(), 0, index.oversized().size(), matchers, ids);
        match(now.tail, now.from, to, matchers, ids);
        return ids.sortedUnique();
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
    int tailLength() {
        View now = view;
        return now.tail.size() - now.from;
    }

    /** Forgets series, some time soon. */
    public void remove(List<? extends IndexedSeries> series) {
        long[] ids = series.stream().mapToLong(IndexedSeries::id).toArray();
        thread.execute(() -> repairing(index -> index.delete(ids)));
    }

    /** Makes what Lucene has survive a restart; without it the next start adds the rest. */
    public void commit() {
        thread.execute(() -> repairing(LuceneIndex::commit));
    }

    private void refresh() {
        hurried.set(false);
        View now = view;
        int to = now.tail.size();
        if (to == now.from) {
            return;
        }
        boolean done =
                repairing(index -> {
                    for (int i = now.from; i < to; i++) {
                        index.add(now.tail.get(i));
                    }
                    index.refresh();
                });
        if (done) {
            advance(to);
        }
    }

    private synchronized void advance(int from) {
        SeriesTail tail = view.tail;
        if (from < COMPACT_AT) {
            view = new View(tail, from);
            return;
        }
        SeriesTail rest = new SeriesTail();
        for (int i = from; i < tail.size(); i++) {
            rest.add(tail.get(i));
        }
        view = new View(rest, 0);
    }

    /** Something done to Lucene; see {@link #repairing}. */
    private interface Change {
        void to(LuceneIndex index) throws IOException;
    }

    /**
     * Runs a change on the index's thread. When it fails the index is opened again and made to
     * agree with the series; until that succeeds new series stay in the tail.
     */
    private boolean repairing(Change change) {
        try {
            change.to(lucene);
            return true;
        } catch (IOException | RuntimeException e) {
            LOG.warn("the label index could not be changed ({}); it is opened again", e.toString());
            try {
                LuceneIndex broken = lucene;
                broken.abandon();
                lucene = LuceneIndex.openAgreeing(folder, allSeries);
                return false;
            } catch (IOException | RuntimeException again) {
                LOG.warn("opening the label index failed, tried again soon: {}", again.toString());
                return false;
            }
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
        lucene.close();
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
