package io.gnomon.platform.tsdb.internal;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.Exemplar;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.MetricMetadata;
import io.gnomon.model.storage.StorageException;
import io.gnomon.model.storage.Tail;
import io.gnomon.platform.tsdb.internal.head.BatchDecoder;
import io.gnomon.platform.tsdb.internal.head.BatchVisitor;
import io.gnomon.platform.tsdb.internal.head.Head;
import io.gnomon.platform.tsdb.internal.head.SampleRows;
import io.gnomon.platform.tsdb.internal.wal.ChannelOpener;
import io.gnomon.platform.tsdb.internal.wal.SegmentReader;
import io.gnomon.platform.tsdb.internal.wal.Wal;
import io.gnomon.platform.tsdb.internal.wal.WalFolder;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;

/**
 * Reads the log behind its writer. A position is a place in the log. Series that the head no longer
 * has are without labels: their rows are older than retention keeps.
 */
final class LogTail implements Tail {
    private final Wal wal;
    private final WalFolder folder;
    private final ChannelOpener files;
    private final Head head;
    private final BatchDecoder decoder = new BatchDecoder();
    private long position;
    private @Nullable SegmentReader reader;

    LogTail(Wal wal, WalFolder folder, ChannelOpener files, Head head, long position) {
        this.wal = wal;
        this.folder = folder;
        this.files = files;
        this.head = head;
        this.position = position;
    }

    @Override
    public boolean next(Duration wait, Visitor visitor)
            throws StorageException, InterruptedException {
        long deadline = System.nanoTime() + wait.toNanos();
        while (true) {
            long left = Math.max(0, deadline - System.nanoTime());
            if (!wal.awaitBeyond(position, Duration.ofNanos(left))) {
                return false;
            }
            try {
                if (read(visitor)) {
                    return true;
                }
            } catch (NoSuchFileException e) {
                throw gone(position);
            } catch (IOException e) {
                throw new StorageException(
                        StorageException.Kind.IO,
                        "reading "
                                + folder.segment(Wal.segmentOf(position))
                                + " failed: "
                                + e.getMessage(),
                        e);
            }
        }
    }

    static StorageException gone(long position) {
        return new StorageException(
                StorageException.Kind.GONE,
                "the log no longer has what followed position " + position);
    }

    /** Delivers the next batch of the segment; false when the next segment has to be looked at. */
    private boolean read(Visitor visitor) throws IOException, StorageException {
        long segment = Wal.segmentOf(position);
        SegmentReader in = reader;
        if (in == null) {
            in = SegmentReader.open(files, folder.segment(segment), 0);
            reader = in;
            begin(in, segment);
        }
        long written = wal.written();
        in.limit(Wal.segmentOf(written) == segment ? Wal.offsetOf(written) : Long.MAX_VALUE);
        if (in.next()) {
            decoder.decode(in, new Delivery(visitor));
            position = Wal.position(segment, in.position());
            return true;
        }
        if (in.end() == SegmentReader.End.DAMAGED) {
            throw new StorageException(
                    StorageException.Kind.CORRUPT,
                    folder.segment(segment) + " is damaged: " + in.damage());
        }
        position =
                in.end() == SegmentReader.End.CLOSED
                        ? Wal.position(segment + 1, 0)
                        : Wal.position(segment, in.position());
        if (in.end() == SegmentReader.End.CLOSED) {
            close();
        }
        return false;
    }

    /** A batch builds on those before it, so a segment is read from its beginning. */
    private void begin(SegmentReader in, long segment) throws IOException {
        in.limit(Wal.offsetOf(position) == 0 ? Long.MAX_VALUE : Wal.offsetOf(position));
        in.begin(segment);
        decoder.beginSegment();
        while (in.position() < Wal.offsetOf(position) && in.next()) {
            decoder.decode(in, Skipped.INSTANCE);
        }
    }

    /** Numbers are the head's, which does not give one out twice. */
    @Override
    public @Nullable Labels labels(long series) {
        return head.labels((int) series);
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public long segment() {
        return Wal.segmentOf(position);
    }

    @Override
    public void close() {
        SegmentReader in = reader;
        reader = null;
        if (in != null) {
            try {
                in.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static final class Delivery implements BatchVisitor {
        private final Visitor visitor;

        Delivery(Visitor visitor) {
            this.visitor = visitor;
        }

        @Override
        public void series(int id, int group, Labels labels) {}

        @Override
        public void samples(SampleRows rows) {
            for (int i = 0; i < rows.size(); i++) {
                sample(rows.id(i), rows.time(i), rows.value(i), rows.histogram(i));
            }
        }

        @Override
        public void late(int id, long time, double value, @Nullable Histogram histogram) {
            sample(id, time, value, histogram);
        }

        private void sample(int id, long time, double value, @Nullable Histogram histogram) {
            if (histogram == null) {
                visitor.sample(id, time, value);
            } else {
                visitor.histogram(id, time, histogram);
            }
        }

        @Override
        public void exemplar(int id, Exemplar exemplar) {
            visitor.exemplar(id, exemplar);
        }

        @Override
        public void metadata(String family, MetricMetadata metadata) {
            visitor.metadata(family, metadata);
        }

        /** Those who follow keep what they have. */
        @Override
        public void deletion(int id, long minTime, long maxTime) {}
    }

    /** Batches before the position are decoded for what later ones build on. */
    private enum Skipped implements BatchVisitor {
        INSTANCE;

        @Override
        public void series(int id, int group, Labels labels) {}

        @Override
        public void samples(SampleRows rows) {}

        @Override
        public void late(int id, long time, double value, @Nullable Histogram histogram) {}

        @Override
        public void exemplar(int id, Exemplar exemplar) {}

        @Override
        public void metadata(String family, MetricMetadata metadata) {}

        @Override
        public void deletion(int id, long minTime, long maxTime) {}
    }
}
