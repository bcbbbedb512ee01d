package io.gnomon.platform.tsdb.internal.head;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.Exemplar;
import io.gnomon.model.sample.MetricMetadata;
import io.gnomon.model.storage.Snapshot.Count;
import io.gnomon.model.storage.StorageException;
import io.gnomon.platform.tsdb.internal.index.LabelIndex;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * All series with their newest samples. The dictionary of label sets is for any thread; what
 * changes samples ({@link HeadWriter}) is for who has the log's lock (before the store is open: for
 * who recovers). What is applied stays invisible until the log moves its commit point.
 */
public final class Head {
    private volatile HeadOptions options;
    private final LongSupplier committed;

    final SeriesStore store = new SeriesStore();
    private final SeriesTable table = store.table;
    private final HeadTimes times = new HeadTimes();
    private final HeadMetrics metrics = new HeadMetrics();
    private final HeadWriter writer;
    private final ExemplarRing exemplars;
    private final ConcurrentHashMap<String, MetricMetadata> metadata = new ConcurrentHashMap<>();
    private volatile short round = 1;

    /**
     * An empty head.
     *
     * @param committed sequence number of the last batch that readers see
     * @param onFirstSample told of each series when its first sample is applied
     */
    public Head(HeadOptions options, LongSupplier committed, Consumer<HeadSeries> onFirstSample) {
        this.options = options;
        this.exemplars = new ExemplarRing(options.exemplars());
        this.committed = committed;
        this.writer = new HeadWriter(this, onFirstSample);
    }

    // --- series ------------------------------------------------------------------------------

    /**
     * Id of the series with these labels, made when it is new.
     *
     * @param group number of the group that asks
     * @return a negative number, see {@link SeriesLimits.Limit}, when a limit forbids a new one
     */
    int seriesFor(Labels labels, int group, long nowMillis) {
        int id = store.dictionary.find(labels);
        if (id < 0) {
            id = store.dictionary.make(labels, group, round, options.limits(), metrics, nowMillis);
        }
        MemorySegment page = id < 0 ? null : table.page(id);
        if (page != null) {
            SeriesTable.touch(page, SeriesTable.at(id), round);
        }
        return id;
    }

    /** What changes the samples. */
    HeadWriter writer() {
        return writer;
    }

    HeadTimes times() {
        return times;
    }

    /** The oldest open view, or one opened and closed now. */
    Readers.View oldestView() {
        return store.readers.oldest(committed, this::boundary);
    }

    /** Labels of a series, null when there is none any more. */
    public @Nullable Labels labels(int id) {
        return store.dictionary.labels(id);
    }

    /**
     * Rounds of collection so far, wrapping around: a series used in this one or the last stays.
     */
    short round() {
        return round;
    }

    /** A view of what is committed now; closed by its owner. */
    public HeadSnapshot snapshot(LabelIndex index, long minTime, long maxTime)
            throws StorageException {
        return new HeadSnapshot(this, index, openView(), minTime, maxTime);
    }

    Readers.View openView() throws StorageException {
        return store.readers.open(committed, this::boundary);
    }

    /** A view for one who writes. */
    Readers.View pin() {
        return store.readers.pin(committed, this::boundary);
    }

    /** No more snapshots; gives how many are still open when the patience is over. */
    public int endReading(Duration patience) throws InterruptedException {
        return store.readers.end(patience);
    }

    /** Unmaps files, when nobody reads any more. Nothing may be called after it. */
    public void close() {
        if (store.readers.areGone()) {
            store.regions.close(store.readers);
        }
    }

    /** Reads what a view sees; the view has to be open. For one thread. */
    SeriesReader reader(Readers.View view) {
        return new SeriesReader(store, view.seq(), view.boundary());
    }

    /** A series from the log. Called before the store is open. */
    public void restoreSeries(int id, int group, Labels labels) {
        if (table.isAlive(id)) {
            return;
        }
        int older = store.dictionary.find(labels);
        if (older >= 0) {
            // It was removed, and made again under a new id.
            remove(older);
        }
        store.dictionary.put(id, labels, group, round);
        writer.setLogged(id);
    }

    /** Ids below it may be in use, and none of them is given to another series. */
    public int nextId() {
        return table.nextId();
    }

    /** Calls with each series that has samples, by ascending id. */
    public void forEach(Consumer<HeadSeries> consumer) {
        SeriesTable.State state = new SeriesTable.State();
        int end = nextId();
        for (int id = 0; id < end; id++) {
            if (table.page(id) == null) {
                id |= SeriesTable.PAGE_SIZE - 1;
            } else if (table.read(id, state) && !state.isEmpty()) {
                consumer.accept(new HeadSeries(store.dictionary, id));
            }
        }
    }

