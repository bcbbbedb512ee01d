package io.gnomon.platform.tsdb.internal.head;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.Exemplar;
import io.gnomon.model.sample.MetricMetadata;
import io.gnomon.model.storage.StorageException;
import io.gnomon.platform.tsdb.internal.codec.CorruptDataException;
import io.gnomon.platform.tsdb.internal.index.LabelIndex;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * All series with their samples. The dictionary of label sets is for any thread; {@link #apply} and
 * the other calls that change samples are for one thread, the log's (before it is started: the one
 * that recovers). What is applied stays invisible until the log moves its commit point.
 */
public final class Head {
    private static final int PAGE_BITS = 12;
    private static final int PAGE_SIZE = 1 << PAGE_BITS;

    /** A series without samples for so long has its open chunk compressed. */
    private static final long QUIET_MILLIS = 3_600_000;

    private final long retentionMillis;
    private final LongSupplier committed;
    private final Consumer<HeadSeries> onFirstSample;

    final Readers readers = new Readers();
    private final ExemplarRing exemplars;
    private final ConcurrentHashMap<String, MetricMetadata> metadata = new ConcurrentHashMap<>();

    // Series. Pages are written under the lock of this object.
    private final ConcurrentHashMap<Labels, HeadSeries> byLabels = new ConcurrentHashMap<>();
    private volatile @Nullable HeadSeries[][] pages = new @Nullable HeadSeries[0][];
    private int nextId;

    // Owned by the thread that applies.
    private final Map<Long, TimeColumn> columns = new HashMap<>();
    private final SealedChunk.Scratch scratch = new SealedChunk.Scratch();
    private @Nullable TimeColumn column;
    private int row;
    private long minTimeSinceSweep = Long.MAX_VALUE;
    private Readers.View oldest = new Readers.View(0, Long.MIN_VALUE, 0);

    private volatile long boundary = Long.MIN_VALUE;
    private volatile long floor = Long.MIN_VALUE;
    private volatile long minTime = Long.MAX_VALUE;
    private volatile long maxTime = Long.MIN_VALUE;
    private final AtomicInteger seriesWithSamples = new AtomicInteger();
    private final AtomicLong round = new AtomicLong(1);

    private final LongAdder samplesAppended = new LongAdder();
    private final LongAdder histogramsAppended = new LongAdder();
    private final LongAdder rowsDropped = new LongAdder();
    private final LongAdder seriesCreated = new LongAdder();
    private final LongAdder seriesRemoved = new LongAdder();

    /**
     * An empty head.
     *
     * @param committed sequence number of the last batch that readers see
     * @param onFirstSample told of each series when its first sample is applied
     */
    public Head(
            long retentionMillis,
            int exemplarCapacity,
            LongSupplier committed,
            Consumer<HeadSeries> onFirstSample) {
        this.retentionMillis = retentionMillis;
        this.exemplars = new ExemplarRing(exemplarCapacity);
        this.committed = committed;
        this.onFirstSample = onFirstSample;
    }

    // --- series ------------------------------------------------------------------------------

    /** The series with these labels, made when it is new. */
    HeadSeries seriesFor(Labels labels) {
        HeadSeries series = byLabels.get(labels);
        if (series == null) {
            series = create(labels);
        }
        touch(series);
        return series;
    }

    private synchronized HeadSeries create(Labels labels) {
        HeadSeries series = byLabels.get(labels);
        if (series == null) {
            series = new HeadSeries(nextId, labels);
            put(series);
            seriesCreated.increment();
        }
        return series;
    }

    private void put(HeadSeries series) {
        int page = series.id() >>> PAGE_BITS;
        @Nullable HeadSeries[][] all = pages;
        if (page >= all.length) {
            all = Arrays.copyOf(all, Math.max(page + 1, all.length + (all.length >> 1)));
        }
        if (all[page] == null) {
            all[page] = new @Nullable HeadSeries[PAGE_SIZE];
        }
        all[page][series.id() & (PAGE_SIZE - 1)] = series;
        pages = all;
        byLabels.put(series.labels(), series);
        nextId = Math.max(nextId, series.id() + 1);
    }

    /** The series with this id, null when there is none any more. */
    public @Nullable HeadSeries series(int id) {
        @Nullable HeadSeries[][] all = pages;
        int page = id >>> PAGE_BITS;
        if (id < 0 || page >= all.length || all[page] == null) {
            return null;
        }
        return all[page][id & (PAGE_SIZE - 1)];
    }

    /** Says that the series is in use: it is not removed in this round or the next. */
    void touch(HeadSeries series) {
        long now = round.get();
        if (series.usedInRound != now) {
            series.usedInRound = now;
        }
    }

    /** A view of what is committed now; closed by its owner. */
    public HeadSnapshot snapshot(LabelIndex index, long minTime, long maxTime)
            throws StorageException {
        return new HeadSnapshot(
                this, index, readers.open(committed, this::boundary), minTime, maxTime);
    }

    /** No more snapshots; gives how many are still open when the patience is over. */
    public int endReading(Duration patience) throws InterruptedException {
        return readers.end(patience);
    }

