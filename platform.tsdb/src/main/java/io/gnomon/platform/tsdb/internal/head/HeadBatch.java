package io.gnomon.platform.tsdb.internal.head;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.Exemplar;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.Histogram.ResetHint;
import io.gnomon.model.sample.MetricMetadata;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.model.storage.AppendBatch;
import io.gnomon.model.storage.StorageException;
import io.gnomon.platform.tsdb.internal.head.SeriesLimits.Limit;
import io.gnomon.platform.tsdb.internal.wal.Wal;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.MemorySegment;

/**
 * Collects the rows of one batch. Each row is judged when it is appended, by the newest sample that
 * the series has or that waits in this batch; the log judges again and drops (and counts) what a
 * batch of another group overtook.
 */
final class HeadBatch implements AppendBatch {
    private static final int[] NONE = new int[0];

    private final Head head;
    private final SeriesTable table;
    private final Wal wal;
    private final String group;
    private final int number;
    private final int referenceTag;
    private final long timeMillis;
    private final long newestWelcome;
    private final long oldestKept;
    private final long floor;
    private final short round;
    private final CommitBuffer buffer;
    private final SampleRows rows;

    /** Series of the rows as they come as a rule: those that the group owns. */
    private int[] usual;

    /** Rows that came so, without a look at the series' records. */
    private int usualRows;

    private boolean open = true;
    private @Nullable Limit refusing;
    private Labels refused = Labels.EMPTY;

    /** Looks at samples that late rows are compared with; opened with the first of them. */
    private @Nullable SeriesReader late;

    private Readers.@Nullable View lateView;

    /** What the batch has; made with the first late row. */
    private @Nullable TakenRows taken;

    HeadBatch(
            Head head,
            Wal wal,
            String group,
            CommitBuffer buffer,
            int number,
            int referenceTag,
            long timeMillis,
            long newestWelcome) {
        this.head = head;
        this.table = head.store.table;
        this.wal = wal;
        this.group = group;
        this.number = number;
        this.referenceTag = referenceTag;
        this.timeMillis = timeMillis;
        this.newestWelcome = newestWelcome;
        this.oldestKept = head.oldestKept();
        this.floor = head.floor();
        this.round = head.round();
        this.buffer = buffer;
        this.rows = buffer.rows;
        buffer.begin(timeMillis);
        GatheredRows gathered = buffer.gathered;
        boolean isNext = timeMillis > gathered.lastTime();
        usual =
                isNext && timeMillis >= floor && timeMillis <= newestWelcome
                        ? gathered.ids()
                        : NONE;
    }

    @Override
    public long series(Labels labels) {
        checkOpen();
        int id = head.seriesFor(labels, buffer.group(), buffer.usedAtMillis);
        if (id < 0) {
            refusing = Limit.of(id);
            refused = labels;
            return -1;
        }
        return ((long) referenceTag << 32) | id;
    }

    @Override
    public String limit() {
        Limit limit = refusing;
        return limit == null ? "" : head.options().limits().sentence(limit, refused, group);
    }

    /** The page of the series, null when the reference is stale. */
    private @Nullable MemorySegment find(long reference) {
        checkOpen();
        if ((int) (reference >>> 32) != referenceTag) {
            return null;
        }
        MemorySegment page = table.page((int) reference);
        if (page == null) {
            return null;
        }
        long at = SeriesTable.at((int) reference);
        if (!SeriesTable.isAlive(page, at)) {
            return null;
        }
        SeriesTable.touch(page, at, round);
        return page;
    }

    @Override
    public Outcome append(long series, double value) {
        int row = usualRows;
        if (row < usual.length && series == ((long) referenceTag << 32 | usual[row])) {
            rows.add((int) series, timeMillis, value);
            usualRows = row + 1;
            return Outcome.STORED;
        }
        return append(series, timeMillis, value, null);
    }

    @Override
    public Outcome append(long series, long time, double value) {
        return time == timeMillis ? append(series, value) : append(series, time, value, null);
    }

    @Override
    public Outcome append(long series, long time, Histogram histogram) {
        if (histogram.startTimeMillis() != 0 && histogram.resetHint() != ResetHint.GAUGE) {
            appendZero(series, time, histogram.startTimeMillis(), histogram.empty());
        }
        return append(series, time, 0, histogram);
    }

