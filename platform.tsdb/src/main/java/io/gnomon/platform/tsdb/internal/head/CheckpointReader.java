package io.gnomon.platform.tsdb.internal.head;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.Exemplar;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.MetricMetadata;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.platform.tsdb.internal.codec.ByteSource;
import io.gnomon.platform.tsdb.internal.codec.CorruptDataException;
import io.gnomon.platform.tsdb.internal.codec.LongDeltas;
import io.gnomon.platform.tsdb.internal.wal.ChannelOpener;
import io.gnomon.platform.tsdb.internal.wal.Frame;
import io.gnomon.platform.tsdb.internal.wal.SegmentReader;
import io.gnomon.platform.tsdb.internal.wal.WalFolder;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads a checkpoint into an empty head. */
public final class CheckpointReader implements BatchVisitor {
    /** Told of files of chunks that are damaged. */
    public interface Damage {
        void found(Path file, String what) throws IOException;
    }

    private final Head head;
    private final BatchDecoder decoder = new BatchDecoder();
    private final List<ChunkFile.Place> places = new ArrayList<>();
    private final OpenChunk.Tail tail = new OpenChunk.Tail();

    /** Number in the dictionary of each pair of the file. */
    private int[] pairs = new int[1024];

    private CheckpointReader(Head head) {
        this.head = head;
    }

    /**
     * Reads a checkpoint, after it was checked to its end. Files of chunks are checked, too; one
     * that is damaged is left out, and the samples of its series before it are lost.
     *
     * @return sequence number of the last batch in it
     * @throws CorruptDataException when the checkpoint is damaged; the head is untouched if the
     *     damage shows in a checksum
     */
    public static long read(
            Head head, ChannelOpener files, WalFolder folder, long number, Damage damage)
            throws IOException {
        Path file = folder.checkpoint(number);
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
            CheckpointReader reader = new CheckpointReader(head);
            in.begin(number);
            long seq = in.seq();
            while (in.next()) {
                reader.load(in);
            }
            reader.map(files, folder, damage);
            return seq;
        }
    }

    private void load(SegmentReader in) throws CorruptDataException {
        ByteSource payload = in.payload(0);
        switch (in.type(0)) {
            case Frame.CHECKPOINT -> {
                head.store.dictionary.reserve((int) payload.varint());
                head.restoreBoundary(payload.zigzag());
                head.writer().restoreMinTime(payload.zigzag());
                head.store.columns.restoreNextNumber((int) payload.varint());
                head.store.regions.restoreNextNumber(payload.varint());
            }
            case Frame.REGIONS -> {
                while (payload.hasMore()) {
                    places.add(
                            new ChunkFile.Place(
                                    payload.varint(),
                                    payload.varint(),
                                    payload.varint(),
                                    (int) payload.varint(),
                                    payload.zigzag(),
                                    (int) payload.varint()));
                }
            }
            case Frame.COLUMN -> {
                while (payload.hasMore()) {
                    loadColumn(payload);
                }
            }
            case Frame.PAIRS -> {
                while (payload.hasMore()) {
                    loadPair(payload);
                }
            }
            case Frame.HEAD_SERIES -> {
                while (payload.hasMore()) {
                    loadSeries(payload);
                }
            }
            default -> decoder.decode(in, this);
        }
    }

    private void loadColumn(ByteSource payload) throws CorruptDataException {
        int number = (int) payload.varint();
        long group = payload.i64();
        long rows = payload.varint();
        if (rows < 1 || rows > TimeColumn.CAPACITY) {
            throw new CorruptDataException("a column of " + rows + " times");
        }
        long[] times = new long[(int) rows];
        LongDeltas.decode(payload.bytes(payload.count(1)), times.length, times, 0);
        head.store.columns.restore(number, group, times);
    }

    private void loadPair(ByteSource payload) throws CorruptDataException {
        int number = (int) payload.varint();
        if (number >= pairs.length) {
            pairs = Arrays.copyOf(pairs, Math.max(number + 1, 2 * pairs.length));
        }
        pairs[number] = head.store.dictionary.pair(payload.text(), payload.text());
    }

    private void loadSeries(ByteSource payload) throws CorruptDataException {
        int id = (int) payload.varint();
        int group = (int) payload.varint();
        int[] own = new int[payload.count(1)];
        for (int i = 0; i < own.length; i++) {
            long pair = payload.varint();
            if (pair < 0 || pair >= pairs.length) {
                throw new CorruptDataException("a series with an unknown label");
            }
            own[i] = pairs[(int) pair];
        }
        head.store.dictionary.put(id, own, group, head.round());
        head.writer().setLogged(id);
        int count = payload.u8();
        long sealed = payload.varint();
        if (count > 0 || sealed != 0) {
            loadChunk(id, count, sealed, payload);
        }
    }

    private void loadChunk(int id, int count, long sealed, ByteSource payload)
            throws CorruptDataException {
        int flags = payload.u8();
        boolean own = (flags & Checkpoint.OWN_TIMES) != 0;
        boolean histograms = (flags & Checkpoint.HISTOGRAMS) != 0;
        int third = (int) payload.varint();
        int firstRow = payload.u8();
        tail.lastDelta = own ? third : 0;
        tail.exponent = payload.u8();
        tail.sames = payload.u8();
        tail.lastTime = payload.zigzag();
        tail.lastBits = payload.i64();
        byte[] bytes = payload.bytes(payload.count(1));
        tail.bytes = bytes.length;
        MemorySegment page = head.store.table.page(id);
        if (page == null || count > TimeColumn.CAPACITY) {
            throw new CorruptDataException("an impossible chunk of series " + id);
        }
        int ofTable = (own ? SeriesTable.OWN_TIMES : 0) | (histograms ? SeriesTable.HISTOGRAMS : 0);
        int column = own ? 0 : third;
        head.writer()
                .chunks()
                .restore(page, id, ofTable, column, firstRow, count, tail, bytes, sealed);
        head.writer().restored(tail.lastTime);
        if (histograms) {
            SampleColumn last = new SampleColumn(1);
            HeadWriter.sampleAt(
                    new SeriesReader(head.store, Long.MAX_VALUE, Long.MIN_VALUE),
                    id,
                    tail.lastTime,
                    last);
            Histogram histogram = last.size == 0 ? null : last.histogram(0);
            if (histogram != null) {
                head.writer().restoreLastHistogram(id, histogram);
            }
        }
    }

    private void map(ChannelOpener files, WalFolder folder, Damage damage) throws IOException {
        Map<Long, List<ChunkFile.Place>> byFile = new TreeMap<>();
        for (ChunkFile.Place place : places) {
            byFile.computeIfAbsent(place.file(), f -> new ArrayList<>()).add(place);
        }
        for (Map.Entry<Long, List<ChunkFile.Place>> entry : byFile.entrySet()) {
            Path file = folder.chunks(entry.getKey());
            try {
                ChunkFile.check(files, file, entry.getValue());
                for (Regions.Region region : ChunkFile.map(files, file, entry.getValue())) {
                    head.store.regions.restore(region);
                }
            } catch (CorruptDataException | NoSuchFileException e) {
                damage.found(file, String.valueOf(e.getMessage()));
            }
        }
    }

    @Override
    public void series(int id, int group, Labels labels) {
        head.restoreSeries(id, group, labels);
    }

    @Override
    public void samples(SampleRows rows) {
        head.writer().apply(rows, 0);
    }

    @Override
    public void late(int id, long time, double value, @Nullable Histogram histogram) {
        head.writer().applyLate(id, time, value, histogram, 0);
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
