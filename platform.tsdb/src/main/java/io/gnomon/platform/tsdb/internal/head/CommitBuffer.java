package io.gnomon.platform.tsdb.internal.head;

import io.gnomon.model.sample.Exemplar;
import io.gnomon.model.sample.MetricMetadata;
import io.gnomon.model.storage.StorageException;
import io.gnomon.platform.tsdb.internal.codec.ByteSink;
import io.gnomon.platform.tsdb.internal.wal.Frame;
import io.gnomon.platform.tsdb.internal.wal.SegmentWriter;
import io.gnomon.platform.tsdb.internal.wal.WalEntry;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What a group's batch collects, and the batch on its way through the log. Reused by the next batch
 * of the group, so that appending allocates nothing. Belongs to the thread that has the batch, from
 * commit until it returns to the log's thread.
 */
final class CommitBuffer implements WalEntry {
    /** An exemplar and the series that it belongs to. */
    record Marked(int id, Exemplar exemplar) {}

    /** Buffers that grew beyond it are not kept for the next batch. */
    private static final int KEPT_BYTES = 8 << 20;

    private final Head head;
    private final long groupHash;

    final AtomicBoolean inUse = new AtomicBoolean();
    volatile long usedAtMillis;

    /** Number of the batch that has it or had it last. */
    volatile long batch;

    final SampleRows rows = new SampleRows();
    final List<HeadSeries> newSeries = new ArrayList<>();
    final List<Marked> marked = new ArrayList<>();
    final Map<String, MetricMetadata> metadata = new HashMap<>();

    private ByteSink bytes = new ByteSink(1024);
    private int[] types = new int[4];
    private int[] ends = new int[4];
    private int records;
    private boolean durable;
    private CountDownLatch done = new CountDownLatch(1);
    private @Nullable StorageException failure;

    CommitBuffer(Head head, String group) {
        this.head = head;
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < group.length(); i++) {
            hash = (hash ^ group.charAt(i)) * 0x100000001b3L;
        }
        this.groupHash = hash & Long.MAX_VALUE;
    }

    void begin(long timeMillis) {
        rows.begin(groupHash, timeMillis);
        newSeries.clear();
        marked.clear();
        metadata.clear();
        records = 0;
        if (bytes.array().length > KEPT_BYTES) {
            bytes = new ByteSink(1024);
        }
        bytes.clear();
        done = new CountDownLatch(1);
        failure = null;
    }

    boolean isEmpty() {
        return rows.size == 0 && marked.isEmpty() && metadata.isEmpty();
    }

    /** Writes the payloads of the records. Called by the thread that commits. */
    void encode(boolean waitForFsync) {
        durable = waitForFsync;
        if (!newSeries.isEmpty()) {
            for (HeadSeries series : newSeries) {
                BatchDecoder.encodeSeries(series, bytes);
            }
            endRecord(Frame.SERIES);
        }
        for (int from = 0; from < rows.size; ) {
            int to = rows.runEnd(from);
            rows.encode(from, to, bytes);
            endRecord(rows.histogram(from) == null ? Frame.SAMPLES : Frame.HISTO);
            from = to;
        }
        if (!marked.isEmpty()) {
            for (Marked mark : marked) {
                BatchDecoder.encodeExemplar(mark.id, mark.exemplar, bytes);
            }
            endRecord(Frame.EXEMPLAR);
        }
        if (!metadata.isEmpty()) {
            metadata.forEach((family, value) -> BatchDecoder.encodeMetadata(family, value, bytes));
            endRecord(Frame.META);
        }
    }

    private void endRecord(int type) {
        if (records == types.length) {
            types = Arrays.copyOf(types, 2 * records);
            ends = Arrays.copyOf(ends, 2 * records);
        }
        types[records] = type;
        ends[records++] = bytes.size();
    }

    /**
     * Waits until the log has answered, interrupts notwithstanding: the rows are on their way.
     *
     * @throws StorageException the log's answer when it is a refusal
     */
    void await() throws StorageException {
        boolean interrupted = false;
        while (true) {
            try {
                done.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        StorageException refusal = failure;
        if (refusal != null) {
            throw new StorageException(
                    refusal.kind(), String.valueOf(refusal.getMessage()), refusal);
        }
    }

    @Override
    public int framedBytes() {
        return bytes.size() + records * Frame.HEADER;
    }

    @Override
    public void frame(SegmentWriter to, long seq) throws IOException {
        int start = 0;
        for (int i = 0; i < records; i++) {
            to.append(types[i], i == records - 1, seq, bytes.array(), start, ends[i] - start);
            start = ends[i];
        }
    }

    @Override
    public boolean durable() {
        return durable;
    }

    @Override
    public void apply(long seq) {
        for (HeadSeries series : newSeries) {
            series.logged = true;
        }
        head.apply(rows, seq);
        for (Marked mark : marked) {
            head.apply(mark.id, mark.exemplar, seq);
        }
        metadata.forEach(head::apply);
    }

    @Override
    public void done(@Nullable StorageException refusal) {
        failure = refusal;
        done.countDown();
    }
}