    // --- under the log's lock ------------------------------------------------------------

    public void apply(int id, Exemplar exemplar, long seq) {
        Labels labels = labels(id);
        if (labels != null) {
            exemplars.add(id, labels, exemplar, seq);
        }
    }

    public void apply(String family, MetricMetadata value) {
        metadata.put(family, value);
    }

    // --- letting go ----------------------------------------------------------------------------

    /**
     * From now on samples before the time are refused, or late. Any thread. Batches that are open
     * already may still bring some: {@link HeadAppends#awaitOpenBatches}.
     */
    public void raiseFloor(long time) {
        times.raiseFloor(time);
    }

    /**
     * Snapshots opened from now on do not see samples before the time, for blocks have them; except
     * late ones, see {@link #dropLate}. {@link Sweep} drops what nobody sees. Any thread.
     */
    public void hideBefore(long time) {
        times.hideBefore(time);
    }

    /** Begins to drop what nobody sees any more. For who has the log's lock. */
    public Sweep sweep() {
        return new Sweep(this, writer);
    }

    /**
     * Drops late samples of a range, the end excluded: they are in a block that whoever opens a
     * snapshot from now on sees. Those who opened one before keep them. For who has the log's lock.
     *
     * @param upToSeq those of later batches stay
     */
    public void dropLate(long from, long end, long upToSeq) {
        writer.dropLate(from, end, upToSeq);
    }

    /** Another round of collection begins; its number. */
    short nextRound() {
        round = (short) (round + 1);
        return round;
    }

    /** Ends a series without samples. For who has the log's lock. */
    void remove(int id) {
        store.readers.whenUnseen(store.dictionary.remove(id));
        metrics.seriesRemoved.increment();
    }

    /**
     * Where the aligned ranges begin that have late samples and lie before the boundary, ascending.
     * Any thread.
     */
    public SortedSet<Long> lateRanges(long rangeMillis) {
        return store.late.ranges(rangeMillis, times.boundary());
    }

    /** How many late samples there are. Any thread. */
    public long lateSamples() {
        return store.late.size();
    }

    // --- recovering ----------------------------------------------------------------------------

    /** Samples before the time are in blocks, or were dropped. Called before the store is open. */
    public void restoreBoundary(long time) {
        hideBefore(time);
    }

    /** Numbers of the files of chunks that the head reads from. */
    public Set<Long> chunkFiles() {
        return store.regions.files();
    }

    /** What was appended so far came from the log: counting begins now. */
    public void recovered() {
        metrics.reset();
    }

    // --- figures -----------------------------------------------------------------------------

    /** Samples before it are no longer kept. */
    public long boundary() {
        return times.boundary();
    }

    public HeadOptions options() {
        return options;
    }

    /** Changes what is taken in and kept from now on. Any thread. */
    public void options(HeadOptions changed) {
        options = changed;
        exemplars.capacity(changed.exemplars());
    }

    /** Retention drops samples before it, late or not. */
    long oldestKept() {
        long newest = times.max();
        return newest == Long.MIN_VALUE ? Long.MIN_VALUE : newest - options.retentionMillis();
    }

    /** Samples before it are not taken in order: their time is in a block, or too old. */
    long floor() {
        return Math.max(oldestKept(), times.floor());
    }

    /** Time of the oldest late sample, {@link Long#MAX_VALUE} when there is none. */
    public long minLateTime() {
        return store.late.minTime();
    }

    public long minTime() {
        return times.min();
    }

    public long maxTime() {
        return times.max();
    }

    public HeadMetrics metrics() {
        return metrics;
    }

    public int seriesWithSamples() {
        return writer.seriesWithSamples();
    }

    /**
     * The groups that made the most series that are there.
     *
     * @param names of groups by number; a group without one did not write for a while
     * @param limit at most so many
     */
    public List<Count> seriesByGroup(Map<Integer, String> names, int limit) {
        List<Count> counts = new ArrayList<>();
        store.dictionary
                .seriesByGroup()
                .forEach((group, n) ->
                        counts.add(new Count(names.getOrDefault(group, "group " + group), n)));
        return CardinalityCounts.top(counts, limit);
    }

    /** Bytes that the series and samples take outside of the heap, mapped files not counted. */
    public long offHeapBytes() {
        return store.bytes();
    }

    /** Rows of all groups that are not in the chunks of their series yet. */
    public int rowsThatWait() {
        return store.gathered.values().stream().mapToInt(GatheredRows::size).sum();
    }

    /** What takes how many bytes, in words. */
    public String memory() {
        return store.toString();
    }

    public ExemplarRing exemplars() {
        return exemplars;
    }

    public Map<String, MetricMetadata> metadata() {
        return metadata;
    }
}
