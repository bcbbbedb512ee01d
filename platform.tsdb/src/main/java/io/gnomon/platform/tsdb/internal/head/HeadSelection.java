package io.gnomon.platform.tsdb.internal.head;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.model.storage.SampleReader;
import io.gnomon.model.storage.Selection;
import io.gnomon.model.storage.StorageException;
import io.gnomon.platform.tsdb.internal.codec.CorruptDataException;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.List;

/** Series that a snapshot found. */
final class HeadSelection implements Selection {
    private final Head head;
    private final Readers.View view;
    private final int[] ids;
    private final @Nullable Labels[] labels;
    private final long minTime;
    private final long maxTime;

    /**
     * Series by id.
     *
     * @param labels by series; made when they are asked for where they are null
     */
    HeadSelection(
            Head head,
            Readers.View view,
            int[] ids,
            @Nullable Labels[] labels,
            long minTime,
            long maxTime) {
        this.head = head;
        this.view = view;
        this.ids = ids;
        this.labels = labels;
        this.minTime = minTime;
        this.maxTime = maxTime;
    }

    @Override
    public int size() {
        return ids.length;
    }

    @Override
    public Labels labels(int i) {
        Labels known = labels[i];
        if (known == null) {
            known = head.labels(ids[i]);
            if (known == null) {
                throw new IllegalStateException("a series was removed while it was read");
            }
            labels[i] = known;
        }
        return known;
    }

    @Override
    public int[] firstAlike(Collection<String> names, boolean named) {
        return named && names.isEmpty()
                ? new int[ids.length]
                : new AlikeSeries(head.store.dictionary, names, named).firstOf(ids);
    }

    @Override
    public SampleKind kind(int i) {
        return head.reader(view).kind(ids[i], minTime, maxTime);
    }

    @Override
    public long timeColumn(int i) {
        return head.reader(view).sharedTimes(ids[i], minTime, maxTime);
    }

    @Override
    public SampleReader reader() {
        return new Reader();
    }

    private final class Reader implements SampleReader {
        private final SeriesReader series = head.reader(view);

        @Override
        public void read(int i, SampleColumn into) throws StorageException {
            read(i, into, false);
        }

        @Override
        public void readNewest(int i, SampleColumn into) throws StorageException {
            read(i, into, true);
        }

        private void read(int i, SampleColumn into, boolean newest) throws StorageException {
            HeadSnapshot.checkInterrupt();
            into.clear();
            try {
                if (newest) {
                    series.readNewest(ids[i], minTime, maxTime, into);
                } else {
                    series.read(ids[i], minTime, maxTime, into);
                }
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
