package io.gnomon.platform.tsdb.internal.head;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.Exemplar;
import io.gnomon.model.sample.MetricMetadata;
import io.gnomon.model.storage.StorageException;
import io.gnomon.platform.tsdb.internal.codec.ByteSink;
import io.gnomon.platform.tsdb.internal.codec.ByteSource;
import io.gnomon.platform.tsdb.internal.codec.CorruptDataException;
import io.gnomon.platform.tsdb.internal.codec.TimeChunk;
import io.gnomon.platform.tsdb.internal.wal.ChannelOpener;
import io.gnomon.platform.tsdb.internal.wal.Frame;
import io.gnomon.platform.tsdb.internal.wal.SegmentReader;
import io.gnomon.platform.tsdb.internal.wal.SegmentWriter;
import io.gnomon.platform.tsdb.internal.wal.Wal;
import io.gnomon.platform.tsdb.internal.wal.WalFolder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * The whole head in one file, so that the segments before it can go. Written beside the running
 * store from a snapshot that begins with a fresh segment; the layout is in
 * docs/formats/checkpoint.md.
 */
public final class Checkpoint {
    private static final int SHARED = 1;
    private static final int HISTOGRAMS = 2;
    private static final int RECORD_BYTES = 256 << 10;

    private final Head head;
    private final long seq;
    private final SegmentWriter out;
    private final ByteSink payload = new ByteSink(RECORD_BYTES);
    private final ByteSink column = new ByteSink(2048);
    private final IdentityHashMap<TimeColumn, Integer> columns = new IdentityHashMap<>();
    private final SealedChunk.Scratch scratch = new SealedChunk.Scratch();

    private Checkpoint(Head head, long seq, SegmentWriter out) {
        this.head = head;
        this.seq = seq;
        this.out = out;
    }

    /** Where a checkpoint begins: the fresh segment, and what was committed before it. */
    private record Cut(long segment, Readers.View view) {}

    /**
     * Writes a checkpoint and deletes the segments that it replaces. One at a time; takes as long
     * as writing the head takes; appending goes on.
     *
     * @return bytes of the checkpoint
     */
    public static long write(Head head, Wal wal, WalFolder folder, ChannelOpener files)
            throws StorageException, IOException {
        Cut cut =
                wal.call(() -> {
                    long segment = wal.roll();
                    return new Cut(segment, head.readers.open(wal::committed, head::boundary));
                });
        Path unfinished = folder.unfinishedCheckpoint(cut.segment);
        try {
            Files.deleteIfExists(unfinished);
            long seq = cut.view.seq();
            SegmentWriter out =
                    SegmentWriter.create(
                            files, unfinished, cut.segment, 0, seq, SegmentWriter.newBuffer());
            try (out) {
                new Checkpoint(head, seq, out).write();
            }
            Path whole = folder.checkpoint(cut.segment);
            Files.move(unfinished, whole, StandardCopyOption.ATOMIC_MOVE);
            WalFolder.force(folder.path());
            folder.deleteBefore(cut.segment);
            return Files.size(whole);
        } catch (UncheckedIOException e) {
            throw new IOException(e.getMessage(), e);
        } finally {
            head.readers.close(cut.view);
            Files.deleteIfExists(unfinished);
        }
    }

    private void write() throws IOException {
        payload.varint(head.nextId());
        payload.zigzag(head.boundary());
        endRecord(Frame.CHECKPOINT);
        head.forEachLogged(series -> {
            BatchDecoder.encodeSeries(series, payload);
            if (payload.size() > RECORD_BYTES) {
                endRecordUnchecked(Frame.SERIES);
            }
        });
        endRecord(Frame.SERIES);
        head.forEachLogged(this::writeChunks);
        for (ExemplarRing.Entry entry : head.exemplars().entries(seq)) {
            BatchDecoder.encodeExemplar(entry.series().id(), entry.exemplar(), payload);
        }
        endRecord(Frame.EXEMPLAR);
        head.metadata()
                .forEach((family, value) -> BatchDecoder.encodeMetadata(family, value, payload));
        endRecord(Frame.META);
        out.end(seq);
    }

    private void endRecord(int type) throws IOException {
        if (payload.size() > 0) {
            out.append(type, true, seq, payload);
            payload.clear();
        }
    }

