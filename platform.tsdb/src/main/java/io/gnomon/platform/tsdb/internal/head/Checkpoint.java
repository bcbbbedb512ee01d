package io.gnomon.platform.tsdb.internal.head;

import io.gnomon.model.storage.StorageException;
import io.gnomon.platform.tsdb.internal.codec.ByteSink;
import io.gnomon.platform.tsdb.internal.codec.CorruptDataException;
import io.gnomon.platform.tsdb.internal.codec.LongDeltas;
import io.gnomon.platform.tsdb.internal.head.Regions.Region;
import io.gnomon.platform.tsdb.internal.wal.ChannelOpener;
import io.gnomon.platform.tsdb.internal.wal.Frame;
import io.gnomon.platform.tsdb.internal.wal.SegmentWriter;
import io.gnomon.platform.tsdb.internal.wal.Wal;
import io.gnomon.platform.tsdb.internal.wal.WalFolder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Writes the head to disk, so that the segments before can go: sealed chunks that no earlier
 * checkpoint has written to a file of their own, everything else to the checkpoint. Runs beside the
 * running store; the layout is in docs/formats/checkpoint.md.
 */
public final class Checkpoint {
    static final int OWN_TIMES = 1;
    static final int HISTOGRAMS = 2;
    private static final int RECORD_BYTES = 256 << 10;

    private final Head head;
    private final Cut cut;
    private final SegmentWriter out;
    private final ByteSink payload = new ByteSink(RECORD_BYTES + 4096);
    private final ByteSink pairs = new ByteSink(4096);
    private final BitSet written = new BitSet();
    private final OpenChunkCut chunk;

    /** What was committed when a fresh segment began. */
    private record Cut(long segment, long region, Readers.View view) {}

    private Checkpoint(Head head, Cut cut, SegmentWriter out) {
        this.head = head;
        this.cut = cut;
        this.out = out;
        this.chunk = new OpenChunkCut(head.store, cut.view.seq(), cut.region);
    }

    /**
     * Writes a checkpoint and deletes the files that it replaces. One at a time; appending goes on.
     *
     * @return bytes of the checkpoint
     */
    public static long write(Head head, Wal wal, WalFolder folder, ChannelOpener files)
            throws StorageException, IOException {
        Regions regions = head.store.regions;
        Cut cut =
                wal.call(() -> {
                    long segment = wal.roll();
                    head.writer().appendGathered();
                    regions.close();
                    return new Cut(segment, regions.nextNumber(), head.pin());
                });
        Path unfinished = folder.unfinishedCheckpoint(cut.segment);
        Path chunks = folder.chunks(cut.segment);
        boolean done = false;
        try {
            List<Region> all = regions.closed();
            all.removeIf(region -> region.number() >= cut.region);
            List<Region> fresh = new ArrayList<>(all);
            fresh.removeIf(region -> region.file() != null);
            List<ChunkFile.Place> places =
                    fresh.isEmpty()
                            ? List.of()
                            : ChunkFile.write(files, chunks, cut.segment, fresh);
            Files.deleteIfExists(unfinished);
            SegmentWriter out =
                    SegmentWriter.create(
                            files,
                            unfinished,
                            cut.segment,
                            0,
                            cut.view.seq(),
                            SegmentWriter.newBuffer());
            try (out) {
                new Checkpoint(head, cut, out).write(all, places);
            }
            Path whole = folder.checkpoint(cut.segment);
            Files.move(unfinished, whole, StandardCopyOption.ATOMIC_MOVE);
            WalFolder.force(folder.path());
            done = true;
            if (!places.isEmpty()) {
                List<Region> mapped = ChunkFile.map(files, chunks, places);
                wal.call(() -> {
                    regions.replace(mapped, head.store.readers);
                    return true;
                });
            }
            folder.deleteBefore(cut.segment, regions.files());
            return Files.size(whole);
        } catch (UncheckedIOException e) {
            throw new IOException(e.getMessage(), e);
        } finally {
            head.store.readers.close(cut.view);
            Files.deleteIfExists(unfinished);
            if (!done) {
                Files.deleteIfExists(chunks);
            }
        }
    }

