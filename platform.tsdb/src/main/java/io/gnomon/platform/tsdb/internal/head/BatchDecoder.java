package io.gnomon.platform.tsdb.internal.head;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.Exemplar;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.MetricMetadata;
import io.gnomon.model.sample.MetricType;
import io.gnomon.platform.tsdb.internal.codec.ByteSink;
import io.gnomon.platform.tsdb.internal.codec.ByteSource;
import io.gnomon.platform.tsdb.internal.codec.CorruptDataException;
import io.gnomon.platform.tsdb.internal.codec.HistogramCodec;
import io.gnomon.platform.tsdb.internal.codec.LabelCodec;
import io.gnomon.platform.tsdb.internal.wal.Frame;
import io.gnomon.platform.tsdb.internal.wal.SegmentReader;

import java.util.HashMap;
import java.util.Map;

/**
 * Payloads of the records of batches (docs/formats/wal.md). A record of samples builds on the one
 * before of its group, so a segment is decoded from its beginning. For one thread.
 */
public final class BatchDecoder {
    private final SampleRows rows = new SampleRows();
    private final RowCodec codec = new RowCodec();
    private final Map<Long, PreviousRow> previous = new HashMap<>();

    /** Another segment begins. */
    public void beginSegment() {
        previous.clear();
    }

    /** Hands the batch that the reader is at to the visitor. */
    public void decode(SegmentReader batch, BatchVisitor visitor) throws CorruptDataException {
        for (int i = 0; i < batch.records(); i++) {
            decode(batch.type(i), batch.payload(i), visitor);
        }
    }

    private void decode(int type, ByteSource in, BatchVisitor visitor) throws CorruptDataException {
        switch (type) {
            case Frame.SERIES -> {
                int group = (int) in.varint();
                while (in.hasMore()) {
                    visitor.series((int) in.varint(), group, LabelCodec.decode(in));
                }
            }
            case Frame.SAMPLES -> {
                long group = RowCodec.group(in);
                codec.decode(in, group, previous.get(group), rows);
                previous.computeIfAbsent(group, g -> new PreviousRow()).copy(rows, codec.exponents);
                visitor.samples(rows);
            }
            case Frame.LATE -> {
                while (in.hasMore()) {
                    decodeLate(in, visitor);
                }
            }
            case Frame.EXEMPLAR -> {
                while (in.hasMore()) {
                    int id = (int) in.varint();
                    Labels labels = LabelCodec.decode(in);
                    visitor.exemplar(id, new Exemplar(labels, in.number(), in.zigzag()));
                }
            }
            case Frame.META -> {
                while (in.hasMore()) {
                    String family = in.text();
                    MetricType metricType = MetricType.of(in.text());
                    visitor.metadata(family, new MetricMetadata(metricType, in.text(), in.text()));
                }
            }
            case Frame.TOMBSTONE -> {
                while (in.hasMore()) {
                    visitor.deletion((int) in.varint(), in.zigzag(), in.zigzag());
                }
            }
            default -> throw new CorruptDataException("record of unknown type " + type);
        }
    }

    private static void decodeLate(ByteSource in, BatchVisitor visitor)
            throws CorruptDataException {
        int id = (int) in.varint();
        long time = in.zigzag();
        if (in.u8() == 0) {
            visitor.late(id, time, in.number(), null);
        } else {
            visitor.late(id, time, 0, HistogramCodec.decode(in));
        }
    }

    static void encodeSeries(int id, Labels labels, ByteSink out) {
        out.varint(id);
        LabelCodec.encode(labels, out);
    }

    static void encodeLate(int id, LateSamples.Late sample, ByteSink out) {
        out.varint(id);
        out.zigzag(sample.time());
        Histogram histogram = sample.histogram();
        out.u8(histogram == null ? 0 : 1);
        if (histogram == null) {
            out.number(sample.value());
        } else {
            HistogramCodec.encode(histogram, out);
        }
    }

    static void encodeExemplar(int id, Exemplar exemplar, ByteSink out) {
        out.varint(id);
        LabelCodec.encode(exemplar.labels(), out);
        out.number(exemplar.value());
        out.zigzag(exemplar.timeMillis());
    }

    static void encodeMetadata(String family, MetricMetadata metadata, ByteSink out) {
        out.text(family);
        out.text(metadata.type().text());
        out.text(metadata.help());
        out.text(metadata.unit());
    }

    static void encodeDeletion(int id, long minTime, long maxTime, ByteSink out) {
        out.varint(id);
        out.zigzag(minTime);
        out.zigzag(maxTime);
    }
}
