package io.gnomon.platform.tsdb.internal.head;

import io.gnomon.model.sample.SampleColumn;
import io.gnomon.model.storage.Selection.SampleKind;
import io.gnomon.platform.tsdb.internal.codec.CorruptDataException;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Map;

/**
 * Reads series of the head as a snapshot sees them. For one thread, which has a view open ({@link
 * Readers}) or is the log's.
 */
final class SeriesReader {
    private final SeriesTable table;
    private final Hidden hidden;
    private final LateSamples late;
    private final Map<Integer, GatheredRows> owners;
    private final TimeColumns columns;
    private final SealedChunk sealed;
    private final OpenChunk open;

    /** Batches up to it are seen. */
    private final long upToSeq;

    /** Samples before it are no longer there, except those that came late. */
    private final long boundary;

    private final SeriesTable.State state = new SeriesTable.State();

    /** Samples of the open chunk that the reader sees. */
    private int visible;

    /** Samples behind the open chunk that the reader sees: its group has them still. */
    private final GatheredRows.Samples waiting = new GatheredRows.Samples();

    /** Sealed chunks of the range, newest first. */
    private long[] chain = new long[16];

    SeriesReader(SeriesStore store, long upToSeq, long boundary) {
        this.table = store.table;
        this.hidden = store.hidden;
        this.late = store.late;
        this.owners = store.gathered;
        this.columns = store.columns;
        this.upToSeq = upToSeq;
        this.boundary = boundary;
        sealed = new SealedChunk(store.regions, store.columns);
        open = new OpenChunk(store.slabs, store.columns);
    }

    /** Looks at the record of a series; false when there is none. */
    private boolean find(int id) {
        waiting.size = 0;
        boolean copied = false;
        while (true) {
            if (!table.read(id, state)) {
                return false;
            }
            GatheredRows owner = copied || state.owner == 0 ? null : owners.get(state.owner);
            if (owner != null) {
                owner.copy(state.place, id, upToSeq, waiting);
                copied = true;
                continue; // what waited then and does not now is in the chunk
            }
            visible = state.count;
            if (state.lastSeq > upToSeq) {
                visible =
                        state.has(SeriesTable.SPILLED)
                                ? hidden.visible(id, state.before, upToSeq)
                                : state.before;
            }
            if (table.isCurrent(id, state)) {
                waiting.dropUpTo(state.lastTime);
                return true;
            }
        }
    }

    /** Samples of the sealed chunk looked at that the reader sees. */
    private int visibleOf(long ref) {
        return sealed.isHidden()
                ? hidden.visibleOfSealed(ref, sealed.count, upToSeq)
                : sealed.count;
    }

    /** Collects the sealed chunks that overlap the range, newest first. */
    private int chain(long min, long max) {
        int n = 0;
        for (long ref = state.sealed; sealed.open(ref); ref = sealed.before) {
            if (sealed.maxTime < min) {
                break;
            }
            if (sealed.minTime <= max && visibleOf(ref) > 0) {
                if (n == chain.length) {
                    chain = Arrays.copyOf(chain, 2 * n);
                }
                chain[n++] = ref;
            }
            if (sealed.minTime <= min) {
                break;
            }
        }
        return n;
    }

    /** Whether the reader may find samples in the range, both ends included. */
    boolean mayHaveSamples(int id, long min, long max) {
        if (!find(id)) {
            return false;
        }
        if (state.has(SeriesTable.LATE) && late.has(id, min, max, upToSeq)) {
            return true;
        }
        long from = Math.max(min, boundary);
        if (waiting.has(from, max)) {
            return true;
        }
        if (state.lastTime < from) {
            return false;
        }
        if (visible > 0 && open.minTime(state) <= max) {
            return true;
        }
        return chain(from, max) > 0;
    }

    /** Appends what the reader sees in the range, both ends included, in order of time. */
    void read(int id, long min, long max, SampleColumn into) throws CorruptDataException {
        if (!find(id)) {
            return;
        }
        long from = Math.max(min, boundary);
        if (state.lastTime >= from) {
            for (int i = chain(from, max) - 1; i >= 0; i--) {
                if (sealed.open(chain[i])) {
                    sealed.read(visibleOf(chain[i]), from, max, into);
                }
            }
            if (visible > 0 && open.minTime(state) <= max) {
                open.read(state, visible, from, max, into);
            }
        }
        for (int i = 0; i < waiting.size; i++) {
            if (waiting.times[i] >= from && waiting.times[i] <= max) {
                into.add(waiting.times[i], waiting.values[i]);
            }
        }
        if (state.has(SeriesTable.LATE)) {
            late.merge(id, min, max, upToSeq, into);
        }
    }