    private void write(List<Region> regions, List<ChunkFile.Place> fresh) throws IOException {
        long seq = cut.view.seq();
        payload.varint(head.nextId());
        payload.zigzag(head.boundary());
        payload.zigzag(head.minTime());
        payload.varint(head.store.columns.nextNumber());
        payload.varint(cut.region);
        endRecord(Frame.CHECKPOINT);
        writeRegions(regions, fresh);
        for (TimeColumn column : head.store.columns.all()) {
            writeColumn(column, seq);
        }
        endRecord(Frame.COLUMN);
        writeSeries();
        head.store.late.forEach(
                seq,
                (id, sample) -> {
                    BatchDecoder.encodeLate(id, sample, payload);
                    endRecordIfLong(Frame.LATE);
                });
        endRecord(Frame.LATE);
        for (ExemplarRing.Entry entry : head.exemplars().entries(seq)) {
            BatchDecoder.encodeExemplar(entry.series(), entry.exemplar(), payload);
        }
        endRecord(Frame.EXEMPLAR);
        head.metadata()
                .forEach((family, value) -> BatchDecoder.encodeMetadata(family, value, payload));
        endRecord(Frame.META);
        out.end(seq);
    }

    private void endRecord(int type) throws IOException {
        if (payload.size() > 0) {
            out.append(type, true, cut.view.seq(), payload);
            payload.clear();
        }
    }

    private void endRecordIfLong(int type) {
        if (payload.size() > RECORD_BYTES) {
            try {
                endRecord(type);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void writeRegions(List<Region> regions, List<ChunkFile.Place> fresh)
            throws IOException {
        List<ChunkFile.Place> places = new ArrayList<>(fresh);
        for (Region region : regions) {
            ChunkFile file = region.file();
            if (file != null) {
                places.add(file.place(region.number()));
            }
        }
        for (ChunkFile.Place place : places) {
            payload.varint(place.region());
            payload.varint(place.file());
            payload.varint(place.offset());
            payload.varint(place.length());
            payload.zigzag(place.maxTime());
            payload.varint(place.crc() & 0xffffffffL);
        }
        endRecord(Frame.REGIONS);
    }

    private void writeColumn(TimeColumn column, long seq) throws IOException {
        int rows = column.visible(column.size(), seq);
        if (rows > 0) {
            payload.varint(column.number);
            payload.i64(column.group);
            payload.varint(rows);
            int length = payload.size();
            pairs.clear();
            LongDeltas.encode(column.times(), rows, pairs);
            payload.varint(pairs.size());
            payload.bytes(pairs.array(), 0, pairs.size());
            pairs.clear();
            if (length > RECORD_BYTES) {
                endRecord(Frame.COLUMN);
            }
        }
    }

    private void writeSeries() throws IOException {
        int end = head.nextId();
        for (int id = 0; id < end; id++) {
            if (head.store.table.page(id) == null) {
                id |= SeriesTable.PAGE_SIZE - 1;
            } else if (head.writer().isLogged(id)) {
                writeSeries(id);
            }
        }
        endSeries();
    }

    private void endSeries() throws IOException {
        if (pairs.size() > 0) {
            out.append(Frame.PAIRS, true, cut.view.seq(), pairs);
            pairs.clear();
        }
        endRecord(Frame.HEAD_SERIES);
    }

    private void writeSeries(int id) throws IOException {
        int[] own = head.store.dictionary.pairs(id);
        if (own == null) {
            return;
        }
        for (int pair : own) {
            if (!written.get(pair)) {
                written.set(pair);
                pairs.varint(pair);
                pairs.text(head.store.dictionary.pairName(pair));
                pairs.text(head.store.dictionary.pairValue(pair));
            }
        }
        payload.varint(id);
        payload.varint(head.store.table.group(id));
        payload.varint(own.length);
        for (int pair : own) {
            payload.varint(pair);
        }
        try {
            chunk.cut(id);
        } catch (CorruptDataException e) {
            throw new IOException("series " + id + " cannot be read: " + e.getMessage(), e);
        }
        payload.u8(chunk.count);
        payload.varint(chunk.sealed);
        if (chunk.count > 0 || chunk.sealed != 0) {
            writeChunk();
        }
        if (payload.size() > RECORD_BYTES) {
            endSeries();
        }
    }

    private void writeChunk() {
        OpenChunk.Tail tail = chunk.tail;
        payload.u8((chunk.ownTimes ? OWN_TIMES : 0) | (chunk.histograms ? HISTOGRAMS : 0));
        payload.varint(chunk.ownTimes ? tail.lastDelta : chunk.column);
        payload.u8(chunk.firstRow);
        payload.u8(tail.exponent);
        payload.u8(tail.sames);
        payload.zigzag(tail.lastTime);
        payload.i64(tail.lastBits);
        payload.varint(chunk.bytes.size());
        payload.bytes(chunk.bytes.array(), 0, chunk.bytes.size());
    }
}
