package io.gnomon.platform.tsdb.internal.wal;

import io.gnomon.model.storage.StorageException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The log being written. Batches wait in a queue; who has the log's lock writes all of them with
 * one write, applies them and moves {@link #committed}. That is the thread that submits a batch,
 * when nobody else is at it, so a commit wakes no other thread (flat combining: Hendler and others,
 * SPAA 2010). Everything that is applied is applied under the lock, so the head has one writer.
 *
 * <p>The log's own thread does what takes longer: it fsyncs, once for all who asked for it and at
 * the latest 250 ms after a write, goes to the next segment, and runs what {@link #call} brings.
 */
public final class Wal implements AutoCloseable {
    /** Size of a segment; positions of tails need it to be at most 2^{@link #OFFSET_BITS}. */
    public static final int SEGMENT_BYTES = 1 << 26;

    private static final int OFFSET_BITS = 26;
    private static final long FSYNC_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long RELAXED_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final int GROUP_BYTES = 4 << 20;

    private sealed interface Work permits Batch, Task {}

    private record Batch(WalEntry entry) implements Work {}

    /** Something for the log's thread. */
    private record Task(Runnable body) implements Work {}

    private final int segmentBytes;
    private final ConcurrentLinkedQueue<Work> queue = new ConcurrentLinkedQueue<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Thread thread = new Thread(this::run, "tsdb-log");
    private final Object progress = new Object();

    // Guarded by the lock.
    private final LogTop top;
    private final List<WalEntry> group = new ArrayList<>();

    /** Batches that were written and applied and wait for an fsync. */
    private final List<WalEntry> unsynced = new ArrayList<>();

    private boolean closing;

    /** Nobody will take work from the queue any more. */
    private volatile boolean ended;

    private volatile long fsyncNanos = FSYNC_NANOS;
    private volatile long committed;
    private volatile long written;

    /**
     * Begins a new segment.
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
        this.segmentBytes = segmentBytes;
        top = new LogTop(folder, files, segmentBytes, number, previous, seq, metrics);
        committed = seq;
        written = top.position();
    }

    /** Starts the log's thread. */
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
        return top.number();
    }

    /** Why writes are refused for good, null while they are not. */
    public @Nullable StorageException failure() {
        return top.failure();
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

    // --- handing over --------------------------------------------------------------------------

    /**
     * Writes a batch, with those that wait, or leaves it to who is writing now; its {@link
     * WalEntry#done} will be called, by any thread.
     */
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
        queue.add(new Batch(entry));
        // Who fails to get the lock was overtaken by one who looks at the queue once more behind
        // it.
        while (queue.peek() instanceof Batch && lock.tryLock()) {
            boolean more;
            try {
                more = work(false);
            } finally {
                lock.unlock();
            }
            if (more) {
                LockSupport.unpark(thread);
                break;
            }
        }
        refuseWhenEnded();
    }

    private void refuseAfterFailure() throws StorageException {
        StorageException broken = top.failure();
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
        queue.add(
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
        LockSupport.unpark(thread);
        refuseWhenEnded();
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

    /** Whether what waits for nobody may be a few seconds from the disk instead of 250 ms. */
    public void relaxed(boolean relaxed) {
        fsyncNanos = relaxed ? RELAXED_NANOS : FSYNC_NANOS;
    }

    private static StorageException closed() {
        return new StorageException(StorageException.Kind.UNAVAILABLE, "the store is closed");
    }

    /** What came too late for the log's thread. */
    private void refuseWhenEnded() {
        if (ended) {
            for (Work work = queue.poll(); work != null; work = queue.poll()) {
                switch (work) {
                    case Batch batch -> batch.entry.done(closedOrFailed());
                    case Task task -> task.body.run();
                }
            }
        }
    }

    private StorageException closedOrFailed() {
        StorageException broken = top.failure();
        return broken == null ? closed() : broken;
    }

    // --- with the lock -------------------------------------------------------------------------

    /** The log's thread. */
    private void run() {
        boolean goOn = true;
        while (goOn) {
            long wait;
            lock.lock();
            try {
                work(true);
                sync();
                goOn = !closing;
                wait = top.isDirty() ? top.dirtySince() + fsyncNanos - System.nanoTime() : 0;
            } finally {
                lock.unlock();
            }
            if (goOn && queue.isEmpty()) {
                if (wait > 0) {
                    LockSupport.parkNanos(this, wait);
                } else {
                    LockSupport.park(this);
                }
            }
        }
        ended = true;
        refuseWhenEnded();
    }

    private void sync() {
        boolean due = top.isDirty() && System.nanoTime() - top.dirtySince() >= fsyncNanos;
        if (due || !unsynced.isEmpty()) {
            StorageException failed = top.force();
            for (WalEntry entry : unsynced) {
                entry.done(failed);
            }
            unsynced.clear();
        }
    }

    /**
     * Writes what is waiting.
     *
     * @param all whether this is the log's thread
     * @return whether there is something for the log's thread
     */
    private boolean work(boolean all) {
        boolean wasDirty = top.isDirty();
        long bytes = 0;
        boolean left = false;
        while (!left) {
            Work work = queue.peek();
            if (work == null) {
                break;
            }
            if (work instanceof Batch batch) {
                int more = batch.entry.framedBytes();
                boolean full = !top.fits(bytes + more);
                if (full || bytes + more > GROUP_BYTES) {
                    write();
                    bytes = 0;
                }
                if (full && !top.fits(more)) {
                    left = !all;
                    if (left || !roll(batch.entry)) {
                        continue;
                    }
                }
                queue.remove();
                group.add(batch.entry);
                bytes += more;
            } else if (work instanceof Task task) {
                left = !all;
                if (all) {
                    write();
                    bytes = 0;
                    queue.remove();
                    task.body.run();
                }
            }
        }
        write();
        return left || !unsynced.isEmpty() || (top.isDirty() && !wasDirty);
    }

    /** Goes to the next segment for the sake of the first batch; refuses it when that fails. */
    private boolean roll(WalEntry first) {
        try {
            roll();
            return true;
        } catch (StorageException e) {
            queue.remove();
            first.done(e);
            return false;
        }
    }

    /** Writes, applies, commits and acknowledges the group, and empties it. */
    private void write() {
        if (group.isEmpty()) {
            return;
        }
        StorageException broken = top.failure();
        try {
            if (broken == null) {
                broken = top.append(group);
            }
            if (broken == null) {
                apply();
                publish();
            }
        } catch (RuntimeException e) {
            broken = top.broken("applying a batch failed", e);
        }
        // An entry that was answered belongs to its owner again and is not looked at.
        Iterator<WalEntry> entries = group.iterator();
        while (entries.hasNext()) {
            WalEntry entry = entries.next();
            entries.remove();
            if (broken == null && entry.durable()) {
                unsynced.add(entry);
            } else {
                entry.done(broken);
            }
        }
    }

    private void apply() {
        long at = top.seq() - group.size();
        for (WalEntry entry : group) {
            entry.apply(++at);
        }
    }

    /** The one commit point: readers see everything up to here. */
    private void publish() {
        committed = top.seq();
        synchronized (progress) {
            written = top.position();
            progress.notifyAll();
        }
    }

    /**
     * Closes the segment and goes to the next. Only for the log's thread, see {@link #call}.
     *
     * @return its number; all batches committed so far are in segments before it
     */
    public long roll() throws StorageException {
        refuseAfterFailure();
        long next = top.roll();
        publish();
        return next;
    }

    /** Writes what is waiting, fsyncs, closes the segment, ends the thread. */
    @Override
    public void close() throws StorageException {
        if (ended) {
            return;
        }
        call(() -> {
            closing = true;
            sync();
            top.close(closed());
            return true;
        });
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
