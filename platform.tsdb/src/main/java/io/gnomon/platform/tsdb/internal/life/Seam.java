package io.gnomon.platform.tsdb.internal.life;

import io.gnomon.model.labels.Matcher;
import io.gnomon.model.storage.StorageException;
import io.gnomon.platform.tsdb.internal.block.Block;
import io.gnomon.platform.tsdb.internal.head.Head;
import io.gnomon.platform.tsdb.internal.head.HeadDeletion;
import io.gnomon.platform.tsdb.internal.head.HeadSnapshot;
import io.gnomon.platform.tsdb.internal.index.LabelIndex;
import io.gnomon.platform.tsdb.internal.wal.Wal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Where head and blocks meet. Samples before the head's boundary are read from blocks, the others
 * from the head; block and boundary change in one step for those who open a snapshot, so nobody
 * misses a sample. Where a crash left a sample in both, readers merge it into one.
 *
 * <p>A deletion reaches the head, all blocks, and those that are being written: each writer says
 * when it begins to read, and what is deleted from then on is deleted from its block, too, before
 * that is published. Any thread.
 */
public final class Seam {
    /** Samples that were deleted. */
    private record Deletion(List<Matcher> matchers, long minTime, long maxTime) {}

    /** What was deleted since somebody began to write a block. */
    public static final class Writing {
        private final List<Deletion> deletions = new ArrayList<>();

        private Writing() {}
    }

    private final Head head;
    private final LabelIndex index;
    private final Wal wal;
    private final Blocks blocks;
    private final LongSupplier newestWelcome;

    /** Guards which deletions are known to whom; held while one is carried out. */
    private final Object deleting = new Object();

    private final List<Writing> writing = new ArrayList<>();

    /**
     * Puts the parts of a store together.
     *
     * @param newestWelcome no sample is later
     */
    public Seam(Head head, LabelIndex index, Wal wal, Blocks blocks, LongSupplier newestWelcome) {
        this.head = head;
        this.index = index;
        this.wal = wal;
        this.blocks = blocks;
        this.newestWelcome = newestWelcome;
    }

    public Blocks blocks() {
        return blocks;
    }

    /** A view of the whole store; see {@link io.gnomon.model.storage.Storage#open}. */
    public synchronized StoreSnapshot open(long minTime, long maxTime) throws StorageException {
        HeadSnapshot newest = head.snapshot(index, minTime, maxTime);
        return new StoreSnapshot(newest, blocks, blocks.pin(minTime, maxTime), minTime, maxTime);
    }

    /** A view of the head to write a block from: it knows all deletions up to now. */
    HeadSnapshot openHead(Writing writer, long minTime, long maxTime) throws StorageException {
        synchronized (deleting) {
            writer.deletions.clear();
            return head.snapshot(index, minTime, maxTime);
        }
    }

    /** A view of the head alone. */
    HeadSnapshot openHead(long minTime, long maxTime) throws StorageException {
        return head.snapshot(index, minTime, maxTime);
    }

    /**
     * The head forgets late samples that are in a block now.
     *
     * @param upToSeq those of later batches stay
     */
    void dropLate(long from, long end, long upToSeq) throws StorageException {
        wal.call(() -> {
            head.dropLate(from, end, upToSeq);
            return true;
        });
    }

    /** Begins to write a block; before anything is read for it. */
    Writing begin() {
        synchronized (deleting) {
            Writing writer = new Writing();
            writing.add(writer);
            return writer;
        }
    }

    /** Ends writing a block, published or not. */
    void end(Writing writer) {
        synchronized (deleting) {
            writing.remove(writer);
        }
    }

    /** Publishes a block that was cut from the head, which hides what it has. */
    void publish(Writing writer, Collection<Block> cut, long headBeginsAt)
            throws StorageException, IOException {
        synchronized (deleting) {
            deleteFrom(cut, writer.deletions);
            synchronized (this) {
                blocks.replace(List.of(), cut);
                head.hideBefore(headBeginsAt);
            }
            writing.remove(writer);
        }
    }

    /** Publishes blocks that replace others. */
    void replace(Writing writer, Collection<Block> gone, Collection<Block> come)
            throws StorageException, IOException {
        synchronized (deleting) {
            deleteFrom(come, writer.deletions);
            blocks.replace(gone, come);
            writing.remove(writer);
        }
    }

    private static void deleteFrom(Collection<Block> unpublished, List<Deletion> deletions)
            throws StorageException, IOException {
        for (Block block : unpublished) {
            for (Deletion deletion : deletions) {
                block.delete(deletion.matchers, deletion.minTime, deletion.maxTime);
            }
        }
    }

    /**
     * Deletes the samples of series that satisfy all matchers, both ends included: nobody sees them
     * when this returns, and a power cut does not bring them back.
     */
    public void delete(List<Matcher> matchers, long minTime, long maxTime)
            throws StorageException, IOException {
        Deletion deletion = new Deletion(List.copyOf(matchers), minTime, maxTime);
        synchronized (deleting) {
            writing.forEach(writer -> writer.deletions.add(deletion));
            HeadDeletion.run(head, wal, index.find(matchers), minTime, maxTime);
            for (Block block : blocks.present()) {
                if (block.meta().minTimeMillis() <= maxTime
                        && block.meta().maxTimeMillis() >= minTime) {
                    block.delete(matchers, minTime, maxTime);
                }
            }
        }
    }

    /** Something that must not overlap with a deletion. */
    interface Undisturbed<T> {
        T run() throws StorageException, IOException;
    }

    <T> T withoutDeletions(Undisturbed<T> body) throws StorageException, IOException {
        synchronized (deleting) {
            return body.run();
        }
    }

    /** Time of the newest sample; a wrong clock cannot move it far into the future. */
    public long newest() {
        return Math.min(Math.max(head.maxTime(), blocks.maxTime()), newestWelcome.getAsLong());
    }
}
