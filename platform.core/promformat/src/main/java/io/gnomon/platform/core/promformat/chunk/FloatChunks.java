package io.gnomon.platform.core.promformat.chunk;

import io.gnomon.model.sample.SampleColumn;
import io.gnomon.model.sample.SampleValues;

/** Chunks of floats: XOR and XOR2. */
final class FloatChunks {
    private final XorValue value = new XorValue();
    private final StartTime startTime = new StartTime();

    /** Appends the samples of an XOR chunk. */
    void readXor(BitReader in, SampleColumn out) throws ChunkException {
        int count = count(in, out);
        long time = 0;
        long delta = 0;
        for (int i = 0; i < count; i++) {
            if (i == 0) {
                time = in.varint();
                value.start(in.read(64));
            } else {
                delta = i == 1 ? in.uvarint() : delta + in.timeDelta();
                time += delta;
                value.read(in);
            }
            add(out, time, value.bits);
        }
    }

    /** Appends the samples of an XOR2 chunk. */
    void readXor2(BitReader in, SampleColumn out) throws ChunkException {
        int count = count(in, out);
        startTime.start((int) in.read(8));
        long time = 0;
        long delta = 0;
        for (int i = 0; i < count; i++) {
            long before = time;
            long bits;
            if (i == 0) {
                time = in.varint();
                bits = in.read(64);
                // Values after it differ from the last one that was no staleness marker.
                value.start(bits == SampleValues.STALE_NAN_BITS ? 0 : bits);
            } else if (i == 1) {
                delta = in.uvarint();
                time += delta;
                bits = changedValue(in);
            } else {
                int control = in.ones(5);
                delta += timeDelta(in, control);
                time += delta;
                bits =
                        switch (control) {
                            case 0 -> value.bits;
                            case 1 -> knownChange(in);
                            case 5 -> SampleValues.STALE_NAN_BITS;
                            default -> changedValue(in);
                        };
            }
            long start = startTime.read(in, i, time, before);
            add(out, time, bits);
            StartTime.set(out, out.size - 1, start);
        }
    }

    /** 2, 3 and 4 ones announce deltas of 13, 20 and 64 bits in two's complement. */
    private static long timeDelta(BitReader in, int control) throws ChunkException {
        return switch (control) {
            case 2 -> in.read(13) << 51 >> 51;
            case 3 -> in.read(20) << 44 >> 44;
            case 4 -> in.read(64);
            default -> 0;
        };
    }

    private long knownChange(BitReader in) throws ChunkException {
        if (in.read(1) == 0) {
            value.readInWindow(in);
        } else {
            value.readInNewWindow(in);
        }
        return value.bits;
    }

    private long changedValue(BitReader in) throws ChunkException {
        switch (in.ones(3)) {
            case 0 -> {}
            case 1 -> value.readInWindow(in);
            case 2 -> value.readInNewWindow(in);
            default -> {
                return SampleValues.STALE_NAN_BITS;
            }
        }
        return value.bits;
    }

    /** Writes rows [from, to) as an XOR chunk. */
    void writeXor(SampleColumn column, int from, int to, BitWriter out) {
        out.write(to - from, 16);
        long delta = 0;
        for (int i = from; i < to; i++) {
            long bits = Double.doubleToRawLongBits(column.values[i]);
            if (i == from) {
                out.varint(column.times[i]);
                out.write(bits, 64);
                value.start(bits);
                continue;
            }
            long next = column.times[i] - column.times[i - 1];
            if (i == from + 1) {
                out.uvarint(next);
            } else {
                out.timeDelta(next - delta);
            }
            delta = next;
            value.write(out, bits);
        }
    }

    /** The number of samples, for which room is made; each takes a bit at least. */
    private static int count(BitReader in, SampleColumn out) throws ChunkException {
        int count = (int) in.read(16);
        if (count > in.left()) {
            throw new ChunkException("it is too short for its " + count + " samples");
        }
        out.ensureCapacity(out.size + count);
        return count;
    }

    private static void add(SampleColumn out, long time, long bits) {
        out.times[out.size] = time;
        out.values[out.size++] = Double.longBitsToDouble(bits);
    }
}
