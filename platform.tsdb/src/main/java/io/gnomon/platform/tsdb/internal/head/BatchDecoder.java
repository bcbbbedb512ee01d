package io.gnomon.platform.tsdb.internal.head;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.Exemplar;
import io.gnomon.model.sample.MetricMetadata;
import io.gnomon.model.sample.MetricType;
import io.gnomon.platform.tsdb.internal.codec.ByteSink;
import io.gnomon.platform.tsdb.internal.codec.ByteSource;
import io.gnomon.platform.tsdb.internal.codec.CorruptDataException;
import io.gnomon.platform.tsdb.internal.codec.LabelCodec;
import io.gnomon.platform.tsdb.internal.wal.Frame;
import io.gnomon.platform.tsdb.internal.wal.SegmentReader;

/** Payloads of the records of a batch (docs/formats/wal.md). For one thread. */
public final class BatchDecoder {
    private final SampleRows rows = new SampleRows();

    /** Hands the batch that the reader is at to the visitor. */
    public void decode(SegmentReader batch, BatchVisitor visitor) throws CorruptDataException {
        for (int i = 0; i < batch.records(); i++) {
            decode(batch.type(i), batch.payload(i), visitor);
        }
    }

    private void decode(int type, ByteSource in, BatchVisitor visitor) throws CorruptDataException {
        switch (type) {
            case Frame.SERIES -> {
                while (in.hasMore()) {
                    visitor.series((int) in.varint(), LabelCodec.decode(in));
                }
            }
            case Frame.SAMPLES, Frame.HISTO -> {
                rows.decode(in, type == Frame.HISTO);
                visitor.samples(rows);
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
                    MetricType metricType = metricType(in.text());
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

    private static MetricType metricType(String text) {
        for (MetricType type : MetricType.values()) {
            if (type.text().equals(text)) {
                return type;
            }
        }
        return MetricType.UNKNOWN;
    }

    static void encodeSeries(HeadSeries series, ByteSink out) {
        out.varint(series.id());
        LabelCodec.encode(series.labels(), out);
    }

    static void encodeDeletion(int id, long minTime, long maxTime, ByteSink out) {
        out.varint(id);
        out.zigzag(minTime);
        out.zigzag(maxTime);
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
}