    private Outcome append(long reference, long time, double value, @Nullable Histogram histogram) {
        MemorySegment page = find(reference);
        if (page == null) {
            return reference == -1 ? Outcome.LIMIT : Outcome.STALE_REFERENCE;
        }
        usual = NONE;
        int id = (int) reference;
        long at = SeriesTable.at(id);
        int pending = pendingRow(page, at, id);
        long last = pending < 0 ? head.writer().newestTime(page, at) : rows.time(pending);
        if (time > last && time >= floor) {
            if (time > newestWelcome) {
                return Outcome.TOO_NEW;
            }
            note(page, at, id, pending);
            if (histogram == null) {
                rows.add(id, time, value);
            } else {
                rows.add(id, time, histogram);
            }
            return Outcome.STORED;
        }
        if (time == last) {
            boolean same =
                    pending >= 0
                            ? same(rows.value(pending), rows.histogram(pending), value, histogram)
                            : lastEquals(page, at, id, value, histogram);
            return compared(same);
        }
        return appendLate(page, at, id, time, value, histogram);
    }

    private Outcome compared(boolean same) {
        if (same) {
            return Outcome.DUPLICATE;
        }
        head.metrics().conflicts.increment();
        return Outcome.CONFLICT;
    }

    private static boolean same(
            double value,
            @Nullable Histogram histogram,
            double other,
            @Nullable Histogram otherHistogram) {
        if (histogram != null || otherHistogram != null) {
            return histogram != null && histogram.equals(otherHistogram);
        }
        return Double.doubleToRawLongBits(value) == Double.doubleToRawLongBits(other);
    }

    private boolean lastEquals(
            MemorySegment page, long at, int id, double value, @Nullable Histogram histogram) {
        SampleColumn there = new SampleColumn(1);
        if (SeriesTable.owner(page, at) != 0
                && HeadWriter.sampleAt(
                        lateReader(), id, head.writer().newestTime(page, at), there)) {
            return same(there.values[0], there.histogram(0), value, histogram);
        }
        int flags = SeriesTable.getByte(page, at + SeriesTable.FLAGS);
        boolean isHistogram = (flags & SeriesTable.HISTOGRAMS) != 0;
        double bits =
                Double.longBitsToDouble(SeriesTable.getLong(page, at + SeriesTable.LAST_BITS));
        return isHistogram == (histogram != null)
                && same(
                        bits,
                        isHistogram ? head.writer().lastHistogram(id) : null,
                        value,
                        histogram);
    }

    /** Row of this batch that was appended last to the series, -1 when there is none. */
    private int pendingRow(MemorySegment page, long at, int id) {
        if (SeriesTable.getInt(page, at + SeriesTable.PENDING_BATCH) == number) {
            int row = SeriesTable.getInt(page, at + SeriesTable.PENDING_ROW);
            return row >= 0 && row < rows.size() && rows.id(row) == id ? row : -1;
        }
        int place = SeriesTable.getInt(page, at + SeriesTable.PLACE);
        return place < usualRows && rows.id(place) == id ? place : -1;
    }

    /** Remembers the row that is appended next as the last one of the series. */
    private void note(MemorySegment page, long at, int id, int pending) {
        if (pending < 0) {
            noteSeries(page, at, id);
        }
        SeriesTable.setInt(page, at + SeriesTable.PENDING_ROW, rows.size());
        SeriesTable.setInt(page, at + SeriesTable.PENDING_BATCH, number);
    }

    private void noteSeries(MemorySegment page, long at, int id) {
        boolean logged =
                (SeriesTable.getByte(page, at + SeriesTable.FLAGS) & SeriesTable.LOGGED) != 0;
        if (!logged) {
            buffer.newSeries.add(id);
        }
    }

    /** A row that is not newer than the series' newest sample, or of a time that is closed. */
    private Outcome appendLate(
            MemorySegment page,
            long at,
            int id,
            long time,
            double value,
            @Nullable Histogram histogram) {
        long window = head.options().lateMillis();
        HeadMetrics metrics = head.metrics();
        metrics.lateness.add(Math.max(0, head.maxTime() - time));
        if (window == 0 && (time < oldestKept || time < floor)) {
            metrics.outOfBounds.add(histogram != null);
            return Outcome.TOO_OLD;
        }
        if (window == 0) {
            metrics.outOfOrder.add(histogram != null);
            return Outcome.OUT_OF_ORDER;
        }
        if (time < oldestKept || time < head.maxTime() - window) {
            metrics.tooOld.add(histogram != null);
            return Outcome.TOO_OLD;
        }
        TakenRows there = taken();
        LateSamples.Late known = there.find(rows, id, time);
        if (known != null) {
            return compared(same(known.value(), known.histogram(), value, histogram));
        }
        SampleColumn stored = new SampleColumn(1);
        if (HeadWriter.sampleAt(lateReader(), id, time, stored)) {
            return compared(same(stored.values[0], stored.histogram(0), value, histogram));
        }
        noteSeries(page, at, id);
        LateSamples.Late sample = new LateSamples.Late(time, value, histogram);
        there.add(id, sample);
        buffer.late.add(new CommitBuffer.Late(id, sample));
        return Outcome.STORED;
    }

