package io.gnomon.platform.tsdb.internal.head;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.Exemplar;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.MetricMetadata;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.model.storage.Snapshot.Count;
import io.gnomon.model.storage.StorageException;
import io.gnomon.platform.tsdb.internal.codec.CorruptDataException;
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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * All series with their newest samples. The dictionary of label sets is for any thread; {@link
 * #apply} and the other calls that change samples are for one thread, the log's (before it is
 * started: the one that recovers). What is applied stays invisible until the log moves its commit
 * point.
 */
public final class Head {
    private static final double[] NO_VALUES = new double[0];

    private volatile HeadOptions options;
    private final LongSupplier committed;
    private final Consumer<HeadSeries> onFirstSample;

    final SeriesStore store = new SeriesStore();
    private final SeriesTable table = store.table;
    private final TimeColumns columns = store.columns;
    private final ChunkSealer sealer = new ChunkSealer(store.regions);
    private final ChunkWriter writer = new ChunkWriter(store, sealer);
    private final Deletion deletion = new Deletion(store, writer, sealer);
    private final Gathering gathering = new Gathering(store, writer);
    private final SeriesReader everything = new SeriesReader(store, Long.MAX_VALUE, Long.MIN_VALUE);
    private final SampleColumn one = new SampleColumn(1);
    private final ExemplarRing exemplars;
    private final ConcurrentHashMap<String, MetricMetadata> metadata = new ConcurrentHashMap<>();
    private final HeadMetrics metrics = new HeadMetrics();

    private long minTimeSinceSweep = Long.MAX_VALUE;

    /** What a sweep may drop: nobody reads before it. */
    private long sweptBefore = Long.MIN_VALUE;