    /** A series from the log. Called before the store is open. */
    public synchronized void restoreSeries(int id, Labels labels) {
        if (series(id) == null) {
            HeadSeries series = new HeadSeries(id, labels);
            series.logged = true;
            put(series);
        }
    }

    /** Ids below it may be in use, and none of them is given to another series. */
    public synchronized int nextId() {
        return nextId;
    }

    /** Ids below it were in use once. Called before the store is open. */
    public synchronized void restoreNextId(int id) {
        nextId = Math.max(nextId, id);
    }

    /** Calls with each series that has samples, by ascending id. */
    public void forEach(Consumer<HeadSeries> consumer) {
        for (HeadSeries[] page : pages) {
            if (page == null) {
                continue;
            }
            for (HeadSeries series : page) {
                if (series != null && !series.isEmpty()) {
                    consumer.accept(series);
                }
            }
        }
    }

    // --- what the log's thread does ------------------------------------------------------------

    /** Adds the rows of one record of a batch. */
    public void apply(SampleRows rows, long seq) {
        column = null;
        oldest = readers.oldest(committed, this::boundary);
        long newest = maxTime;
        long first = Long.MAX_VALUE;
        int histograms = 0;
        int dropped = 0;
        for (int i = 0; i < rows.size; i++) {
            HeadSeries series = series(rows.ids[i]);
            long time = rows.times[i];
            if (series == null || time <= series.lastTime()) {
                dropped++;
                continue;
            }
            if (series.isEmpty()) {
                seriesWithSamples.incrementAndGet();
                if (!series.indexed) {
                    series.indexed = true;
                    onFirstSample.accept(series);
                }
            }
            boolean inColumn = time == rows.batchTime && inColumn(rows.group, time, seq);
            series.append(
                    time,
                    rows.values[i],
                    rows.histogram(i),
                    seq,
                    inColumn ? column : null,
                    row,
                    oldest.seq(),
                    scratch);
            histograms += rows.histogram(i) == null ? 0 : 1;
            newest = Math.max(newest, time);
            first = Math.min(first, time);
        }
        maxTime = newest;
        minTime = Math.min(minTime, first);
        minTimeSinceSweep = Math.min(minTimeSinceSweep, first);
        samplesAppended.add(rows.size - dropped);
        histogramsAppended.add(histograms);
        rowsDropped.add(dropped);
    }

    /** Puts the batch's time into the group's column, once; false when it is not ascending. */
    private boolean inColumn(long group, long time, long seq) {
        if (column != null) {
            return row >= 0;
        }
        TimeColumn current = columns.get(group);
        int size = current == null ? 0 : current.size();
        if (current == null || (current.isFull() && current.time(size - 1) < time)) {
            TimeColumn fresh = TimeColumn.shared(group);
            if (current != null) {
                current.next(fresh);
                if (current.seq(size - 1) <= oldest.seq()) {
                    current.forgetSeqs();
                }
            }
            columns.put(group, fresh);
            current = fresh;
            size = 0;
        }
        column = current;
        long last = size == 0 ? Long.MIN_VALUE : current.time(size - 1);
        if (last == time && current.seq(size - 1) == seq) {
            row = size - 1;
        } else if (last < time) {
            current.add(time, seq);
            row = size;
        } else {
            row = -1;
        }
        return row >= 0;
    }

    public void apply(int id, Exemplar exemplar, long seq) {
        HeadSeries series = series(id);
        if (series != null) {
            exemplars.add(series, exemplar, seq);
        }
    }

    public void apply(String family, MetricMetadata value) {
        metadata.put(family, value);
    }

    /**
     * From now on samples before the time are refused. Any thread. Batches that are open already
     * may still bring some: {@link HeadAppends#awaitOpenBatches}.
     */
    public void raiseFloor(long time) {
        floor = Math.max(floor, time);
    }

    /**
     * Snapshots opened from now on do not see samples before the time, for blocks have them; {@link
     * #sweep} drops what nobody sees. Any thread, one at a time.
     */
    public void hideBefore(long time) {
        raiseFloor(time);
        boundary = Math.max(boundary, time);
    }

    /**
     * Deletes samples of a series, both ends included; open snapshots lose them, too. What the
     * series is sent next is judged by its newest sample as if that were still there.
     */
    public void delete(int id, long minTime, long maxTime) {
        HeadSeries series = series(id);
        if (series == null || series.isEmpty()) {
            return;
        }
        series.delete(minTime, maxTime, readers.oldest(committed, this::boundary).seq(), scratch);
        if (series.isEmpty()) {
            seriesWithSamples.decrementAndGet();
        }
    }

    /** Begins a sweep and moves the boundary of retention. */
    public void beginSweep() {
        long kept = oldestKept();
        if (kept > boundary) {
            hideBefore(kept);
        }
        minTimeSinceSweep = Long.MAX_VALUE;
        columns.values().removeIf(c -> c.isFull() && c.time(c.size() - 1) < boundary);
        round.incrementAndGet();
    }

