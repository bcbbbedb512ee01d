package io.gnomon.platform.promql.internal.differential;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.SampleColumn;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A remote write 1.0 request: protobuf in a Snappy block that has literals only (specification:
 * prometheus.io/docs/specs/prw/remote_write_spec, google/snappy format_description.txt).
 */
final class RemoteWriteBody {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** Adds the rows of a series between two times, both included. */
    void add(Labels labels, SampleColumn samples, long minMillis, long maxMillis) {
        RemoteWriteBody series = new RemoteWriteBody();
        for (int i = 0; i < labels.size(); i++) {
            RemoteWriteBody label = new RemoteWriteBody();
            label.bytes(1, labels.name(i).getBytes(StandardCharsets.UTF_8));
            label.bytes(2, labels.value(i).getBytes(StandardCharsets.UTF_8));
            series.bytes(1, label.out.toByteArray());
        }
        boolean any = false;
        for (int row = 0; row < samples.size; row++) {
            long time = samples.times[row];
            if (time < minMillis || time > maxMillis) {
                continue;
            }
            any = true;
            Histogram histogram = samples.histogram(row);
            RemoteWriteBody sample = new RemoteWriteBody();
            if (histogram == null) {
                sample.fixed(1, samples.values[row]);
                sample.varint(2, time);
                series.bytes(2, sample.out.toByteArray());
            } else {
                sample.histogram(histogram, time);
                series.bytes(4, sample.out.toByteArray());
            }
        }
        if (any) {
            bytes(1, series.out.toByteArray());
        }
    }

    private void histogram(Histogram h, long timeMillis) {
        fixed(2, h.count());
        fixed(3, h.sum());
        varint(4, zigzag(h.schema()));
        fixed(5, h.zeroThreshold());
        fixed(7, h.zeroCount());
        spans(8, h.negativeSpans());
        bytes(10, doubles(h.negativeBuckets()));
        spans(11, h.positiveSpans());
        bytes(13, doubles(h.positiveBuckets()));
        varint(
                14,
                switch (h.resetHint()) {
                    case UNKNOWN -> 0;
                    case RESET -> 1;
                    case NO_RESET -> 2;
                    case GAUGE -> 3;
                });
        varint(15, timeMillis);
        bytes(16, doubles(h.customBounds()));
    }

    private void spans(int field, int[] spans) {
        for (int i = 0; i < spans.length; i += 2) {
            RemoteWriteBody span = new RemoteWriteBody();
            span.varint(1, zigzag(spans[i]));
            span.varint(2, spans[i + 1]);
            bytes(field, span.out.toByteArray());
        }
    }

    private static byte[] doubles(double[] values) {
        ByteBuffer buffer = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        Arrays.stream(values).forEach(buffer::putDouble);
        return buffer.array();
    }

    private static long zigzag(int n) {
        return ((long) n << 1) ^ (n >> 31);
    }

    private void bytes(int field, byte[] content) {
        raw(field << 3 | 2L);
        raw(content.length);
        out.writeBytes(content);
    }

    private void fixed(int field, double value) {
        raw(field << 3 | 1L);
        out.writeBytes(doubles(new double[] {value}));
    }

    private void varint(int field, long value) {
        raw((long) field << 3);
        raw(value);
    }

    private void raw(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    /** The finished body. */
    byte[] snappy() {
        byte[] message = out.toByteArray();
        RemoteWriteBody block = new RemoteWriteBody();
        block.raw(message.length);
        for (int at = 0; at < message.length; at += 1 << 16) {
            int length = Math.min(1 << 16, message.length - at);
            block.out.write(61 << 2);
            block.out.write((length - 1) & 0xff);
            block.out.write((length - 1) >> 8);
            block.out.write(message, at, length);
        }
        return block.out.toByteArray();
    }
}
