package io.gnomon.platform.tsdb.internal.head;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.Exemplar;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.MetricMetadata;
import io.gnomon.model.storage.AppendBatch;
import io.gnomon.model.storage.StorageException;
import io.gnomon.platform.tsdb.internal.wal.Wal;

import org.jspecify.annotations.Nullable;

/**
 * Collects the rows of one batch. Each row is judged when it is appended, by the newest sample that
 * the series has or that waits in this batch; the log's thread judges again and drops (and counts)
 * what a batch of another group overtook.
 */
final class HeadBatch implements AppendBatch {
    private final Head head;
    private final Wal wal;
    private final String group;
    private final long number;
    private final int referenceTag;
    private final long timeMillis;
    private final long newestWelcome;
    private final long oldestWelcome;
    private final CommitBuffer buffer;
    private final SampleRows rows;
    private boolean open = true;

    HeadBatch(
            Head head,
            Wal wal,
            String group,
            CommitBuffer buffer,
            long number,
            int referenceTag,
            long timeMillis,
            long newestWelcome) {
        this.head = head;
        this.wal = wal;
        this.group = group;
        this.number = number;
        this.referenceTag = referenceTag;
        this.timeMillis = timeMillis;
        this.newestWelcome = newestWelcome;
        this.oldestWelcome = head.oldestWelcome();
        this.buffer = buffer;
        this.rows = buffer.rows;
        buffer.begin(timeMillis);
    }

    @Override
    public long series(Labels labels) {
        checkOpen();
        return ((long) referenceTag << 32) | head.seriesFor(labels).id();
    }

    private @Nullable HeadSeries find(long reference) {
        checkOpen();
        if ((int) (reference >>> 32) != referenceTag) {
            return null;
        }
        HeadSeries series = head.series((int) reference);
        if (series != null) {
            head.touch(series);
        }
        return series;
    }

    @Override
    public Outcome append(long series, double value) {
        return append(series, timeMillis, value);
    }

    @Override
    public Outcome append(long series, long time, double value) {
        HeadSeries to = find(series);
        if (to == null) {
            return Outcome.STALE_REFERENCE;
        }
        int pending = pendingRow(to);
        Outcome outcome = judgeTime(to, pending, time);
        if (outcome == Outcome.STORED) {
            note(to, pending);
            rows.add(to.id(), time, value);
        } else if (outcome == Outcome.DUPLICATE) {
            boolean same =
                    pending < 0
                            ? to.lastEquals(value)
                            : rows.histogram(pending) == null
                                    && Double.doubleToRawLongBits(rows.value(pending))
                                            == Double.doubleToRawLongBits(value);
            return same ? Outcome.DUPLICATE : Outcome.CONFLICT;
        }
        return outcome;
    }

    @Override
    public Outcome append(long series, long time, Histogram histogram) {
        HeadSeries to = find(series);
        if (to == null) {
            return Outcome.STALE_REFERENCE;
        }
        int pending = pendingRow(to);
        Outcome outcome = judgeTime(to, pending, time);
        if (outcome == Outcome.STORED) {
            note(to, pending);
            rows.add(to.id(), time, histogram);
        } else if (outcome == Outcome.DUPLICATE) {
            boolean same =
                    pending < 0
                            ? to.lastEquals(histogram)
                            : histogram.equals(rows.histogram(pending));
            return same ? Outcome.DUPLICATE : Outcome.CONFLICT;
        }
        return outcome;
    }

    /** Row of this batch that was appended last to the series, -1 when there is none. */
    private int pendingRow(HeadSeries series) {
        int row = series.pendingRow;
        return series.pendingBatch == number && row < rows.size() && rows.id(row) == series.id()
                ? row
                : -1;
    }

    /** What the time alone says; DUPLICATE when the values have to be compared. */
    private Outcome judgeTime(HeadSeries series, int pending, long time) {
        long last = pending < 0 ? series.lastTime() : rows.time(pending);
        if (time > last) {
            return time > newestWelcome
                    ? Outcome.TOO_NEW
                    : time < oldestWelcome ? Outcome.TOO_OLD : Outcome.STORED;
        }
        if (time == last) {
            return Outcome.DUPLICATE;
        }
        return time < oldestWelcome ? Outcome.TOO_OLD : Outcome.OUT_OF_ORDER;
    }

    /** Remembers the row that is appended next as the last one of the series. */
    private void note(HeadSeries series, int pending) {
        if (pending < 0 && !series.logged) {
            buffer.newSeries.add(series);
        }
        series.pendingRow = rows.size();
        series.pendingBatch = number;
    }

    /** Start times are not kept for floats; a histogram carries its own. */
    @Override
    public Outcome startTime(long series, long startTimeMillis) {
        return find(series) == null ? Outcome.STALE_REFERENCE : Outcome.NOT_SUPPORTED;
    }

    @Override
    public Outcome exemplar(long series, Exemplar exemplar) {
        HeadSeries to = find(series);
        if (to == null) {
            return Outcome.STALE_REFERENCE;
        }
        if (exemplar.timeMillis() > newestWelcome) {
            return Outcome.TOO_NEW;
        }
        Outcome outcome = head.exemplars().judge(to, exemplar);
        if (outcome == Outcome.STORED) {
            if (!to.logged && pendingRow(to) < 0) {
                buffer.newSeries.add(to);
            }
            buffer.marked.add(new CommitBuffer.Marked(to.id(), exemplar));
        }
        return outcome;
    }

    @Override
    public void metadata(String family, MetricMetadata metadata) {
        checkOpen();
        if (!metadata.equals(head.metadata().get(family))) {
            buffer.metadata.put(family, metadata);
        }
    }

    @Override
    public void commit(Durability durability) throws StorageException {
        checkOpen();
        try {
            if (!buffer.isEmpty()) {
                refuseCollected();
                buffer.encode(durability == Durability.DURABLE);
                wal.submit(buffer);
                buffer.await();
            }
        } finally {
            close();
        }
    }

    /** A batch that stays open for hours may outlive its series. */
    private void refuseCollected() throws StorageException {
        for (int i = 0; i < rows.size(); i++) {
            if (head.series(rows.id(i)) == null) {
                throw new StorageException(
                        StorageException.Kind.UNAVAILABLE,
                        "the batch of group \""
                                + group
                                + "\" was open so long that a series of it is no longer kept");
            }
        }
    }

    @Override
    public void close() {
        if (open) {
            open = false;
            buffer.inUse.set(false);
        }
    }

    private void checkOpen() {
        if (!open) {
            throw new IllegalStateException("the batch of group \"" + group + "\" is closed");
        }
    }
}