    private TakenRows taken() {
        TakenRows rowsSoFar = taken;
        if (rowsSoFar == null) {
            rowsSoFar = new TakenRows();
            taken = rowsSoFar;
        }
        return rowsSoFar;
    }

    private SeriesReader lateReader() {
        SeriesReader reader = late;
        if (reader == null) {
            lateView = head.pin();
            reader = new SeriesReader(head.store, Long.MAX_VALUE, Long.MIN_VALUE);
            late = reader;
        }
        return reader;
    }

    @Override
    public Outcome startTime(long series, long time, long startTimeMillis) {
        return appendZero(series, time, startTimeMillis, null);
    }

    /**
     * Stores a 0 where a counter began, when zeros are wanted and nothing of the series is newer.
     *
     * @param time of the row that follows
     * @param zero an empty histogram, null for a float
     */
    private Outcome appendZero(long series, long time, long start, @Nullable Histogram zero) {
        MemorySegment page = find(series);
        if (page == null) {
            return Outcome.STALE_REFERENCE;
        }
        if (!head.options().startZeros() || start <= 0 || start >= time) {
            return Outcome.NOT_SUPPORTED;
        }
        long at = SeriesTable.at((int) series);
        int pending = pendingRow(page, at, (int) series);
        long newest = pending < 0 ? head.writer().newestTime(page, at) : rows.time(pending);
        return start > newest && start >= floor && start >= oldestKept
                ? append(series, start, 0, zero)
                : Outcome.OUT_OF_ORDER;
    }

    @Override
    public Outcome exemplar(long series, Exemplar exemplar) {
        MemorySegment page = find(series);
        if (page == null) {
            return series == -1 ? Outcome.LIMIT : Outcome.STALE_REFERENCE;
        }
        if (exemplar.timeMillis() > newestWelcome) {
            return Outcome.TOO_NEW;
        }
        int id = (int) series;
        long at = SeriesTable.at(id);
        Outcome outcome = head.exemplars().judge(id, exemplar);
        if (outcome == Outcome.STORED) {
            noteSeries(page, at, id);
            buffer.marked.add(new CommitBuffer.Marked(id, exemplar));
        }
        return outcome;
    }

    @Override
    public void metadata(String family, MetricMetadata metadata) {
        checkOpen();
        boolean isNameOfSeries = family.length() <= Labels.MAX_CHARACTERS;
        if (isNameOfSeries && !metadata.equals(head.metadata().get(family))) {
            buffer.metadata.put(family, metadata);
        }
    }

    @Override
    public void commit(Durability durability) throws StorageException {
        checkOpen();
        try {
            if (!buffer.isEmpty()) {
                refuseCollected();
                buffer.encode(durability == Durability.DURABLE);
                wal.submit(buffer);
                buffer.await();
            }
        } finally {
            close();
        }
    }

    /** A batch that stays open for hours may outlive its series. */
    private void refuseCollected() throws StorageException {
        if (usualRows == rows.size() && buffer.gathered.width() > 0) {
            return; // a series is not removed while a group owns it
        }
        for (int i = 0; i < rows.size(); i++) {
            if (!table.isAlive(rows.id(i))) {
                throw new StorageException(
                        StorageException.Kind.UNAVAILABLE,
                        "the batch of group \""
                                + group
                                + "\" was open so long that a series of it is no longer kept");
            }
        }
    }

    @Override
    public void close() {
        Readers.View view = lateView;
        if (view != null) {
            head.store.readers.close(view);
            lateView = null;
        }
        if (open) {
            open = false;
            usual = NONE;
            buffer.end();
            buffer.inUse.set(false);
        }
    }

    private void checkOpen() {
        if (!open) {
            throw new IllegalStateException("the batch of group \"" + group + "\" is closed");
        }
    }
}
