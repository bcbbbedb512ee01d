package io.gnomon.platform.tsdb.internal.codec;

/**
 * Times of a chunk in the head by their differences, frame of reference
 * (docs/formats/checkpoint.md): made and read faster than a {@link LongColumn}. Regular times need
 * no bit at all; any numbers come back.
 */
public final class LongDeltas {
    private LongDeltas() {}

    /** Bits that each difference takes. Differences that overflow make it 64, which still works. */
    private static int width(long[] numbers, int count) {
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        for (int i = 1; i < count; i++) {
            long delta = numbers[i] - numbers[i - 1];
            min = Math.min(min, delta);
            max = Math.max(max, delta);
        }
        return count < 2 ? 0 : 64 - Long.numberOfLeadingZeros(max - min);
    }

    /** Appends the first {@code count} numbers. */
    public static void encode(long[] numbers, int count, ByteSink out) {
        if (count == 0) {
            return;
        }
        long min = Long.MAX_VALUE;
        for (int i = 1; i < count; i++) {
            min = Math.min(min, numbers[i] - numbers[i - 1]);
        }
        int width = width(numbers, count);
        out.zigzag(numbers[0]);
        out.zigzag(count < 2 ? 0 : min);
        out.u8(width);
        BitWriter bits = new BitWriter(out);
        for (int i = 1; i < count; i++) {
            bits.write(numbers[i] - numbers[i - 1] - min, width);
        }
        bits.finish();
    }

    /** Reads {@code count} numbers into {@code into} from {@code at}. */
    public static void decode(byte[] bytes, int count, long[] into, int at)
            throws CorruptDataException {
        if (count == 0) {
            return;
        }
        ByteSource head = new ByteSource(bytes);
        long number = head.zigzag();
        long min = head.zigzag();
        int width = head.u8();
        if (width > 64) {
            throw new CorruptDataException("width of " + width + " bits");
        }
        BitReader bits = new BitReader(bytes, head.position());
        into[at] = number;
        for (int i = 1; i < count; i++) {
            number += min + bits.read(width);
            into[at + i] = number;
        }
    }
}
