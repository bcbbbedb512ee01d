package io.gnomon.platform.tsdb.internal.head;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * Drops what is older than the boundary and nobody reads any more, and series that have no samples
 * and are not used, page by page. For who has the log's lock.
 */
public final class Sweep {
    private final Head head;
    private final SeriesStore store;
    private final HeadWriter writer;

    /** What goes: no open snapshot reads before it. One time for all pages and their columns. */
    private final long before;

    private final List<HeadSeries> removed = new ArrayList<>();

    /** Begins a sweep and moves the boundary of retention. */
    Sweep(Head head, HeadWriter writer) {
        this.head = head;
        this.store = head.store;
        this.writer = writer;
        long kept = head.oldestKept();
        if (kept > head.boundary()) {
            head.hideBefore(kept);
            writer.dropLateBefore(kept);
        }
        before = head.oldestView().boundary();
        head.times().sweepBegins();
        writer.gathering().endIdle(head.nextRound(), writer.oldestReader());
    }

    public int pages() {
        return store.table.pages();
    }

    /** Sweeps the series of a page. */
    public void page(int page) {
        MemorySegment records = store.table.pageAt(page);
        if (records == null) {
            return;
        }
        int end = Math.min(head.nextId(), (page + 1) * SeriesTable.PAGE_SIZE);
        for (int id = page * SeriesTable.PAGE_SIZE; id < end; id++) {
            long at = SeriesTable.at(id);
            if (SeriesTable.isAlive(records, at)) {
                series(records, at, id);
            }
        }
    }

    private void series(MemorySegment page, long at, int id) {
        boolean empty = HeadWriter.isEmpty(page, id);
        if (!empty && SeriesTable.lastTime(page, at) < before) {
            writer.gathering().end(page, at, null, writer.oldestReader());
            if (SeriesTable.lastTime(page, at) < before) {
                empty = writer.clear(page, id);
            }
        }
        if (empty && SeriesTable.idleRounds(page, at, head.round()) > 1) {
            removed.add(new HeadSeries(store.dictionary, id));
            head.remove(id);
        }
    }

    /**
     * Ends the sweep over all pages.
     *
     * @return series that were removed
     */
    public List<HeadSeries> end() {
        store.columns.dropBefore(before);
        store.regions.dropBefore(before, store.readers);
        store.readers.release();
        head.times().sweepEnds(writer.seriesWithSamples() == 0, store.late.minTime());
        return removed;
    }
}
