package io.gnomon.platform.tsdb.internal;

import io.gnomon.model.storage.StorageException;
import io.gnomon.platform.tsdb.internal.head.Checkpoint;
import io.gnomon.platform.tsdb.internal.head.Head;
import io.gnomon.platform.tsdb.internal.head.HeadAppends;
import io.gnomon.platform.tsdb.internal.head.HeadSeries;
import io.gnomon.platform.tsdb.internal.index.LabelIndex;
import io.gnomon.platform.tsdb.internal.wal.Wal;
import io.gnomon.platform.tsdb.internal.wal.WalFolder;
import io.gnomon.platform.tsdb.internal.wal.WalMetrics;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * What a store does beside its work, on one thread: retention, checkpoints, forgetting idle groups,
 * measuring its size on disk.
 */
final class Upkeep implements AutoCloseable {
    private static final long EVERY_SECONDS = 10;

    /** At the latest after so long series without samples are looked for. */
    private static final long SWEEP_NANOS = TimeUnit.HOURS.toNanos(1);

    /** Retention drops samples when this part of it can go at once. */
    private static final long SWEEP_PARTS = 100;

    /** So many segments are folded into a checkpoint even when they are small. */
    private static final int MANY_SEGMENTS = 64;

    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);

    private final TsdbStorage storage;
    private final Head head;
    private final Wal wal;
    private final WalFolder folder;
    private final LabelIndex index;
    private final HeadAppends appends;
    private final TsdbOptions options;
    private final WalMetrics metrics;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(work -> {
                Thread t = new Thread(work, "tsdb-upkeep");
                t.setDaemon(true);
                return t;
            });

    private long checkpointBytes;
    private long sweptAt = System.nanoTime();
    private volatile long walBytes;
    private volatile long diskBytes;

    Upkeep(
            TsdbStorage storage,
            Head head,
            Wal wal,
            WalFolder folder,
            LabelIndex index,
            HeadAppends appends,
            TsdbOptions options,
            WalMetrics metrics) {
        this.storage = storage;
        this.head = head;
        this.wal = wal;
        this.folder = folder;
        this.index = index;
        this.appends = appends;
        this.options = options;
        this.metrics = metrics;
    }

    void start() throws IOException {
        measure();
        ScheduledFuture<?> _ =
                thread.scheduleWithFixedDelay(
                        this::run, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
    }

    /** Bytes of all files, as last measured. */
    long diskBytes() {
        return diskBytes;
    }

    /** Bytes of the log with its checkpoint, as last measured. */
    long walBytes() {
        return walBytes;
    }

    /** Measures the log now. */
    long measuredWalBytes() throws IOException {
        measure();
        return walBytes;
    }

    private void run() {
        try {
            appends.forgetIdleGroups();
            if (retentionIsDue()) {
                sweep();
            }
            if (checkpointIsDue()) {
                checkpoint();
            }
            measure();
        } catch (IOException | StorageException | RuntimeException e) {
            LOG.warn("upkeep of the storage failed and is tried again: {}", e.toString());
        }
    }

    private boolean retentionIsDue() {
        long behind = head.maxTime() - options.retentionMillis() - head.minTime();
        boolean samples =
                head.maxTime() > head.minTime() && behind > options.retentionMillis() / SWEEP_PARTS;
        return samples || System.nanoTime() - sweptAt > SWEEP_NANOS;
    }

    /** Drops what retention no longer keeps, page by page between the batches of the log. */
    synchronized void sweep() throws StorageException {
        sweptAt = System.nanoTime();
        wal.call(() -> {
            head.moveBoundary();
            return true;
        });
        long oldest = Long.MAX_VALUE;
        List<HeadSeries> removed = new ArrayList<>();
        for (int i = 0; i < head.pages(); i++) {
            int page = i;
            oldest = Math.min(oldest, wal.call(() -> head.sweep(page, removed)));
        }
        long oldestLeft = oldest;
        wal.call(() -> {
            head.endSweep(oldestLeft);
            return true;
        });
        if (!removed.isEmpty()) {
            storage.nextEpoch();
            index.remove(removed);
        }
    }

    private boolean checkpointIsDue() throws IOException {
        long grown = folder.bytes() - checkpointBytes;
        return grown > Math.max(options.checkpointBytes(), checkpointBytes)
                || folder.segments().size() > MANY_SEGMENTS;
    }

    /** Writes a checkpoint and deletes the segments before it. */
    synchronized void checkpoint() throws StorageException, IOException {
        try {
            checkpointBytes = Checkpoint.write(head, wal, folder, options.files());
            metrics.checkpoints.increment();
            index.commit();
        } catch (IOException | StorageException e) {
            metrics.checkpointsFailed.increment();
            throw e;
        }
    }

    private void measure() throws IOException {
        walBytes = folder.bytes();
        diskBytes = walBytes + index.diskBytes();
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(60, TimeUnit.SECONDS)) {
                LOG.warn("upkeep of the storage was still busy after 60 s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