    public int pages() {
        return pages.length;
    }

    /**
     * Drops samples of the series of one page that retention no longer keeps, compresses chunks of
     * series that went quiet, and removes series that have no samples and are not used. No sample
     * goes that an open snapshot may read.
     *
     * @param removed series that were removed are added to it
     * @return time of the oldest sample left
     */
    public long sweep(int page, List<HeadSeries> removed) {
        @Nullable HeadSeries[] all = pages[page];
        long oldestLeft = Long.MAX_VALUE;
        if (all == null) {
            return oldestLeft;
        }
        Readers.View view = readers.oldest(committed, this::boundary);
        for (HeadSeries series : all) {
            if (series == null) {
                continue;
            }
            boolean had = !series.isEmpty();
            if (had) {
                series.dropBefore(view.boundary());
                if (series.isEmpty()) {
                    seriesWithSamples.decrementAndGet();
                } else if (series.lastTime() < maxTime - QUIET_MILLIS) {
                    series.sealOpen(view.seq(), scratch);
                }
            }
            if (series.isEmpty() && series.usedInRound < round.get() - 1) {
                remove(series);
                removed.add(series);
            }
            oldestLeft = Math.min(oldestLeft, series.minTime());
        }
        return oldestLeft;
    }

    /** Ends a sweep over all pages. */
    public void endSweep(long oldestLeft) {
        minTime = Math.min(oldestLeft, minTimeSinceSweep);
    }

    /** Calls with each series that the log knows, by ascending id. */
    void forEachLogged(Consumer<HeadSeries> consumer) {
        for (HeadSeries[] page : pages) {
            if (page == null) {
                continue;
            }
            for (HeadSeries series : page) {
                if (series != null && series.logged) {
                    consumer.accept(series);
                }
            }
        }
    }

    /** Takes the columns of a checkpoint. Called before the store is open. */
    void restoreColumns(Collection<TimeColumn> restored) {
        List<TimeColumn> ascending = new ArrayList<>(restored);
        ascending.removeIf(c -> c.size() == 0);
        ascending.sort(Comparator.comparingLong(c -> c.time(0)));
        for (TimeColumn next : ascending) {
            TimeColumn before = columns.put(next.group, next);
            if (before != null) {
                before.next(next);
            }
        }
    }

    /** Takes the chunks of a series of a checkpoint. Called before the store is open. */
    void restoreChunks(int id, List<SealedChunk> chunks) throws CorruptDataException {
        HeadSeries series = series(id);
        if (series == null || !series.isEmpty()) {
            throw new CorruptDataException("chunks of an unknown series or twice of one");
        }
        series.restore(chunks);
        series.indexed = true;
        seriesWithSamples.incrementAndGet();
        minTime = Math.min(minTime, series.minTime());
        minTimeSinceSweep = minTime;
        maxTime = Math.max(maxTime, series.lastTime());
    }

    void restoreBoundary(long time) {
        boundary = time;
        floor = time;
    }

    /** What was appended so far came from the log: counting begins now. */
    public void recovered() {
        // The index is opened with the series that have samples: those that lost them to a deletion
        // have to be announced again.
        for (HeadSeries[] page : pages) {
            for (int i = 0; page != null && i < page.length; i++) {
                HeadSeries series = page[i];
                if (series != null && series.isEmpty()) {
                    series.indexed = false;
                }
            }
        }
        samplesAppended.reset();
        histogramsAppended.reset();
        rowsDropped.reset();
        seriesCreated.reset();
    }

    private synchronized void remove(HeadSeries series) {
        series.collected = true;
        byLabels.remove(series.labels(), series);
        pages[series.id() >>> PAGE_BITS][series.id() & (PAGE_SIZE - 1)] = null;
        seriesRemoved.increment();
    }

    // --- figures -----------------------------------------------------------------------------

    /** Samples before it are no longer kept. */
    public long boundary() {
        return boundary;
    }

    /** Samples before it are refused: retention would drop them, or their time is in a block. */
    long oldestWelcome() {
        return Math.max(oldestKept(), floor);
    }

    /** Retention drops samples before it. */
    private long oldestKept() {
        long newest = maxTime;
        return newest == Long.MIN_VALUE ? Long.MIN_VALUE : newest - retentionMillis;
    }

    public long minTime() {
        return minTime;
    }

    public long maxTime() {
        return maxTime;
    }

    /** Samples committed since the store was opened, histograms among them. */
    public long samplesAppended() {
        return samplesAppended.sum();
    }

    public long histogramsAppended() {
        return histogramsAppended.sum();
    }

    /** Rows that the log has but the head does not, because a newer sample was there already. */
    public long rowsDropped() {
        return rowsDropped.sum();
    }

    public long seriesCreated() {
        return seriesCreated.sum();
    }

    public long seriesRemoved() {
        return seriesRemoved.sum();
    }

    public int seriesWithSamples() {
        return seriesWithSamples.get();
    }

    public ExemplarRing exemplars() {
        return exemplars;
    }

    public Map<String, MetricMetadata> metadata() {
        return metadata;
    }
}