    private volatile long boundary = Long.MIN_VALUE;
    private volatile long floor = Long.MIN_VALUE;
    private volatile long minTime = Long.MAX_VALUE;
    private volatile long maxTime = Long.MIN_VALUE;
    private volatile short round = 1;
    private final AtomicInteger seriesWithSamples = new AtomicInteger();

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
        this.onFirstSample = onFirstSample;
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
        setLogged(id);
    }

    /** The SERIES record of a series is in the log. */
    void setLogged(int id) {
        MemorySegment page = table.page(id);
        if (page != null) {
            long at = SeriesTable.at(id);
            SeriesTable.beginChange(page, at);
            SeriesTable.setFlag(page, at, SeriesTable.LOGGED);
            SeriesTable.endChange(page, at);
        }
    }

    boolean isLogged(int id) {
        MemorySegment page = table.page(id);
        return page != null && hasFlag(page, SeriesTable.at(id), SeriesTable.LOGGED);
    }

    private static boolean hasFlag(MemorySegment page, long at, int flag) {
        return (SeriesTable.getByte(page, at + SeriesTable.FLAGS) & flag) != 0;
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

    /** Adds the rows of one record of a batch. */
    public void apply(SampleRows rows, long seq) {
        append(rows, seq, null, oldestReader());
    }

    /**
     * Adds the rows of a batch, or leaves them with the group for a while.
     *
     * @param before the group's batch before
     */
    void apply(SampleRows rows, long seq, GatheredRows group, PreviousRow before) {
        long oldest = oldestReader();
        long time = rows.batchTime;
        if (Gathering.isNext(group, rows) && time >= boundary) {
            int row = columns.add(rows.group, time, seq, oldest);
            if (row != TimeColumns.NO_ROW) {
                int column = columns.current().number;
                gathering.add(group, rows, seq, column, row, round, oldest);
                applied(time, time);
                metrics.samplesAppended.add(rows.size);
                return;
            }
        }
        boolean all = append(rows, seq, group, oldest);
        if (all && rows.isPlain() && before.hasSeriesOf(rows)) {
            gathering.own(group, rows, round, oldest);
        }
    }

    /** Batch that all open snapshots see. */
    private long oldestReader() {
        long oldest = store.readers.oldest(committed, this::boundary).seq();
        store.readers.release();
        store.hidden.forget(oldest);
        return oldest;
    }

    /** Appends rows one by one; false when some were dropped. */
    private boolean append(
            SampleRows rows, long seq, @Nullable GatheredRows group, long oldestReader) {
        long newest = maxTime;
        long first = Long.MAX_VALUE;
        int histograms = 0;
        int dropped = 0;
        int row = TimeColumns.NO_ROW;
        int column = -1;
        long oldestTaken = boundary;
        for (int i = 0; i < rows.size; i++) {
            int id = rows.ids[i];
            long time = rows.time(i);
            Histogram histogram = rows.histogram(i);
            MemorySegment page = table.page(id);
            if (page == null || !SeriesTable.isAlive(page, SeriesTable.at(id))) {
                dropped++;
                continue;
            }
            gathering.end(page, SeriesTable.at(id), group, oldestReader);
            long last = SeriesTable.lastTime(page, SeriesTable.at(id));
            if (time <= last || time < oldestTaken) {
                dropped += overtaken(id, time, last, rows.values[i], histogram, seq) ? 0 : 1;
                continue;
            }
            boolean isFirst = last == Long.MIN_VALUE || isEmpty(page, id);
            if (time != rows.batchTime) {
                writer.append(page, id, time, rows.values[i], histogram, seq, 0, 0, oldestReader);
            } else {
                if (column < 0) {
                    row = columns.add(rows.group, time, seq, oldestReader);
                    column = row < 0 ? 0 : columns.current().number;
                }
                writer.append(
                        page, id, time, rows.values[i], histogram, seq, column, row, oldestReader);
            }
            if (isFirst) {
                firstSample(id);
            }
            if (histogram != null) {
                histograms++;
                lastHistograms.put(id, histogram);
            }
            newest = Math.max(newest, time);
            first = Math.min(first, time);
        }
        applied(first, newest);
        metrics.samplesAppended.add(rows.size - dropped);
        metrics.histogramsAppended.add(histograms);
        metrics.rowsDropped.add(dropped);
        return dropped == 0;
    }

    /** Row of a batch's time in the columns; {@link TimeColumns#NO_ROW} when it has none. */
    int replayedTime(SampleRows rows, long seq) {
        return rows.batchTime < boundary
                ? TimeColumns.NO_ROW
                : columns.add(rows.group, rows.batchTime, seq, Long.MAX_VALUE);
    }

    /** Adds rows of which nobody knows yet. Called before the store is open. */
    void apply(GatheredRows rows) {
        double[] all = rows.values(NO_VALUES);
        double[] column = new double[rows.size()];
        int[] ids = rows.ids();
        for (int place = 0; place < ids.length; place++) {
            rows.column(all, place, column);
            apply(ids[place], column, rows);
        }
        rows.clear();
    }

    private void apply(int id, double[] values, GatheredRows rows) {
        MemorySegment page = table.page(id);
        long at = SeriesTable.at(id);
        if (page == null || !SeriesTable.isAlive(page, at)) {
            metrics.rowsDropped.add(rows.size());
            return;
        }
        int row = 0;
        boolean isFirst = isEmpty(page, id);
        long last = SeriesTable.lastTime(page, at);
        for (; row < rows.size() && rows.times[row] <= last; row++) {
            if (!overtaken(id, rows.times[row], last, values[row], null, rows.seqs[row])) {
                metrics.rowsDropped.increment();
            }
            isFirst = isFirst && isEmpty(page, id);
        }
        if (row < rows.size()) {
            writer.append(page, id, values, rows, row, Long.MAX_VALUE);
            if (isFirst) {
                firstSample(id);
            }
            applied(rows.times[row], rows.times[rows.size() - 1]);
            metrics.samplesAppended.add(rows.size() - row);
        }
    }

    private final ConcurrentHashMap<Integer, Histogram> lastHistograms = new ConcurrentHashMap<>();

    private void applied(long first, long newest) {
        if (newest > maxTime) {
            maxTime = newest;
        }
        if (first < minTime) {
            minTime = first;
        }
        minTimeSinceSweep = Math.min(minTimeSinceSweep, first);
    }

    private static boolean isEmpty(MemorySegment page, int id) {
        long at = SeriesTable.at(id);
        return SeriesTable.getByte(page, at + SeriesTable.COUNT) == 0
                && SeriesTable.getLong(page, at + SeriesTable.SEALED) == 0
                && !hasFlag(page, at, SeriesTable.LATE);
    }

    /**
     * Tells the label index, also when the series had samples once: the index may have forgotten it
     * since. After the sample is there, for the index may ask for all series that have some.
     */
    private void firstSample(int id) {
        seriesWithSamples.incrementAndGet();
        onFirstSample.accept(new HeadSeries(store.dictionary, id));
    }

    /** A row that another group's batch was faster than: late, where that is allowed. */
    private boolean overtaken(
            int id, long time, long last, double value, @Nullable Histogram histogram, long seq) {
        long window = options.lateMillis();
        if (window == 0 || time == last || time < maxTime - window) {
            return false;
        }
        return addLate(id, new LateSamples.Late(time, value, histogram), seq);
    }

    /** Adds a sample that came out of order. */
    public void applyLate(
            int id, long time, double value, @Nullable Histogram histogram, long seq) {
        if (addLate(id, new LateSamples.Late(time, value, histogram), seq)) {
            metrics.samplesAppended.increment();
        } else {
            metrics.rowsDropped.increment();
        }
    }

    private boolean addLate(int id, LateSamples.Late sample, long seq) {
        MemorySegment page = table.page(id);
        if (page == null
                || !SeriesTable.isAlive(page, SeriesTable.at(id))
                || sampleAt(everything, id, sample.time(), one)) {
            return false;
        }
        boolean isFirst = isEmpty(page, id);
        store.late.add(id, sample, seq);
        long at = SeriesTable.at(id);
        SeriesTable.beginChange(page, at);
        SeriesTable.setFlag(page, at, SeriesTable.LATE);
        SeriesTable.endChange(page, at);
        if (isFirst) {
            firstSample(id);
        }
        applied(sample.time(), sample.time());
        metrics.lateAppended.add(sample.histogram() != null);
        return true;
    }

    /** Whether a series has a sample at a time, which is then in {@code into}. */
    static boolean sampleAt(SeriesReader reader, int id, long time, SampleColumn into) {
        into.clear();
        try {
            reader.read(id, time, time, into);
        } catch (CorruptDataException e) {
            throw new IllegalStateException("series " + id + " is damaged in memory", e);
        }
        return into.size > 0;
    }

    public void apply(int id, Exemplar exemplar, long seq) {
        Labels labels = labels(id);
        if (labels != null) {
            exemplars.add(id, labels, exemplar, seq);
        }
    }

    public void apply(String family, MetricMetadata value) {
        metadata.put(family, value);
    }

    // --- letting go; under the log's lock -------------------------------------------------------

    /**
     * From now on samples before the time are refused, or late. Any thread. Batches that are open
     * already may still bring some: {@link HeadAppends#awaitOpenBatches}.
     */
    public synchronized void raiseFloor(long time) {
        floor = Math.max(floor, time);
    }

    /**
     * Snapshots opened from now on do not see samples before the time, for blocks have them; except
     * late ones, see {@link #dropLate}. {@link #sweep} drops what nobody sees. Any thread.
     */
    public synchronized void hideBefore(long time) {
        floor = Math.max(floor, time);
        boundary = Math.max(boundary, time);
    }

    /** Begins a sweep and moves the boundary of retention. */
    public void beginSweep() {
        long kept = oldestKept();
        if (kept > boundary) {
            hideBefore(kept);
            store.late.drop(Long.MIN_VALUE, kept, Long.MAX_VALUE, this::lateGone);
        }
        Readers.View oldest = store.readers.oldest(committed, this::boundary);
        sweptBefore = oldest.boundary();
        minTimeSinceSweep = Long.MAX_VALUE;
        round = (short) (round + 1);
        gathering.endIdle(round, oldest.seq());
    }

    public int pages() {
        return table.pages();
    }

    /**
     * Drops samples of the series of one page that are before the boundary, and removes series that
     * have no samples and are not used. No sample goes that an open snapshot may read.
     *
     * @param removed series that were removed are added to it
     */
    public void sweep(int page, List<HeadSeries> removed) {
        MemorySegment records = table.pageAt(page);
        if (records == null) {
            return;
        }
        int end = Math.min(nextId(), (page + 1) * SeriesTable.PAGE_SIZE);
        for (int id = page * SeriesTable.PAGE_SIZE; id < end; id++) {
            long at = SeriesTable.at(id);
            if (!SeriesTable.isAlive(records, at)) {
                continue;
            }
            boolean had = !isEmpty(records, id);
            if (had && SeriesTable.lastTime(records, at) < sweptBefore) {
                gathering.end(records, at, null, oldestReader());
            }
            if (had && SeriesTable.lastTime(records, at) < sweptBefore) {
                writer.clear(records, id);
                if (isEmpty(records, id)) {
                    seriesWithSamples.decrementAndGet();
                    lastHistograms.remove(id);
                }
            }
            if (isEmpty(records, id) && SeriesTable.idleRounds(records, at, round) > 1) {
                removed.add(new HeadSeries(store.dictionary, id));
                remove(id);
            }
        }
    }

    /** Ends a sweep over all pages. */
    public void endSweep() {
        columns.dropBefore(sweptBefore);
        store.regions.dropBefore(sweptBefore, store.readers);
        store.readers.release();
        if (seriesWithSamples.get() == 0) {
            minTime = Long.MAX_VALUE;
        } else {
            long inOrder = Math.max(minTime, boundary);
            minTime = Math.min(Math.min(inOrder, minTimeSinceSweep), store.late.minTime());
        }
    }

    /**
     * Drops late samples of a range, the end excluded: they are in a block that whoever opens a
     * snapshot from now on sees. Those who opened one before keep them.
     *
     * @param upToSeq those of later batches stay
     */
    public void dropLate(long from, long end, long upToSeq) {
        store.readers.whenUnseen(() -> store.late.drop(from, end, upToSeq, this::lateGone));
    }

    /**
     * Where the aligned ranges begin that have late samples and lie before the boundary, ascending.
     * Any thread.
     */
    public SortedSet<Long> lateRanges(long rangeMillis) {
        return store.late.ranges(rangeMillis, boundary);
    }

    /** How many late samples there are. Any thread. */
    public long lateSamples() {
        return store.late.size();
    }

    private void lateGone(int id) {
        MemorySegment page = table.page(id);
        if (page != null) {
            long at = SeriesTable.at(id);
            int flags = SeriesTable.getByte(page, at + SeriesTable.FLAGS);
            SeriesTable.beginChange(page, at);
            SeriesTable.setByte(page, at + SeriesTable.FLAGS, flags & ~SeriesTable.LATE);
            SeriesTable.endChange(page, at);
            if (isEmpty(page, id)) {
                seriesWithSamples.decrementAndGet();
            }
        }
    }

    /**
     * Deletes samples of a series, both ends included; open snapshots lose them, too. What the
     * series is sent next is judged by its newest sample as if that were still there.
     */
    public void delete(int id, long minTime, long maxTime) {
        MemorySegment page = table.page(id);
        if (page == null || !SeriesTable.isAlive(page, SeriesTable.at(id)) || isEmpty(page, id)) {
            return;
        }
        long oldest = oldestReader();
        gathering.end(page, SeriesTable.at(id), null, oldest);
        boolean late = hasFlag(page, SeriesTable.at(id), SeriesTable.LATE);
        deletion.run(page, id, minTime, maxTime, oldest);
        if (late && store.late.delete(id, minTime, maxTime)) {
            lateGone(id);
        } else if (isEmpty(page, id)) {
            seriesWithSamples.decrementAndGet();
        }
    }

    /** Appends the rows that groups have still, to the chunks of their series. */
    void appendGathered() {
        gathering.appendAll(oldestReader());
    }

    private void remove(int id) {
        store.readers.whenUnseen(store.dictionary.remove(id));
        metrics.seriesRemoved.increment();
    }

    // --- recovering ----------------------------------------------------------------------------

    /** Samples before the time are in blocks, or were dropped. Called before the store is open. */
    public void restoreBoundary(long time) {
        hideBefore(time);
    }

    /** A series of a checkpoint has samples. Called before the store is open. */
    void restored(long last) {
        seriesWithSamples.incrementAndGet();
        maxTime = Math.max(maxTime, last);
    }

    /** Time of the oldest sample of a checkpoint. Called before the store is open. */
    void restoreMinTime(long time) {
        applied(time, Long.MIN_VALUE);
    }

    void restoreLastHistogram(int id, Histogram histogram) {
        lastHistograms.put(id, histogram);
    }

    ChunkWriter writer() {
        return writer;
    }

    Gathering gathering() {
        return gathering;
    }

    /** Time of a series' newest sample, {@link Long#MIN_VALUE} when it has none. Any thread. */
    long newestTime(MemorySegment page, long at) {
        while (true) {
            int owner = SeriesTable.owner(page, at);
            GatheredRows rows = owner == 0 ? null : store.gathered.get(owner);
            long waiting = rows == null ? Long.MIN_VALUE : rows.lastTime();
            long last = SeriesTable.lastTime(page, at);
            if (SeriesTable.owner(page, at) == owner) {
                return Math.max(waiting, last);
            }
        }
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
        return boundary;
    }

    public HeadOptions options() {
        return options;
    }

    /** Changes what is taken in from now on; the number of exemplars stays. Any thread. */
    public void options(HeadOptions changed) {
        options = changed;
    }

    /** The newest histogram of a series whose newest sample is one. */
    @Nullable Histogram lastHistogram(int id) {
        return lastHistograms.get(id);
    }

    /** Retention drops samples before it, late or not. */
    long oldestKept() {
        long newest = maxTime;
        return newest == Long.MIN_VALUE ? Long.MIN_VALUE : newest - options.retentionMillis();
    }

    /** Samples before it are not taken in order: their time is in a block, or too old. */
    long floor() {
        return Math.max(oldestKept(), floor);
    }

    /** Time of the oldest late sample, {@link Long#MAX_VALUE} when there is none. */
    public long minLateTime() {
        return store.late.minTime();
    }

    public long minTime() {
        return minTime;
    }

    public long maxTime() {
        return maxTime;
    }

    public HeadMetrics metrics() {
        return metrics;
    }

    public int seriesWithSamples() {
        return seriesWithSamples.get();
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
