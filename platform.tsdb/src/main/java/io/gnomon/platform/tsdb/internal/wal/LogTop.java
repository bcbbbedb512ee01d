package io.gnomon.platform.tsdb.internal.wal;

import io.gnomon.model.storage.StorageException;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.util.List;

/**
 * The segment that is written, how another one follows it, and what failed writing leaves behind.
 * For who has the lock of the log.
 *
 * <p>A write that fails is taken back (the file is cut to what it was); the next one may succeed,
 * for example when there is room on the disk again. After a failed fsync nobody knows what of the
 * file is on the disk: from then on everything is refused until the store is opened again.
 */
final class LogTop {
    private static final Logger LOG = LoggerFactory.getLogger(LogTop.class);

    private final WalFolder folder;
    private final ChannelOpener files;
    private final int segmentBytes;
    private final WalMetrics metrics;
    private final ByteBuffer buffer = SegmentWriter.newBuffer();

    private SegmentWriter segment;
    private long seq;
    private boolean dirty;

    /** When the oldest bytes that were not fsynced were written. */
    private long dirtySince;

    private volatile long number;
    private volatile @Nullable StorageException failure;

    /**
     * Creates the first segment.
     *
     * @param previous number of the segment before, 0 when there is none
     * @param seq of the last batch in the log
     */
    LogTop(
            WalFolder folder,
            ChannelOpener files,
            int segmentBytes,
            long number,
            long previous,
            long seq,
            WalMetrics metrics)
            throws IOException {
        this.folder = folder;
        this.files = files;
        this.segmentBytes = segmentBytes;
        this.metrics = metrics;
        this.number = number;
        this.seq = seq;
        segment =
                SegmentWriter.create(files, folder.segment(number), number, previous, seq, buffer);
        WalFolder.force(folder.path());
    }

    /** Number of the segment. Any thread. */
    long number() {
        return number;
    }

    /** Sequence number of the last batch written. */
    long seq() {
        return seq;
    }

    /** Position behind the last batch written. */
    long position() {
        return Wal.position(number, segment.position());
    }

    /** Why everything is refused for good, null while it is not. Any thread. */
    @Nullable StorageException failure() {
        return failure;
    }

    /** Whether bytes wait for an fsync. */
    boolean isDirty() {
        return dirty;
    }

    /** When the oldest of them were written, as {@link System#nanoTime}. */
    long dirtySince() {
        return dirtySince;
    }

    boolean fits(long bytes) {
        return segment.position() + bytes + Frame.HEADER <= segmentBytes;
    }

    /** Writes batches with one write; null when the operating system has all of them. */
    @Nullable StorageException append(List<WalEntry> group) {
        long start = segment.position();
        long before = seq;
        try {
            frame(group, start);
        } catch (IOException e) {
            seq = before;
            return takeBack(start, e);
        }
        metrics.bytesWritten.add(segment.position() - start);
        metrics.batches.add(group.size());
        if (!dirty) {
            dirty = true;
            dirtySince = System.nanoTime();
        }
        return null;
    }

    /**
     * An interrupt of the thread would close the file: it is kept until the batches are written,
     * and when it comes in between, the file is opened again.
     */
    private void frame(List<WalEntry> group, long start) throws IOException {
        long before = seq;
        boolean interrupted = Thread.interrupted();
        boolean closed = false;
        try {
            while (true) {
                try {
                    if (closed) {
                        segment = segment.reopened(files, folder.segment(number), start);
                    }
                    for (WalEntry entry : group) {
                        entry.frame(segment, ++seq);
                    }
                    segment.flush();
                    return;
                } catch (ClosedByInterruptException e) {
                    interrupted |= Thread.interrupted();
                    closed = true;
                    seq = before;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private StorageException takeBack(long start, IOException cause) {
        metrics.writesFailed.increment();
        try {
            segment.rollback(start);
        } catch (IOException e) {
            cause.addSuppressed(e);
            return fail("writing " + folder.segment(number) + " failed", cause);
        }
        return refusal("writing " + folder.segment(number) + " failed", cause);
    }

    private static StorageException refusal(String what, IOException cause) {
        boolean full = String.valueOf(cause.getMessage()).contains("No space left");
        return new StorageException(
                full ? StorageException.Kind.FULL : StorageException.Kind.IO,
                what + ": " + cause.getMessage(),
                cause);
    }

    /** From now on everything is refused. */
    private StorageException fail(String what, Exception cause) {
        StorageException broken =
                new StorageException(
                        StorageException.Kind.UNAVAILABLE,
                        what
                                + " ("
                                + cause.getMessage()
                                + "); nothing more is acknowledged until the server is restarted",
                        cause);
        failure = broken;
        LOG.error("{}", broken.getMessage());
        return broken;
    }

    /** From now on everything is refused, because of an error of ours. */
    StorageException broken(String what, RuntimeException bug) {
        LOG.error("this is a bug", bug);
        return fail(what, bug);
    }

    /** Fsyncs what is dirty; why it did not work, null when it did. */
    @Nullable StorageException force() {
        if (!dirty || failure != null) {
            return failure;
        }
        long start = System.nanoTime();
        try {
            segment.force();
        } catch (IOException e) {
            dirty = false;
            return fail("fsync of " + folder.segment(number) + " failed", e);
        }
        metrics.fsyncs.increment();
        metrics.fsyncNanos.add(System.nanoTime() - start);
        dirty = false;
        return null;
    }

    /** Ends the segment and goes to the next; its number. */
    long roll() throws StorageException {
        StorageException refused = failure;
        if (refused != null) {
            throw refused;
        }
        long next = number + 1;
        long end = segment.position();
        SegmentWriter opened = null;
        ByteBuffer spare = ByteBuffer.allocate(Frame.SEGMENT_BYTES);
        try {
            // The new file first: when there is no room for it the old one goes on.
            opened = SegmentWriter.create(files, folder.segment(next), next, number, seq, spare);
            WalFolder.force(folder.path());
        } catch (IOException e) {
            throw refusal("creating " + folder.segment(next) + " failed", discard(next, opened, e));
        }
        try {
            segment.writeEnd(seq);
        } catch (IOException e) {
            throw takeBack(end, discard(next, opened, e));
        }
        try {
            segment.force();
            segment.close();
        } catch (IOException e) {
            discard(next, opened, e);
            throw fail("closing " + folder.segment(number) + " at " + end + " failed", e);
        }
        metrics.fsyncs.increment();
        dirty = false;
        segment = opened.withBuffer(buffer);
        number = next;
        return next;
    }

    private IOException discard(long unused, @Nullable SegmentWriter opened, IOException cause) {
        try {
            if (opened != null) {
                opened.close();
            }
            Files.deleteIfExists(folder.segment(unused));
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
        return cause;
    }

    /** Ends and closes the segment; what comes now is refused with the reason. */
    void close(StorageException reason) throws IOException {
        dirty = false;
        if (failure == null) {
            failure = reason;
            segment.end(seq);
        } else {
            segment.close();
        }
    }
}
