package io.gnomon.platform.tsdb.internal.block;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.labels.Matcher;
import io.gnomon.model.sample.Exemplar;
import io.gnomon.model.sample.MetricMetadata;
import io.gnomon.model.storage.Selection;
import io.gnomon.model.storage.StorageException;
import io.gnomon.platform.tsdb.internal.codec.CorruptDataException;
import io.gnomon.platform.tsdb.internal.wal.ChannelOpener;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An open block. Any thread. Counted: {@link #open} gives the first reference, each {@link #retain}
 * one more, {@link #close} gives one back. Nothing may be read without a reference. After the last
 * one the files are unmapped by a thread of their own, for closing a mapping stops all threads for
 * a moment.
 */
public final class Block implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Block.class);

    private final BlockFiles files;
    private final ChannelOpener opener;
    private final BlockLabels labels;
    private final AtomicInteger references = new AtomicInteger(1);
    private volatile Tombstones tombstones;
    private volatile boolean discarded;

    private Block(BlockFiles files, ChannelOpener opener, Tombstones tombstones) {
        this.files = files;
        this.opener = opener;
        this.tombstones = tombstones;
        labels = new BlockLabels(files);
    }

    /**
     * Opens a block. Directories and headers are read and checked; pages and the label index are
     * checked when they are first used.
     *
     * @param files opens the files that are written later, such as tombstones
     * @throws CorruptDataException when a part that is read is missing or damaged; the message
     *     names the file
     * @throws IOException when it cannot be read, or is of a version that is not known here
     */
    public static Block open(Path folder, ChannelOpener files) throws IOException {
        BlockFiles open = BlockFiles.open(folder);
        try {
            return new Block(open, files, Tombstones.read(folder));
        } catch (IOException | RuntimeException e) {
            open.close();
            throw e;
        }
    }

    public Path folder() {
        return files.folder;
    }

    public BlockMeta meta() {
        return files.meta;
    }

    /** Takes one more reference; false when the last one was given back already. */
    public boolean retain() {
        int now = references.get();
        while (now > 0) {
            if (references.compareAndSet(now, now + 1)) {
                return true;
            }
            now = references.get();
        }
        return false;
    }

    /** Identity of a time column, other than that of any other block's. */
    long columnId(int column) {
        return (files.meta.id().hashCode() & 0x7fff_ffffL) << 32 | column;
    }

    static StorageException damaged(CorruptDataException e) {
        return new StorageException(
                StorageException.Kind.CORRUPT, String.valueOf(e.getMessage()), e);
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
        BlockSelection selection =
                new BlockSelection(this, files, tombstones, minTimeMillis, maxTimeMillis);
        labels.forEach(labels.find(matchers), selection::add);
        return selection;
    }

    /** Names of the labels of all series that satisfy the matchers, sorted. */
    public List<String> labelNames(List<Matcher> matchers) throws StorageException {
        return labels.names(matchers);
    }

    /** Values of one label over all series that satisfy the matchers, sorted. */
    public List<String> labelValues(String name, List<Matcher> matchers) throws StorageException {
        return labels.values(name, matchers);
    }

    /** Exemplars in the range of the series that satisfy the matchers; the map is sorted. */
    public Map<Labels, List<Exemplar>> exemplars(
            List<Matcher> matchers, long minTimeMillis, long maxTimeMillis)
            throws StorageException {
        Map<Labels, List<Exemplar>> found = new TreeMap<>();
        if (files.exemplars == null) {
            return found;
        }
        SideFiles.ExemplarCursor exemplars = new SideFiles.ExemplarCursor(files.exemplars);
        Tombstones deleted = tombstones;
        labels.forEach(
                labels.find(matchers),
                series -> {
                    int number = series.number;
                    List<Exemplar> some = exemplars.of(number, minTimeMillis, maxTimeMillis);
                    some.removeIf(e -> deleted.isDeleted(number, e.timeMillis()));
                    if (!some.isEmpty()) {
                        found.put(series.labels(), some);
                    }
                });
        return found;
    }

    /** Metadata by family as they were when the block was written. */
    public Map<String, MetricMetadata> metadata() throws StorageException {
        try {
            return files.metadata == null ? new TreeMap<>() : SideFiles.metadata(files.metadata);
        } catch (CorruptDataException e) {
            throw damaged(e);
        }
    }

    /**
     * All series with their samples in the range, both ends included, deleted ones left out. Holds
     * a reference until it is closed.
     */
    public SeriesFeed feed(long minTimeMillis, long maxTimeMillis) throws IOException {
        if (!retain()) {
            throw new IOException("block " + files.folder + " is closed");
        }
        return new BlockFeed(this, files, tombstones, minTimeMillis, maxTimeMillis);
    }

    /**
     * Deletes samples: from now on no selection that is made sees them, durably when this returns.
     * Their bytes stay until the block is compacted.
     *
     * @param matchers at least one
     * @return how many series are touched
     */
    public synchronized long delete(List<Matcher> matchers, long minTimeMillis, long maxTimeMillis)
            throws StorageException, IOException {
        int[] found = labels.find(matchers);
        int[] touched = new int[found.length];
        int[] count = new int[1];
        labels.forEach(
                found,
                series -> {
                    if (files.times.first(series.column) <= maxTimeMillis
                            && files.times.last(series.column) >= minTimeMillis) {
                        touched[count[0]++] = series.number;
                    }
                });
        if (count[0] > 0) {
            Tombstones more = tombstones.plus(touched, count[0], minTimeMillis, maxTimeMillis);
            more.write(files.folder, opener);
            tombstones = more;
        }
        return count[0];
    }

    /** Series of which something is deleted that still takes room. */
    public int seriesWithTombstones() {
        return tombstones.series();
    }

    /** Whether anything is deleted that still takes room. */
    public boolean hasTombstones() {
        return !tombstones.isEmpty();
    }

    /**
     * Reads every byte of the block again, checks all checksums and that the counts in {@code
     * meta.json} are met.
     *
     * @throws CorruptDataException when something is wrong; the message names the file
     */
    public void verify() throws IOException {
        if (!retain()) {
            throw new IOException("block " + files.folder + " is closed");
        }
        try (Block _ = this) {
            BlockCheck.run(files);
        }
    }

    /** Has the folder deleted as soon as the last reference is gone. */
    public void discard() {
        discarded = true;
    }

    @Override
    public void close() {
        int left = references.decrementAndGet();
        if (left < 0) {
            throw new IllegalStateException("block " + files.folder + " is closed too often");
        }
        if (left == 0) {
            Thread.ofPlatform().name("tsdb-unmap").daemon().start(this::release);
        }
    }

    private void release() {
        try {
            files.close();
            if (discarded) {
                // Renamed first: what a crash leaves half deleted is then no damaged block.
                Path going =
                        files.folder.resolveSibling(
                                files.folder.getFileName() + BlockWriter.UNFINISHED);
                Files.move(files.folder, going, StandardCopyOption.ATOMIC_MOVE);
                BlockWriter.delete(going);
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("closing block {}: {}", files.folder, e.toString());
        }
    }
}
