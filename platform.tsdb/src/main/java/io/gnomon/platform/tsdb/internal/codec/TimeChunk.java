package io.gnomon.platform.tsdb.internal.codec;

/** Ascending times as bytes: differences in a frame of reference, see {@link LongDeltas}. */
public final class TimeChunk {
    private TimeChunk() {}

    public static void encode(long[] times, int count, ByteSink out) {
        LongDeltas.encode(times, count, out);
    }

    public static void decode(byte[] bytes, int count, long[] into, int at)
            throws CorruptDataException {
        LongDeltas.decode(bytes, 0, count, into, at);
    }
}