    /**
     * Appends the newest sample of the range at least. Mostly it is the one in the series' record,
     * and nothing has to be decoded.
     */
    void readNewest(int id, long min, long max, SampleColumn into) throws CorruptDataException {
        boolean found = find(id);
        boolean waits = found && waiting.size > 0;
        boolean isLast =
                found
                        && visible > 0
                        && visible == state.count
                        && !state.has(SeriesTable.HISTOGRAMS);
        long time = waits ? waiting.newest() : state.lastTime;
        if ((waits || isLast)
                && !state.has(SeriesTable.LATE)
                && time <= max
                && time >= Math.max(min, boundary)) {
            double value =
                    waits
                            ? waiting.values[waiting.size - 1]
                            : Double.longBitsToDouble(state.lastBits);
            into.add(time, value);
        } else {
            read(id, min, max, into);
        }
    }

    /** Whether the range has floats, histograms or both. */
    SampleKind kind(int id, long min, long max) {
        boolean floats = false;
        boolean histograms = false;
        if (find(id)) {
            long from = Math.max(min, boundary);
            if (visible > 0 && state.lastTime >= from && open.minTime(state) <= max) {
                histograms = state.has(SeriesTable.HISTOGRAMS);
                floats = !histograms;
            }
            floats |= waiting.has(from, max);
            for (int i = chain(from, max) - 1; i >= 0; i--) {
                if (sealed.open(chain[i])) {
                    histograms |= sealed.hasHistograms();
                    floats |= !sealed.hasHistograms();
                }
            }
            if (state.has(SeriesTable.LATE)) {
                histograms |= late.hasHistograms(id);
                floats |= !late.hasHistograms(id);
            }
        }
        return !histograms ? SampleKind.FLOAT : floats ? SampleKind.MIXED : SampleKind.HISTOGRAM;
    }

    /**
     * The group whose times the samples in a range are: an unbroken run of rows that ends with the
     * last row a reader may see in the range. So two series of one group with equally many samples
     * have the same times. -1 when the times are not like that.
     */
    long sharedTimes(int id, long min, long max) {
        if (!find(id) || state.has(SeriesTable.LATE)) {
            return -1;
        }
        Run run = new Run();
        for (int i = chain(Math.max(min, boundary), max) - 1; i >= 0; i--) {
            if (!sealed.open(chain[i])) {
                return -1;
            }
            run.add(sealed.column, sealed.firstRow, visibleOf(chain[i]));
        }
        if (visible > 0 && open.minTime(state) <= max) {
            run.add(open.column(state), state.firstRow, visible);
        }
        for (int i = 0; i < waiting.size && waiting.times[i] <= max; i++) {
            run.add(columns.get(waiting.columns[i]), waiting.columnRows[i], 1);
        }
        return run.group(max, upToSeq);
    }

    /** Rows one behind the other in a group's columns. */
    private static final class Run {
        private @Nullable TimeColumn column;
        private int end;
        private boolean broken;

        void add(@Nullable TimeColumn next, int firstRow, int count) {
            TimeColumn before = column;
            if (next == null) {
                broken = true;
            } else if (before != null) {
                boolean goesOn = next == before && firstRow == end;
                boolean follows = end == before.size() && before.next() == next && firstRow == 0;
                broken |= !goesOn && !follows;
            }
            column = next;
            end = firstRow + count;
        }

        /** The group, unless it has a later row in the range that the reader may see. */
        long group(long max, long upToSeq) {
            TimeColumn last = column;
            if (broken || last == null) {
                return -1;
            }
            boolean ends;
            if (end < last.visible(last.size(), upToSeq)) {
                ends = last.time(end) > max;
            } else {
                TimeColumn next = last.next();
                ends =
                        next == null
                                || next.visible(next.size(), upToSeq) == 0
                                || next.time(0) > max;
            }
            return ends ? last.group : -1;
        }
    }
}
