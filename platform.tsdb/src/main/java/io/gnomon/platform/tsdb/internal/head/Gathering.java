package io.gnomon.platform.tsdb.internal.head;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Rows that wait to be appended to the chunks of their series. A group whose batches have the same
 * series again and again owns them: their records name its {@link GatheredRows}, and a row of it is
 * one copy until there are {@link #MOST}. A row that comes in another way and a deletion first end
 * that; what comes late is kept elsewhere and does not mind. What changes something is for who has
 * the log's lock.
 */
final class Gathering {
    /** So many rows of a group wait at most. */
    static final int MOST = 8;

    /** So many batches a group is not gathered after another group wrote one of its series. */
    private static final int PATIENCE = 64;

    private final SeriesTable table;
    private final ChunkWriter writer;
    private final AtomicInteger numbers = new AtomicInteger();
    private final ConcurrentHashMap<Integer, GatheredRows> owners;
    private final double[] column = new double[MOST];
    private double[] scratch = new double[0];

    Gathering(SeriesStore store, ChunkWriter writer) {
        this.table = store.table;
        this.owners = store.gathered;
        this.writer = writer;
    }

    /** For a group; it owns nothing yet. Any thread. */
    GatheredRows newGroup() {
        return new GatheredRows(numbers.incrementAndGet());
    }

    /** Whether rows are the next of a group that owns their series. */
    static boolean isNext(GatheredRows owner, SampleRows rows) {
        return owner.width() > 0
                && rows.isPlain()
                && rows.batchTime > owner.lastTime()
                && owner.hasSeriesOf(rows);
    }

    /** Adds the next row of a group. */
    void add(
            GatheredRows owner,
            SampleRows rows,
            long seq,
            int column,
            int columnRow,
            short round,
            long oldestReader) {
        owner.round = round;
        owner.add(rows, seq, column, columnRow);
        if (owner.size() == MOST) {
            append(owner, oldestReader);
        }
    }

    /**
     * Makes a group the owner of the series of its last batch. All rows of that were appended, and
     * nobody owns a series of it.
     */
    void own(GatheredRows owner, SampleRows rows, short round, long oldestReader) {
        if (owner.patience > 0) {
            owner.patience--;
            return;
        }
        if (owner.width() > 0) {
            end(owner, oldestReader);
        }
        owner.round = round;
        owner.series(rows);
        owners.put(owner.number, owner);
        for (int place = 0; place < rows.size; place++) {
            name(rows.ids[place], owner.number, place);
        }
    }

    private void name(int id, int owner, int place) {
        MemorySegment page = table.page(id);
        if (page != null) {
            long at = SeriesTable.at(id);
            SeriesTable.beginChange(page, at);
            SeriesTable.setInt(page, at + SeriesTable.OWNER, owner);
            SeriesTable.setInt(page, at + SeriesTable.PLACE, place);
            SeriesTable.endChange(page, at);
        }
    }

    /**
     * Appends what waits of a series, which has no owner then.
     *
     * @param group that has a row of it; null when the reason is another one
     */
    void end(MemorySegment page, long at, @Nullable GatheredRows group, long oldestReader) {
        int number = SeriesTable.getInt(page, at + SeriesTable.OWNER);
        GatheredRows owner = number == 0 ? null : owners.get(number);
        if (owner != null) {
            owner.patience = group == null || owner == group ? 0 : PATIENCE;
            end(owner, oldestReader);
        }
    }

    private void end(GatheredRows owner, long oldestReader) {
        append(owner, oldestReader);
        for (int id : owner.ids()) {
            name(id, 0, 0);
        }
        owner.noSeries();
        owners.remove(owner.number);
    }

    /** Appends all rows that wait. */
    void appendAll(long oldestReader) {
        for (GatheredRows owner : owners.values()) {
            append(owner, oldestReader);
        }
    }

    /** Groups that had no batch in this round of collection and the last own nothing any more. */
    void endIdle(short round, long oldestReader) {
        for (GatheredRows owner : owners.values()) {
            if ((short) (round - owner.round) > 1) {
                end(owner, oldestReader);
            }
        }
    }

    private void append(GatheredRows owner, long oldestReader) {
        if (owner.size() == 0) {
            return;
        }
        int[] ids = owner.ids();
        double[] all = owner.values(scratch);
        scratch = all;
        for (int place = 0; place < ids.length; place++) {
            int id = ids[place];
            MemorySegment page = table.page(id);
            if (page != null) {
                owner.column(all, place, column);
                writer.append(page, id, column, owner, 0, oldestReader);
                SeriesTable.touch(page, SeriesTable.at(id), owner.round);
            }
        }
        owner.clear();
    }
}
