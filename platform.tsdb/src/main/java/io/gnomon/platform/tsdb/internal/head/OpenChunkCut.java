package io.gnomon.platform.tsdb.internal.head;

import io.gnomon.model.sample.SampleColumn;
import io.gnomon.platform.tsdb.internal.codec.ByteSink;
import io.gnomon.platform.tsdb.internal.codec.CorruptDataException;

/**
 * The open chunk of a series as it was at a point in the log, though the series has gone on since:
 * for checkpoints. For one thread, which has a view open that was opened at that point.
 */
final class OpenChunkCut {
    private final SeriesTable table;
    private final Hidden hidden;
    private final long seq;
    private final long region;
    private final OpenChunk open;
    private final SealedChunk later;
    private final SeriesTable.State state = new SeriesTable.State();
    private final SampleColumn samples = new SampleColumn(TimeColumn.CAPACITY);

    /** Samples, 0 when the series had none. */
    int count;

    boolean ownTimes;
    boolean histograms;
    int column;
    int firstRow;

    /** Newest sealed chunk, 0 for none. */
    long sealed;

    final OpenChunk.Tail tail = new OpenChunk.Tail();
    final ByteSink bytes = new ByteSink(1024);

    /**
     * Cuts at a point.
     *
     * @param seq last batch before it
     * @param region number of the first region that was begun after it
     */
    OpenChunkCut(SeriesStore store, long seq, long region) {
        this.table = store.table;
        this.hidden = store.hidden;
        this.seq = seq;
        this.region = region;
        open = new OpenChunk(store.slabs, store.columns);
        later = new SealedChunk(store.regions, store.columns);
    }

    /** Looks at a series. */
    void cut(int id) throws CorruptDataException {
        bytes.clear();
        count = 0;
        sealed = 0;
        int visible;
        do {
            if (!table.read(id, state)) {
                return;
            }
            visible = state.count;
            if (state.lastSeq > seq) {
                visible =
                        state.has(SeriesTable.SPILLED)
                                ? hidden.visible(id, state.before, seq)
                                : state.before;
            }
        } while (!table.isCurrent(id, state));
        sealed = state.sealed;
        if (visible > 0) {
            count = visible;
            ownTimes = state.has(SeriesTable.OWN_TIMES);
            histograms = state.has(SeriesTable.HISTOGRAMS);
            column = ownTimes ? 0 : state.column;
            firstRow = state.firstRow;
            open.prefix(state, visible, tail, bytes);
            return;
        }
        // What was the open chunk then was sealed since.
        while (Regions.regionOf(sealed) >= region && later.open(sealed)) {
            visible =
                    later.isHidden()
                            ? hidden.visibleOfSealed(sealed, later.count, seq)
                            : later.count;
            sealed = later.before;
            if (visible > 0) {
                reopen(visible);
                return;
            }
        }
        if (!later.open(sealed)) {
            sealed = 0;
            return;
        }
        samples.clear();
        later.read(later.count, later.maxTime, later.maxTime, samples);
        ownTimes = true;
        histograms = later.hasHistograms();
        tail.bytes = 0;
        tail.sames = 0;
        tail.lastDelta = 0;
        tail.exponent = state.exponent;
        tail.lastTime = later.maxTime;
        tail.lastBits = Double.doubleToRawLongBits(samples.values[0]);
    }

    private void reopen(int visible) throws CorruptDataException {
        samples.clear();
        later.read(visible, Long.MIN_VALUE, Long.MAX_VALUE, samples);
        TimeColumn shared = later.column;
        count = visible;
        ownTimes = shared == null;
        histograms = later.hasHistograms();
        column = shared == null ? 0 : shared.number;
        firstRow = later.firstRow;
        OpenChunk.encode(samples, ownTimes, state.exponent, tail, bytes);
    }
}
