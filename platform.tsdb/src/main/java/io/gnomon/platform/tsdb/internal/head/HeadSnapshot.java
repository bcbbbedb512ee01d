package io.gnomon.platform.tsdb.internal.head;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.labels.Matcher;
import io.gnomon.model.sample.Exemplar;
import io.gnomon.model.sample.MetricMetadata;
import io.gnomon.model.storage.SelectHints;
import io.gnomon.model.storage.Selection;
import io.gnomon.model.storage.Snapshot;
import io.gnomon.model.storage.StorageException;
import io.gnomon.model.text.Utf8Order;
import io.gnomon.platform.tsdb.internal.block.SeriesFeed;
import io.gnomon.platform.tsdb.internal.index.LabelIndex;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Sees the batches committed when it was opened, and of those the samples in its range. */
public final class HeadSnapshot implements Snapshot {
    private static final int CHECK_INTERRUPT_EVERY = 1024;

    private final Head head;
    private final LabelIndex index;
    private final Readers.View view;
    private final long minTime;
    private final long maxTime;
    private final AtomicBoolean open = new AtomicBoolean(true);

    HeadSnapshot(Head head, LabelIndex index, Readers.View view, long minTime, long maxTime) {
        this.head = head;
        this.index = index;
        this.view = view;
        this.minTime = minTime;
        this.maxTime = maxTime;
    }

    @Override
    public Selection select(List<Matcher> matchers, SelectHints hints) throws StorageException {
        long from = Math.max(minTime, hints.minTimeMillis());
        long to = Math.min(maxTime, hints.maxTimeMillis());
        int[] ids = find(matchers, from, to);
        if (hints.sorted()) {
            SeriesOrder.sort(head.store.dictionary, ids);
        }
        if (hints.limit() > 0 && hints.limit() < ids.length) {
            ids = Arrays.copyOf(ids, hints.limit());
        }
        return new HeadSelection(head, view, ids, new @Nullable Labels[ids.length], from, to);
    }

    /**
     * All series with their samples in a range of time, as a block takes them; valid until the
     * snapshot is closed.
     */
    public SeriesFeed feed(long min, long max) throws StorageException {
        long from = Math.max(min, minTime);
        long to = Math.min(max, maxTime);
        int[] ids = find(List.of(), from, to);
        SeriesOrder.sort(head.store.dictionary, ids);
        return new HeadFeed(
                head.store.dictionary,
                head.reader(view),
                ids,
                head.exemplars().entries(view.seq()),
                from,
                to);
    }

    /** Sequence number of the last batch that it sees. */
    public long seq() {
        return view.seq();
    }

    /** No sample that it sees is before this time. */
    public long oldest() {
        return Math.max(minTime, head.minTime());
    }

    /** No sample that it sees is after this time, {@link Long#MIN_VALUE} when there is none. */
    public long newest() {
        return Math.min(maxTime, head.maxTime());
    }

    /** Series that match and may have samples in the range, by ascending id. */
    private int[] find(List<Matcher> matchers, long from, long to) throws StorageException {
        checkOpen();
        SeriesReader reader = head.reader(view);
        if (matchers.isEmpty()) {
            IntStream.Builder all = IntStream.builder();
            head.forEach(series -> {
                if (reader.mayHaveSamples(series.id(), from, to)) {
                    all.add(series.id());
                }
            });
            return all.build().toArray();
        }
        int[] ids = index.find(matchers);
        int n = 0;
        for (int i = 0; i < ids.length; i++) {
            if (i % CHECK_INTERRUPT_EVERY == 0) {
                checkInterrupt();
            }
            if (reader.mayHaveSamples(ids[i], from, to)) {
                ids[n++] = ids[i];
            }
        }
        return Arrays.copyOf(ids, n);
    }

    @Override
    public List<String> labelNames(List<Matcher> matchers, int limit) throws StorageException {
        Set<String> names;
        if (matchers.isEmpty()) {
            names = index.names(inRange());
        } else {
            names = new HashSet<>();
            forEachPair(find(matchers, minTime, maxTime), names::add, null);
        }
        return sorted(names, limit);
    }

    @Override
    public List<String> labelValues(String name, List<Matcher> matchers, int limit)
            throws StorageException {
        Set<String> values;
        if (matchers.isEmpty()) {
            values = index.values(name, inRange());
        } else {
            values = new HashSet<>();
            forEachPair(find(matchers, minTime, maxTime), name::equals, values);
        }
        return sorted(values, limit);
    }

    private IntPredicate inRange() throws StorageException {
        checkOpen();
        SeriesReader reader = head.reader(view);
        return id -> reader.mayHaveSamples(id, minTime, maxTime);
    }

    /** Looks once at each different pair of name and value that some series have. */
    private void forEachPair(int[] ids, Predicate<String> name, @Nullable Set<String> values) {
        SeriesDictionary dictionary = head.store.dictionary;
        BitSet seen = new BitSet();
        for (int id : ids) {
            int[] own = dictionary.pairs(id);
            for (int i = 0; own != null && i < own.length; i++) {
                if (!seen.get(own[i])) {
                    seen.set(own[i]);
                    if (name.test(dictionary.pairName(own[i])) && values != null) {
                        values.add(dictionary.pairValue(own[i]));
                    }
                }
            }
        }
    }

    private static List<String> sorted(Set<String> texts, int limit) {
        List<String> list = new ArrayList<>(texts);
        list.sort(Utf8Order.INSTANCE);
        return List.copyOf(limit > 0 && limit < list.size() ? list.subList(0, limit) : list);
    }

    @Override
    public Map<Labels, List<Exemplar>> exemplars(List<Matcher> matchers) throws StorageException {
        checkOpen();
        Map<Labels, List<Exemplar>> found = new TreeMap<>();
        for (ExemplarRing.Entry entry : head.exemplars().entries(view.seq())) {
            Labels labels = entry.labels();
            long time = entry.exemplar().timeMillis();
            if (time >= minTime
                    && time <= maxTime
                    && matchers.stream().allMatch(m -> m.matches(labels))) {
                found.computeIfAbsent(labels, l -> new ArrayList<>()).add(entry.exemplar());
            }
        }
        return found;
    }

    @Override
    public Map<String, MetricMetadata> metadata(String family) throws StorageException {
        checkOpen();
        Map<String, MetricMetadata> found = new TreeMap<>(Utf8Order.INSTANCE);
        if (family.isEmpty()) {
            found.putAll(head.metadata());
        } else {
            MetricMetadata one = head.metadata().get(family);
            if (one != null) {
                found.put(family, one);
            }
        }
        return found;
    }

    @Override
    public Cardinality cardinality(int limit) throws StorageException {
        checkOpen();
        return head.store.dictionary.cardinality(limit);
    }

    private void checkOpen() throws StorageException {
        if (!open.get()) {
            throw new IllegalStateException("the snapshot is closed");
        }
        checkInterrupt();
    }

    static void checkInterrupt() throws StorageException {
        if (Thread.currentThread().isInterrupted()) {
            throw new StorageException(
                    StorageException.Kind.CANCELLED, "reading was interrupted by the caller");
        }
    }

    @Override
    public void close() {
        if (open.compareAndSet(true, false)) {
            head.store.readers.close(view);
        }
    }
}
