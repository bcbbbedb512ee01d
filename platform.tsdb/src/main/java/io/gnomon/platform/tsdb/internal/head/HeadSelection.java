package io.gnomon.platform.tsdb.internal.head;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.model.storage.SampleReader;
import io.gnomon.model.storage.Selection;
import io.gnomon.model.storage.StorageException;
import io.gnomon.platform.tsdb.internal.codec.CorruptDataException;

import java.util.List;

/** Series that a snapshot found. */
final class HeadSelection implements Selection {
    private final List<HeadSeries> series;
    private final long minTime;
    private final long maxTime;
    private final long seq;

    HeadSelection(List<HeadSeries> series, long minTime, long maxTime, long seq) {
        this.series = series;
        this.minTime = minTime;
        this.maxTime = maxTime;
        this.seq = seq;
    }

    @Override
    public int size() {
        return series.size();
    }

    @Override
    public Labels labels(int i) {
        return series.get(i).labels();
    }

    @Override
    public SampleKind kind(int i) {
        return series.get(i).kind(minTime, maxTime, seq);
    }

    @Override
    public long timeColumn(int i) {
        return series.get(i).sharedTimes(minTime, maxTime, seq);
    }

    @Override
    public SampleReader reader() {
        return new Reader();
    }

    private final class Reader implements SampleReader {
        @Override
        public void read(int i, SampleColumn into) throws StorageException {
            HeadSnapshot.checkInterrupt();
            into.clear();
            try {
                series.get(i).read(minTime, maxTime, seq, into);
            } catch (CorruptDataException e) {
                throw new StorageException(
                        StorageException.Kind.CORRUPT,
                        "a chunk of series " + labels(i) + " is damaged: " + e.getMessage(),
                        e);
            }
        }

        @Override
        public void close() {}
    }

    @Override
    public List<String> warnings() {
        return List.of();
    }

    @Override
    public boolean partial() {
        return false;
    }
}
