package io.gnomon.platform.tsdb.internal.head;

import io.gnomon.model.labels.Labels;
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
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What a group's batch collects, and the batch on its way through the log. Reused by the next batch
 * of the group, so that appending allocates nothing. Belongs to the thread that has the batch, from
 * commit until it returns to who has the log's lock.
 */
final class CommitBuffer implements WalEntry {
    /** An exemplar and the series that it belongs to. */
    record Marked(int id, Exemplar exemplar) {}

    /** A sample out of order and the series that it belongs to. */
    record Late(int id, LateSamples.Late sample) {}

    /** What rows are encoded with; guarded by the log's lock. */
    static final class RowWriter {
        final RowCodec codec = new RowCodec();
        final ByteSink bytes = new ByteSink(4096);
    }

    /** Buffers that grew beyond it are not kept for the next batch. */
    private static final int KEPT_BYTES = 8 << 10;

    private final Head head;
    private final RowWriter writer;
    private final long groupHash;

    final AtomicBoolean inUse = new AtomicBoolean();
    volatile long usedAtMillis;

    /** Number of the batch that has it or had it last. */
    volatile int batch;

    final SampleRows rows = new SampleRows();

    /** What waits of the group's rows. */
    final GatheredRows gathered;

    /** Ids of series that the log does not know yet; there are many once, then none for long. */
    Set<Integer> newSeries = new LinkedHashSet<>(0);

    final List<Late> late = new ArrayList<>(0);
    final List<Marked> marked = new ArrayList<>(0);
    final Map<String, MetricMetadata> metadata = new HashMap<>(0);

    /** Payloads of all records but that of the rows, one behind the other. */
    private ByteSink bytes = new ByteSink(64);

    private int seriesEnd;
    private int lateEnd;
    private int exemplarEnd;
    private int metadataEnd;
    private boolean durable;
    private CountDownLatch done = new CountDownLatch(1);
    private @Nullable StorageException failure;

    // The row before, as it is in the segment: guarded by the log's lock.
    private final PreviousRow previous = new PreviousRow();
    private long previousSegment;
    private long segment;
    private byte[] exponents = new byte[16];

    CommitBuffer(Head head, RowWriter writer, String group) {
        this.head = head;
        this.writer = writer;
        this.gathered = head.writer().gathering().newGroup();
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < group.length(); i++) {
            hash = (hash ^ group.charAt(i)) * 0x100000001b3L;
        }
        this.groupHash = hash & Long.MAX_VALUE;
    }

    /** Number by which series remember the group that made them. */
    int group() {
        return Long.hashCode(groupHash) & Integer.MAX_VALUE;
    }

    void begin(long timeMillis) {
        rows.begin(groupHash, timeMillis);
        bytes.clear();
        done = new CountDownLatch(1);
        failure = null;
    }

    /** The batch is over: a group that waits for its next one holds nothing large meanwhile. */
    void end() {
        newSeries = newSeries.isEmpty() ? newSeries : new LinkedHashSet<>(0);
        late.clear();
        marked.clear();
        metadata.clear();
        if (bytes.array().length > KEPT_BYTES) {
            bytes = new ByteSink(64);
        }
    }

    boolean isEmpty() {
        return rows.size == 0 && late.isEmpty() && marked.isEmpty() && metadata.isEmpty();
    }

    /** Writes the payloads of all records but that of the rows. By the thread that commits. */
    void encode(boolean waitForFsync) {
        durable = waitForFsync && !head.options().relaxed();
        if (!newSeries.isEmpty()) {
            bytes.varint(group());
        }
        for (int id : newSeries) {
            Labels labels = head.labels(id);
            if (labels != null) {
                BatchDecoder.encodeSeries(id, labels, bytes);
            }
        }
        seriesEnd = bytes.size();
        for (Late row : late) {
            BatchDecoder.encodeLate(row.id, row.sample, bytes);
        }
        lateEnd = bytes.size();
        for (Marked mark : marked) {
            BatchDecoder.encodeExemplar(mark.id, mark.exemplar, bytes);
        }
        exemplarEnd = bytes.size();
        metadata.forEach((family, value) -> BatchDecoder.encodeMetadata(family, value, bytes));
        metadataEnd = bytes.size();
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
        long most = 5L * Frame.HEADER + bytes.size() + rows.mostBytes();
        return (int) Math.min(Integer.MAX_VALUE, most);
    }

    @Override
    public void frame(SegmentWriter to, long seq) throws IOException {
        int left =
                (rows.size > 0 ? 1 : 0) + (seriesEnd > 0 ? 1 : 0) + (lateEnd > seriesEnd ? 1 : 0);
        left += (exemplarEnd > lateEnd ? 1 : 0) + (metadataEnd > exemplarEnd ? 1 : 0);
        left = frame(to, Frame.SERIES, seq, 0, seriesEnd, left);
        segment = to.number();
        if (rows.size > 0) {
            writer.codec.exponents = exponents;
            writer.bytes.clear();
            writer.codec.encode(rows, previousSegment == segment ? previous : null, writer.bytes);
            exponents = writer.codec.exponents;
            to.append(Frame.SAMPLES, --left == 0, seq, writer.bytes);
        }
        left = frame(to, Frame.LATE, seq, seriesEnd, lateEnd, left);
        left = frame(to, Frame.EXEMPLAR, seq, lateEnd, exemplarEnd, left);
        frame(to, Frame.META, seq, exemplarEnd, metadataEnd, left);
    }

    private int frame(SegmentWriter to, int type, long seq, int from, int end, int left)
            throws IOException {
        if (end == from) {
            return left;
        }
        to.append(type, left == 1, seq, bytes.array(), from, end - from);
        return left - 1;
    }

    @Override
    public boolean durable() {
        return durable;
    }

    @Override
    public void apply(long seq) {
        newSeries.forEach(head.writer()::setLogged);
        if (rows.size > 0) {
            head.writer().apply(rows, seq, gathered, previous);
            exponents = previous.take(rows, exponents);
            previousSegment = segment;
        }
        for (Late row : late) {
            LateSamples.Late sample = row.sample;
            head.writer().applyLate(row.id, sample.time(), sample.value(), sample.histogram(), seq);
        }
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
