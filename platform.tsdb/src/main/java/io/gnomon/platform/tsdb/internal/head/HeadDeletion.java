package io.gnomon.platform.tsdb.internal.head;

import io.gnomon.model.storage.StorageException;
import io.gnomon.platform.tsdb.internal.codec.ByteSink;
import io.gnomon.platform.tsdb.internal.wal.Frame;
import io.gnomon.platform.tsdb.internal.wal.SegmentWriter;
import io.gnomon.platform.tsdb.internal.wal.Wal;
import io.gnomon.platform.tsdb.internal.wal.WalEntry;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Deletes samples of the head through its log, so that a deletion has its place among the batches:
 * what is appended later is not touched, before and after a restart.
 */
public final class HeadDeletion implements WalEntry {
    /** So many series a record. */
    private static final int PART = 100_000;

    private final Head head;
    private final int[] ids;
    private final long minTime;
    private final long maxTime;
    private final ByteSink payload = new ByteSink(256);
    private final CompletableFuture<@Nullable StorageException> done = new CompletableFuture<>();

    private HeadDeletion(Head head, int[] ids, long minTime, long maxTime) {
        this.head = head;
        this.ids = ids;
        this.minTime = minTime;
        this.maxTime = maxTime;
        for (int id : ids) {
            BatchDecoder.encodeDeletion(id, minTime, maxTime, payload);
        }
    }

    /**
     * Deletes samples of series, both ends included. When it returns nobody sees them any more and
     * a power cut does not bring them back.
     */
    public static void run(Head head, Wal wal, int[] ids, long minTime, long maxTime)
            throws StorageException {
        for (int from = 0; from < ids.length; from += PART) {
            int[] part = Arrays.copyOfRange(ids, from, Math.min(ids.length, from + PART));
            HeadDeletion deletion = new HeadDeletion(head, part, minTime, maxTime);
            wal.submit(deletion);
            deletion.await();
        }
    }

    private void await() throws StorageException {
        try {
            StorageException failure = done.get();
            if (failure != null) {
                throw new StorageException(
                        failure.kind(), String.valueOf(failure.getMessage()), failure);
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StorageException(
                    StorageException.Kind.CANCELLED, "waiting for the log was interrupted", e);
        }
    }

    @Override
    public int framedBytes() {
        return payload.size() + Frame.HEADER;
    }

    @Override
    public void frame(SegmentWriter to, long seq) throws IOException {
        to.append(Frame.TOMBSTONE, true, seq, payload);
    }

    @Override
    public boolean durable() {
        return true;
    }

    @Override
    public void apply(long seq) {
        for (int id : ids) {
            head.writer().delete(id, minTime, maxTime);
        }
    }

    @Override
    public void done(@Nullable StorageException failure) {
        done.complete(failure);
    }
}