    private void endRecordUnchecked(int type) {
        try {
            endRecord(type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void writeChunks(HeadSeries series) {
        HeadSeries.Chunks chunks = series.chunks();
        payload.varint(series.id());
        int before = payload.size();
        for (int i = 0; i < chunks.count(); i++) {
            writeVisible(chunks.sealed()[i]);
        }
        OpenChunk open = chunks.open();
        if (open != null && open.visible(seq) > 0) {
            writeChunk(SealedChunk.of(open, seq, Long.MAX_VALUE, scratch));
        }
        if (payload.size() == before) {
            payload.clear();
        }
        endRecordUnchecked(Frame.CHUNK);
    }

    /**
     * Writes what the snapshot sees of a chunk. One that was sealed after the cut may end with
     * samples of later batches, which belong to the segments that stay.
     */
    private void writeVisible(SealedChunk chunk) {
        int visible = chunk.visible(seq);
        if (visible == chunk.count()) {
            writeChunk(chunk);
        } else if (visible > 0) {
            try {
                writeChunk(chunk.prefix(seq, scratch));
            } catch (CorruptDataException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void writeChunk(SealedChunk chunk) {
        TimeColumn shared = chunk.column();
        payload.u8((shared == null ? 0 : SHARED) | (chunk.hasHistograms() ? HISTOGRAMS : 0));
        payload.varint(chunk.count());
        payload.zigzag(chunk.minTime());
        payload.varint(chunk.maxTime() - chunk.minTime());
        if (shared == null) {
            payload.varint(chunk.times().length);
            payload.bytes(chunk.times(), 0, chunk.times().length);
        } else {
            payload.varint(columnNumber(shared));
            payload.varint(chunk.firstRow());
        }
        payload.varint(chunk.samples().length);
        payload.bytes(chunk.samples(), 0, chunk.samples().length);
    }

    /** Number of a shared column in this file; its record comes before the chunk's. */
    private int columnNumber(TimeColumn shared) {
        Integer known = columns.get(shared);
        if (known != null) {
            return known;
        }
        int number = columns.size();
        columns.put(shared, number);
        int rows = shared.visible(shared.size(), seq);
        scratch.bytes.clear();
        TimeChunk.encode(shared.times(), rows, scratch.bytes);
        column.clear();
        column.varint(number);
        column.i64(shared.group);
        column.varint(rows);
        column.bytes(scratch.bytes.array(), 0, scratch.bytes.size());
        try {
            out.append(Frame.COLUMN, true, seq, column);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return number;
    }

    /**
     * Reads a checkpoint into an empty head, after it was checked to its end.
     *
     * @return sequence number of the last batch in it
     * @throws CorruptDataException when the file is damaged; the head is untouched if the damage
     *     shows in a checksum
     */
    public static long read(Head head, ChannelOpener files, Path file, long number)
            throws IOException {
        try (SegmentReader in = SegmentReader.open(files, file, 0)) {
            boolean more = in.begin(number);
            while (more) {
                more = in.next();
            }
            if (in.end() != SegmentReader.End.CLOSED) {
                throw new CorruptDataException(
                        in.damage().isEmpty() ? "it has no end" : in.damage());
            }
        }
        try (SegmentReader in = SegmentReader.open(files, file, 0)) {
            Loader loader = new Loader(head);
            in.begin(number);
            long seq = in.seq();
            while (in.next()) {
                loader.load(in);
            }
            head.restoreColumns(loader.columns.values());
            return seq;
        }
    }

    private static final class Loader implements BatchVisitor {
        private final Head head;
        private final BatchDecoder decoder = new BatchDecoder();
        private final Map<Integer, TimeColumn> columns = new HashMap<>();

        Loader(Head head) {
            this.head = head;
        }

        void load(SegmentReader in) throws CorruptDataException {
            ByteSource payload = in.payload(0);
            switch (in.type(0)) {
                case Frame.CHECKPOINT -> {
                    head.restoreNextId((int) payload.varint());
                    head.restoreBoundary(payload.zigzag());
                }
                case Frame.COLUMN -> {
                    int number = (int) payload.varint();
                    long group = payload.i64();
                    long[] times = new long[rows(payload)];
                    TimeChunk.decode(payload.rest(), times.length, times, 0);
                    columns.put(number, TimeColumn.restored(group, times));
                }
                case Frame.CHUNK -> loadChunks(payload);
                default -> decoder.decode(in, this);
            }
        }

        private static int rows(ByteSource payload) throws CorruptDataException {
            long rows = payload.varint();
            if (rows < 1 || rows > TimeColumn.CAPACITY) {
                throw new CorruptDataException("a chunk of " + rows + " samples");
            }
            return (int) rows;
        }

        private void loadChunks(ByteSource payload) throws CorruptDataException {
            int id = (int) payload.varint();
            List<SealedChunk> chunks = new ArrayList<>();
            while (payload.hasMore()) {
                chunks.add(chunk(payload));
            }
            head.restoreChunks(id, chunks);
        }

        private SealedChunk chunk(ByteSource payload) throws CorruptDataException {
            int flags = payload.u8();
            int count = rows(payload);
            long minTime = payload.zigzag();
            long maxTime = minTime + payload.varint();
            TimeColumn column = null;
            int firstRow = 0;
            byte[] times = new byte[0];
            if ((flags & SHARED) == 0) {
                times = payload.bytes(payload.count(1));
            } else {
                column = columns.get((int) payload.varint());
                firstRow = (int) payload.varint();
                if (column == null || firstRow < 0 || firstRow + count > column.size()) {
                    throw new CorruptDataException("a chunk whose times are missing");
                }
            }
            byte[] samples = payload.bytes(payload.count(1));
            boolean histograms = (flags & HISTOGRAMS) != 0;
            return new SealedChunk(
                    column, firstRow, count, histograms, times, samples, minTime, maxTime, 0, null);
        }

        @Override
        public void series(int id, Labels labels) {
            head.restoreSeries(id, labels);
        }

        @Override
        public void samples(SampleRows rows) {
            head.apply(rows, 0);
        }

        @Override
        public void exemplar(int id, Exemplar exemplar) {
            head.apply(id, exemplar, 0);
        }

        @Override
        public void metadata(String family, MetricMetadata metadata) {
            head.apply(family, metadata);
        }

        /** A checkpoint has what is left. */
        @Override
        public void deletion(int id, long minTime, long maxTime) {}
    }
}
