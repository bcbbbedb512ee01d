package io.gnomon.platform.core.promformat.block;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.SampleColumn;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;

/**
 * Reads a block folder of Prometheus: {@code meta.json}, {@code index} (format 1 or 2), {@code
 * chunks/}, {@code tombstones}. Every byte that is used is verified by its checksum first; damage
 * is told by a {@link DamagedBlockException}. For one thread; its files stay mapped until it is
 * closed.
 */
public final class BlockReader implements AutoCloseable {
    private final Arena arena;
    private final BlockMeta meta;
    private final IndexFile index;
    private final ChunkFiles chunks;
    private final Tombstones tombstones;

    private BlockReader(Path folder, BlockMeta meta, Arena arena) throws IOException {
        this.arena = arena;
        this.meta = meta;
        this.index = IndexFile.open(folder.resolve("index"), meta.version(), arena);
        this.chunks = ChunkFiles.open(folder.resolve("chunks"), arena);
        this.tombstones = Tombstones.read(folder);
    }

    /** Opens a block folder. */
    @SuppressWarnings("MustBeClosedChecker") // the reader closes it
    public static BlockReader open(Path folder) throws IOException {
        BlockMeta meta = BlockMeta.read(folder);
        Arena arena = Arena.ofShared();
        try {
            return new BlockReader(folder, meta, arena);
        } catch (IOException | RuntimeException e) {
            arena.close();
            throw e;
        }
    }

    public BlockMeta meta() {
        return meta;
    }

    /** Format of the index, 1 or 2. */
    public int indexVersion() {
        return index.version();
    }

    /** Number of deleted time ranges. */
    public int tombstones() {
        return tombstones.size();
    }

    /** All series in the order of the index: that of their labels. */
    public SeriesCursor series() throws IOException {
        return new SeriesCursor(index, chunks, tombstones);
    }

    /** The index, for what looks at more than the series. */
    IndexFile index() {
        return index;
    }

    @Override
    public void close() {
        arena.close();
    }

    /** Goes through the series of a block. */
    public static final class SeriesCursor {
        private final IndexFile index;
        private final ChunkFiles chunks;
        private final Tombstones tombstones;
        private final long[] references;
        private final SeriesEntry entry = new SeriesEntry();
        private int next;

        private SeriesCursor(IndexFile index, ChunkFiles chunks, Tombstones tombstones)
                throws IOException {
            this.index = index;
            this.chunks = chunks;
            this.tombstones = tombstones;
            this.references = index.allSeries();
        }

        /** Number of series. */
        public int count() {
            return references.length;
        }

        /** Goes to the next series; false behind the last. */
        public boolean next() throws IOException {
            if (next == references.length) {
                return false;
            }
            index.readSeries(references[next++], entry);
            return true;
        }

        public Labels labels() {
            return entry.labels;
        }

        /** Number of chunks of the series. */
        public int chunkCount() {
            return entry.chunkCount;
        }

        /** Appends all samples of the series that were not deleted, in order of time. */
        public void read(SampleColumn out) throws IOException {
            read(Long.MIN_VALUE, Long.MAX_VALUE, out);
        }

        /** Appends the samples in a range, both ends included; other chunks are not touched. */
        public void read(long minTimeMillis, long maxTimeMillis, SampleColumn out)
                throws IOException {
            int before = out.size;
            for (int i = 0; i < entry.chunkCount; i++) {
                if (entry.maxTimes[i] >= minTimeMillis && entry.minTimes[i] <= maxTimeMillis) {
                    chunks.read(entry.chunkReferences[i], out);
                }
            }
            tombstones.apply(entry.reference, out, before, minTimeMillis, maxTimeMillis);
        }
    }
}
