package io.gnomon.platform.tsdb.internal.block;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.Exemplar;
import io.gnomon.model.sample.SampleColumn;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.List;

/** All series of a block, what is deleted left out. */
final class BlockFeed implements SeriesFeed {
    private final Block block;
    private final Tombstones tombstones;
    private final long min;
    private final long max;
    private final int count;
    private final SeriesDirectory.Cursor cursor;
    private final SamplesReader samples;
    private final SideFiles.@Nullable ExemplarCursor exemplars;
    private boolean open = true;
    private int next;
    private Labels labels = Labels.EMPTY;

    /** Takes over one reference to the block. */
    BlockFeed(Block block, BlockFiles files, Tombstones tombstones, long min, long max) {
        this.block = block;
        this.tombstones = tombstones;
        this.min = min;
        this.max = max;
        count = files.series.count();
        cursor = files.series.cursor();
        samples = new SamplesReader(files.times, files.chunks, min, max);
        PageReader pages = files.exemplars;
        exemplars = pages == null ? null : new SideFiles.ExemplarCursor(pages);
    }

    @Override
    public boolean next() throws IOException {
        if (next == count) {
            return false;
        }
        cursor.moveTo(next++);
        labels = cursor.labels();
        return true;
    }

    @Override
    public Labels labels() {
        return labels;
    }

    @Override
    public long timeColumn() {
        return block.columnId(cursor.column);
    }

    @Override
    public void samples(SampleColumn into) throws IOException {
        samples.read(cursor.place(), into);
        tombstones.apply(cursor.number, into);
    }

    @Override
    public List<Exemplar> exemplars() throws IOException {
        if (exemplars == null) {
            return List.of();
        }
        List<Exemplar> found = exemplars.of(cursor.number, min, max);
        found.removeIf(e -> tombstones.isDeleted(cursor.number, e.timeMillis()));
        return found;
    }

    @Override
    public void close() {
        if (open) {
            open = false;
            block.close();
        }
    }
}
