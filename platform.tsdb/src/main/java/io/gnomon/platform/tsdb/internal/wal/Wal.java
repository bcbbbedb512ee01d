package io.gnomon.platform.tsdb.internal.wal;

import io.gnomon.model.storage.StorageException;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The log being written. One thread takes what is waiting, writes it with one write, applies it,
 * moves {@link #committed} and fsyncs once for all who asked for it. Everything that is applied is
 * applied by this thread, so the head has one writer and needs no lock.
 *
 * <p>A write that fails is taken back (the file is cut to what it was) and the batches are refused;
 * the next ones may succeed, for example when there is room on the disk again. After a failed fsync
 * nobody knows what of the file is on the disk: from then on every batch is refused until the store
 * is opened again.
 */
public final class Wal implements AutoCloseable {
    /** Size of a segment; positions of tails need it to be at most 2^{@link #OFFSET_BITS}. */
    public static final int SEGMENT_BYTES = 1 << 26;

    private static final int OFFSET_BITS = 26;
    private static final long FSYNC_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final int GROUP_BYTES = 4 << 20;
    private static final Logger LOG = LoggerFactory.getLogger(Wal.class);

    private sealed interface Work permits Batch, Task {}

    private record Batch(WalEntry entry) implements Work {}

    private record Task(Runnable body) implements Work {}

    private final WalFolder folder;
    private final ChannelOpener files;
    private final int segmentBytes;
    private final WalMetrics metrics;
    private final LinkedBlockingQueue<Work> queue = new LinkedBlockingQueue<>();
    private final ByteBuffer buffer = SegmentWriter.newBuffer();
    private final Thread thread = new Thread(this::run, "tsdb-log");
    private final Object progress = new Object();

    // Owned by the thread.
    private SegmentWriter segment;
    private long seq;
    private boolean closing;

    /** When the oldest bytes that were not fsynced were written. */
    private long dirtySince;

    private boolean dirty;

    /** No thread will take work from the queue any more. */
    private volatile boolean ended;

    private volatile long number;
    private volatile long committed;
    private volatile long written;
    private volatile @Nullable StorageException failure;

    /**
     * Begins a new segment and starts the thread.
     *
     * @param number of the segment; none of this number or a higher one exists
     * @param previous number of the segment before, 0 when there is none
     * @param seq of the last batch in the log
     */
    public Wal(
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
        this.committed = seq;
        segment =
                SegmentWriter.create(files, folder.segment(number), number, previous, seq, buffer);
        WalFolder.force(folder.path());
        written = position(number, segment.position());
    }

    public void start() {
        thread.setDaemon(true);
        thread.start();
    }

    /** Sequence number of the last batch that readers see. */
    public long committed() {
        return committed;
    }

    /** Number of the segment being written. */
    public long segmentNumber() {
        return number;
    }

    /** Why writes are refused for good, null while they are not. */
    public @Nullable StorageException failure() {
        return failure;
    }

    /** Position of a place in the log: ordered, never 0. */
    public static long position(long segmentNumber, long offset) {
        return (segmentNumber << OFFSET_BITS) | offset;
    }

    public static long segmentOf(long position) {
        return position >>> OFFSET_BITS;
    }

    public static long offsetOf(long position) {
        return position & ((1L << OFFSET_BITS) - 1);
    }

    /** Position behind the last committed batch. */
    public long written() {
        return written;
    }

    /** Waits until the log has grown beyond the position; false when it has not in time. */
    public boolean awaitBeyond(long position, Duration wait) throws InterruptedException {
        long deadline = System.nanoTime() + wait.toNanos();
        synchronized (progress) {
            while (written <= position) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime()) + 1;
                if (left <= 1 && System.nanoTime() >= deadline) {
                    return false;
                }
                progress.wait(left);
            }
        }
        return true;
    }

    /** Hands a batch to the thread; its {@link WalEntry#done} will be called. */
    public void submit(WalEntry entry) throws StorageException {
        refuseAfterFailure();
        int most = segmentBytes - Frame.SEGMENT_BYTES - Frame.HEADER;
        if (entry.framedBytes() > most) {
            throw new StorageException(
                    StorageException.Kind.IO,
                    "a batch of "
                            + entry.framedBytes()
                            + " bytes does not fit into a segment of the log; at most "
                            + most
                            + " are possible, commit smaller batches");
        }
        add(new Batch(entry));
    }

    private void add(Work work) {
        queue.add(work);
        if (ended) {
            refuseWaiting();
        }
    }

    private void refuseAfterFailure() throws StorageException {
        StorageException broken = failure;
        if (broken != null) {
            throw new StorageException(broken.kind(), String.valueOf(broken.getMessage()), broken);
        }
    }

    /**
     * Runs something on the log's thread, between two batches, and waits for it.
     *
     * @throws StorageException what the call threw, or kind UNAVAILABLE when the log is closed
     */
    public <T> T call(Callable<T> body) throws StorageException {
        CompletableFuture<T> result = new CompletableFuture<>();
        add(
                new Task(() -> {
                    if (ended) {
                        result.completeExceptionally(closed());
                        return;
                    }
                    try {
                        result.complete(body.call());
                    } catch (Exception e) {
                        result.completeExceptionally(e);
                    }
                }));
        try {
            return result.get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof StorageException refusal) {
                throw refusal;
            }
            throw new StorageException(StorageException.Kind.IO, String.valueOf(cause), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StorageException(
                    StorageException.Kind.CANCELLED, "waiting for the log was interrupted", e);
        }
    }

    private static StorageException closed() {
        return new StorageException(StorageException.Kind.UNAVAILABLE, "the store is closed");
    }

    private void run() {
        ArrayDeque<Work> waiting = new ArrayDeque<>();
        try {
            while (!closing) {
                Work first = await();
                if (first != null) {
                    waiting.add(first);
                    queue.drainTo(waiting);
                    work(waiting);
                }
                if (dirty && System.nanoTime() - dirtySince >= FSYNC_NANOS) {
                    force();
                }
            }
        } catch (RuntimeException e) {
            failure = broken("the log's thread has ended", e);
        } catch (InterruptedException e) {
            failure = closed();
        }
        for (Work work : waiting) {
            refuse(work);
        }
        ended = true;
        refuseWaiting();
    }

    private @Nullable Work await() throws InterruptedException {
        if (!dirty) {
            return queue.take();
        }
        long left = dirtySince + FSYNC_NANOS - System.nanoTime();
        return left <= 0 ? queue.poll() : queue.poll(left, TimeUnit.NANOSECONDS);
    }

    private void refuseWaiting() {
        for (Work work = queue.poll(); work != null; work = queue.poll()) {
            refuse(work);
        }
    }

    private void refuse(Work work) {
        StorageException broken = failure;
        switch (work) {
            case Batch batch -> batch.entry.done(broken == null ? closed() : broken);
            case Task task -> task.body.run();
        }
    }

    private void work(ArrayDeque<Work> waiting) {
        List<WalEntry> group = new ArrayList<>();
        long bytes = 0;
        for (Work work = waiting.poll(); work != null; work = waiting.poll()) {
            switch (work) {
                case Task task -> {
                    write(group);
                    bytes = 0;
                    task.body.run();
                }
                case Batch batch -> {
                    int more = batch.entry.framedBytes();
                    boolean full = !fits(bytes + more);
                    if (full || bytes + more > GROUP_BYTES) {
                        write(group);
                        bytes = 0;
                    }
                    if (full && !fits(more) && !roll(batch.entry)) {
                        continue;
                    }
                    group.add(batch.entry);
                    bytes += more;
                }
            }
        }
        write(group);
    }

    private boolean fits(long bytes) {
        return segment.position() + bytes + Frame.HEADER <= segmentBytes;
    }

    /** Writes, applies, commits and acknowledges the batches, and empties the list. */
    private void write(List<WalEntry> group) {
        StorageException broken = failure;
        if (broken == null && !group.isEmpty()) {
            broken = append(group);
        }
        if (broken == null) {
            broken = apply(group);
        }
        if (broken == null) {
            publish();
            // An entry that was answered belongs to its owner again and is not looked at.
            Iterator<WalEntry> entries = group.iterator();
            while (entries.hasNext()) {
                WalEntry entry = entries.next();
                if (!entry.durable()) {
                    entries.remove();
                    entry.done(null);
                }
            }
            if (!group.isEmpty()) {
                broken = force();
            }
        }
        for (WalEntry entry : group) {
            entry.done(broken);
        }
        group.clear();
    }

    private @Nullable StorageException append(List<WalEntry> group) {
        long start = segment.position();
        long before = seq;
        try {
            for (WalEntry entry : group) {
                entry.frame(segment, ++seq);
            }
            segment.flush();
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

    private @Nullable StorageException apply(List<WalEntry> group) {
        long at = seq - group.size();
        try {
            for (WalEntry entry : group) {
                entry.apply(++at);
            }
            return null;
        } catch (RuntimeException e) {
            return broken("applying a batch failed", e);
        }
    }

    /** The one commit point: readers see everything up to here. */
    private void publish() {
        committed = seq;
        synchronized (progress) {
            written = position(number, segment.position());
            progress.notifyAll();
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

    /** From now on every batch is refused. */
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

    private StorageException broken(String what, RuntimeException bug) {
        LOG.error("this is a bug", bug);
        return fail(what, bug);
    }

    private @Nullable StorageException force() {
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

    /** Goes to the next segment for the sake of a batch; refuses the batch when that fails. */
    private boolean roll(WalEntry forEntry) {
        try {
            roll();
            return true;
        } catch (StorageException e) {
            forEntry.done(e);
            return false;
        }
    }

    /**
     * Closes the segment and goes to the next. Only for the log's thread, see {@link #call}.
     *
     * @return its number; all batches committed so far are in segments before it
     */
    public long roll() throws StorageException {
        refuseAfterFailure();
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
        publish();
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

    /** Writes what is waiting, fsyncs, closes the segment, ends the thread. */
    @Override
    public void close() throws StorageException {
        if (ended) {
            return;
        }
        call(() -> {
            closing = true;
            if (failure == null) {
                segment.end(seq);
                failure = closed();
            } else {
                segment.close();
            }
            return true;
        });
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
