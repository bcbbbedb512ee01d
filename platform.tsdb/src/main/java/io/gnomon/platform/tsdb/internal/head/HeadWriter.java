package io.gnomon.platform.tsdb.internal.head;

import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.platform.tsdb.internal.codec.CorruptDataException;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Puts samples to the series of a head and takes them away. For who has the log's lock (before the
 * store is open: who recovers), where nothing else is said.
 */
final class HeadWriter {
    private static final double[] NO_VALUES = new double[0];

    private final Head head;
    private final SeriesStore store;
    private final SeriesTable table;
    private final TimeColumns columns;
    private final HeadTimes times;
    private final HeadMetrics metrics;
    private final Consumer<HeadSeries> onFirstSample;
    private final ChunkWriter chunks;
    private final Deletion deletion;
    private final Gathering gathering;
    private final SeriesReader everything;
    private final SampleColumn one = new SampleColumn(1);
    private final AtomicInteger seriesWithSamples = new AtomicInteger();
    private final ConcurrentHashMap<Integer, Histogram> lastHistograms = new ConcurrentHashMap<>();

    /**
     * Writes to a head.
     *
     * @param onFirstSample told of each series when its first sample is applied
     */
    HeadWriter(Head head, Consumer<HeadSeries> onFirstSample) {
        this.head = head;
        this.store = head.store;
        this.table = store.table;
        this.columns = store.columns;
        this.times = head.times();
        this.metrics = head.metrics();
        this.onFirstSample = onFirstSample;
        ChunkSealer sealer = new ChunkSealer(store.regions);
        chunks = new ChunkWriter(store, sealer);
        deletion = new Deletion(store, chunks, sealer);
        gathering = new Gathering(store, chunks);
        everything = new SeriesReader(store, Long.MAX_VALUE, Long.MIN_VALUE);
    }

    ChunkWriter chunks() {
        return chunks;
    }

    Gathering gathering() {
        return gathering;
    }

    /** Series that have samples. Any thread. */
    int seriesWithSamples() {
        return seriesWithSamples.get();
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

    /** Adds the rows of one record of a batch. */
    void apply(SampleRows rows, long seq) {
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
        if (Gathering.isNext(group, rows) && time >= times.boundary()) {
            int row = columns.add(rows.group, time, seq, oldest);
            if (row != TimeColumns.NO_ROW) {
                int column = columns.current().number;
                gathering.add(group, rows, seq, column, row, head.round(), oldest);
                times.applied(time, time);
                metrics.samplesAppended.add(rows.size);
                return;
            }
        }
        boolean all = append(rows, seq, group, oldest);
        if (all && rows.isPlain() && before.hasSeriesOf(rows)) {
            gathering.own(group, rows, head.round(), oldest);
        }
    }

    /** Batch that all open snapshots see. */
    long oldestReader() {
        long oldest = head.oldestView().seq();
        store.readers.release();
        store.hidden.forget(oldest);
        return oldest;
    }

    /** Appends rows one by one; false when some were dropped. */
    private boolean append(
            SampleRows rows, long seq, @Nullable GatheredRows group, long oldestReader) {
        long newest = times.max();
        long first = Long.MAX_VALUE;
        int histograms = 0;
        int dropped = 0;
        int row = TimeColumns.NO_ROW;
        int column = -1;
        long oldestTaken = times.boundary();
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
                chunks.append(page, id, time, rows.values[i], histogram, seq, 0, 0, oldestReader);
            } else {
                if (column < 0) {
                    row = columns.add(rows.group, time, seq, oldestReader);
                    column = row < 0 ? 0 : columns.current().number;
                }
                chunks.append(
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
        times.applied(first, newest);
        metrics.samplesAppended.add(rows.size - dropped);
        metrics.histogramsAppended.add(histograms);
        metrics.rowsDropped.add(dropped);
        return dropped == 0;
    }

    /** Row of a batch's time in the columns; {@link TimeColumns#NO_ROW} when it has none. */
    int replayedTime(SampleRows rows, long seq) {
        return rows.batchTime < times.boundary()
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
            chunks.append(page, id, values, rows, row, Long.MAX_VALUE);
            if (isFirst) {
                firstSample(id);
            }
            times.applied(rows.times[row], rows.times[rows.size() - 1]);
            metrics.samplesAppended.add(rows.size() - row);
        }
    }

    /** Whether a series has no sample. */
    static boolean isEmpty(MemorySegment page, int id) {
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
        long window = head.options().lateMillis();
        if (window == 0 || time == last || time < times.max() - window) {
            return false;
        }
        return addLate(id, new LateSamples.Late(time, value, histogram), seq);
    }

    /** Adds a sample that came out of order. */
    void applyLate(int id, long time, double value, @Nullable Histogram histogram, long seq) {
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
        times.applied(sample.time(), sample.time());
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

    /**
     * Drops late samples of a range, the end excluded: they are in a block that whoever opens a
     * snapshot from now on sees. Those who opened one before keep them.
     *
     * @param upToSeq those of later batches stay
     */
    void dropLate(long from, long end, long upToSeq) {
        store.readers.whenUnseen(() -> store.late.drop(from, end, upToSeq, this::lateGone));
    }

    /** Drops late samples before a time. */
    void dropLateBefore(long time) {
        store.late.drop(Long.MIN_VALUE, time, Long.MAX_VALUE, this::lateGone);
    }

    /** A series has no late sample any more. */
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
    void delete(int id, long minTime, long maxTime) {
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

    /** Forgets all samples that a series has in order; true when it has none any more. */
    boolean clear(MemorySegment page, int id) {
        chunks.clear(page, id);
        boolean empty = isEmpty(page, id);
        if (empty) {
            seriesWithSamples.decrementAndGet();
            lastHistograms.remove(id);
        }
        return empty;
    }

    /** A series of a checkpoint has samples. Called before the store is open. */
    void restored(long last) {
        seriesWithSamples.incrementAndGet();
        times.applied(Long.MAX_VALUE, last);
    }

    /** Time of the oldest sample of a checkpoint. Called before the store is open. */
    void restoreMinTime(long time) {
        times.applied(time, Long.MIN_VALUE);
    }

    void restoreLastHistogram(int id, Histogram histogram) {
        lastHistograms.put(id, histogram);
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

    /** The newest histogram of a series whose newest sample is one. */
    @Nullable Histogram lastHistogram(int id) {
        return lastHistograms.get(id);
    }
}
