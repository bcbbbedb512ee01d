package io.gnomon.platform.tsdb.internal;

import io.gnomon.model.storage.StorageException;
import io.gnomon.platform.tsdb.internal.head.Checkpoint;
import io.gnomon.platform.tsdb.internal.head.Head;
import io.gnomon.platform.tsdb.internal.head.HeadAppends;
import io.gnomon.platform.tsdb.internal.head.HeadSeries;
import io.gnomon.platform.tsdb.internal.head.Sweep;
import io.gnomon.platform.tsdb.internal.index.LabelIndex;
import io.gnomon.platform.tsdb.internal.life.HeadCut;
import io.gnomon.platform.tsdb.internal.life.LateCut;
import io.gnomon.platform.tsdb.internal.wal.Wal;
import io.gnomon.platform.tsdb.internal.wal.WalFolder;
import io.gnomon.platform.tsdb.internal.wal.WalMetrics;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * What the head needs beside its work, on one thread: complete ranges are cut into blocks, what
 * nobody sees any more is dropped, the log is folded into checkpoints.
 */
final class Upkeep implements AutoCloseable {
    private static final long EVERY_SECONDS = 10;

    /** At the latest after so long series without samples are looked for. */
    private static final long SWEEP_NANOS = TimeUnit.HOURS.toNanos(1);

    /** Retention drops samples when this part of it can go at once. */
    private static final long SWEEP_PARTS = 100;

    /** So many segments are folded into a checkpoint even when they are small. */
    private static final int MANY_SEGMENTS = 64;

    /** So many late samples are cut into blocks without waiting for others. */
    private static final long MANY_LATE = 250_000;

    /** A checkpoint is due when the log has this part of the size of the last one. */
    private static final int CHECKPOINT_PARTS = 4;

    private final Runnable onSeriesRemoved;
    private final LongSupplier bytesOfBlocks;
    private final Head head;
    private final Wal wal;
    private final WalFolder folder;
    private final LabelIndex index;
    private final HeadAppends appends;
    private final HeadCut cut;
    private final LateCut late;
    private final TsdbOptions options;
    private final WalMetrics metrics;
    private final Repeating thread = new Repeating("tsdb-upkeep", this::run);

    private long checkpointBytes;
    private long sweptAt = System.nanoTime();
    private volatile long walBytes;
    private volatile long oldestSegment;
    private volatile long diskBytes;

    Upkeep(
            Runnable onSeriesRemoved,
            LongSupplier bytesOfBlocks,
            Head head,
            Wal wal,
            WalFolder folder,
            LabelIndex index,
            HeadAppends appends,
            HeadCut cut,
            LateCut late,
            TsdbOptions options,
            WalMetrics metrics) {
        this.onSeriesRemoved = onSeriesRemoved;
        this.bytesOfBlocks = bytesOfBlocks;
        this.head = head;
        this.wal = wal;
        this.folder = folder;
        this.index = index;
        this.appends = appends;
        this.cut = cut;
        this.late = late;
        this.options = options;
        this.metrics = metrics;
    }

    void start() throws IOException {
        measure();
        thread.start(EVERY_SECONDS);
    }

    /** Bytes of all files, as last measured. */
    long diskBytes() {
        return diskBytes + bytesOfBlocks.getAsLong();
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

    private void run() throws StorageException, IOException, InterruptedException {
        appends.forgetIdleGroups();
        cut();
        if (sweepIsDue()) {
            sweep();
        }
        if (checkpointIsDue()) {
            checkpoint();
        }
        measure();
    }

    /** Cuts all complete ranges, and what came late of earlier ones; the log then shrinks. */
    synchronized void cut() throws StorageException, IOException, InterruptedException {
        boolean cutOne = false;
        try {
            while (cut.isDue() && cut.cut()) {
                cutOne = true;
            }
            if (cutOne || head.lateSamples() > MANY_LATE) {
                cutOne |= late.cut();
            }
        } finally {
            if (cutOne) {
                sweep();
                checkpoint();
            }
        }
    }

    private boolean sweepIsDue() {
        boolean samples = false;
        if (head.maxTime() > head.minTime()) {
            long kept = head.options().retentionMillis();
            samples = head.maxTime() - kept - head.minTime() > kept / SWEEP_PARTS;
        }
        return samples || System.nanoTime() - sweptAt > SWEEP_NANOS;
    }

    /** Drops what nobody sees any more, page by page between the batches of the log. */
    synchronized void sweep() throws StorageException {
        sweptAt = System.nanoTime();
        Sweep sweep = wal.call(head::sweep);
        for (int i = 0; i < sweep.pages(); i++) {
            int page = i;
            wal.call(() -> {
                sweep.page(page);
                return true;
            });
        }
        List<HeadSeries> removed = wal.call(sweep::end);
        if (!removed.isEmpty()) {
            onSeriesRemoved.run();
            index.remove(removed);
        }
    }

    private boolean checkpointIsDue() throws IOException {
        return folder.segmentBytes()
                        > Math.max(options.checkpointBytes(), checkpointBytes / CHECKPOINT_PARTS)
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

    /** Number of the oldest segment of the log, as last looked at. */
    long oldestSegment() {
        return oldestSegment;
    }

    private void measure() throws IOException {
        List<Long> segments = folder.segments();
        oldestSegment = segments.isEmpty() ? wal.segmentNumber() : segments.getFirst();
        walBytes = folder.bytes();
        diskBytes = walBytes + index.diskBytes();
    }

    /** Problem of the last time, empty when it went well. */
    String problem() {
        return thread.problem();
    }

    @Override
    public void close() {
        thread.close();
    }
}
