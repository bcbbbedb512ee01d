package io.gnomon.platform.tsdb.internal.block;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.labels.Matcher;
import io.gnomon.model.sample.Exemplar;
import io.gnomon.model.sample.MetricMetadata;
import io.gnomon.model.storage.Selection;
import io.gnomon.model.storage.StorageException;
import io.gnomon.platform.tsdb.internal.wal.ChannelOpener;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * An open block. Any thread. Counted: {@link #open} gives the first reference, each {@link #retain}
 * one more, {@link #close} gives one back. Nothing may be read without a reference. After the last
 * one the files are unmapped by a thread of their own, for closing a mapping stops all threads for
 * a moment.
 */
@SuppressWarnings({"DoNotCallSuggester", "UnusedMethod"}) // until the reader lands
public final class Block implements AutoCloseable {
    private final Path folder;
    private final BlockMeta meta;

    private Block(Path folder, BlockMeta meta) {
        this.folder = folder;
        this.meta = meta;
    }

    /**
     * Opens a block. Directories and headers are read and checked; pages and the label index are
     * checked when they are first used.
     *
     * @param files opens the files that are written later, such as tombstones
     * @throws IOException when it is not a block of a version that we know or a part that is read
     *     is damaged; the message names the file
     */
    public static Block open(Path folder, ChannelOpener files) throws IOException {
        throw new UnsupportedOperationException("being built: " + folder + files);
    }

    public Path folder() {
        return folder;
    }

    public BlockMeta meta() {
        return meta;
    }

    /** Takes one more reference; false when the last one was given back already. */
    public boolean retain() {
        throw new UnsupportedOperationException("being built");
    }

    /**
     * Series that satisfy all matchers and may have samples in the range, both ends included,
     * sorted by labels. Holds a reference of its own only while its readers are open, so the caller
     * keeps the block open as long as the selection is used.
     *
     * @param matchers none means all series
     */
    public Selection select(List<Matcher> matchers, long minTimeMillis, long maxTimeMillis)
            throws StorageException {
        throw new UnsupportedOperationException("being built");
    }

    /** Names of the labels of all series that satisfy the matchers, sorted. */
    public List<String> labelNames(List<Matcher> matchers) throws StorageException {
        throw new UnsupportedOperationException("being built");
    }

    /** Values of one label over all series that satisfy the matchers, sorted. */
    public List<String> labelValues(String name, List<Matcher> matchers) throws StorageException {
        throw new UnsupportedOperationException("being built");
    }

    /** Exemplars in the range of the series that satisfy the matchers; the map is sorted. */
    public Map<Labels, List<Exemplar>> exemplars(
            List<Matcher> matchers, long minTimeMillis, long maxTimeMillis)
            throws StorageException {
        throw new UnsupportedOperationException("being built");
    }

    /** Metadata by family as they were when the block was written. */
    public Map<String, MetricMetadata> metadata() throws StorageException {
        throw new UnsupportedOperationException("being built");
    }

    /**
     * All series with their samples in the range, both ends included, deleted ones left out. Holds
     * a reference until it is closed.
     */
    public SeriesFeed feed(long minTimeMillis, long maxTimeMillis) throws IOException {
        throw new UnsupportedOperationException("being built");
    }

    /**
     * Deletes samples: from now on no reader sees them, durably when this returns. Their bytes stay
     * until the block is compacted.
     *
     * @param matchers at least one
     * @return how many series are touched
     */
    public long delete(List<Matcher> matchers, long minTimeMillis, long maxTimeMillis)
            throws StorageException, IOException {
        throw new UnsupportedOperationException("being built");
    }

    /** Whether anything is deleted that still takes room. */
    public boolean hasTombstones() {
        throw new UnsupportedOperationException("being built");
    }

    /**
     * Reads every byte of the block again, past the caches of this process, checks all checksums
     * and that the counts in {@code meta.json} are met.
     *
     * @throws IOException when something is wrong; the message names file and page
     */
    public void verify() throws IOException {
        throw new UnsupportedOperationException("being built");
    }

    /** Has the folder deleted as soon as the last reference is gone. */
    public void discard() {
        throw new UnsupportedOperationException("being built");
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException("being built");
    }
}
