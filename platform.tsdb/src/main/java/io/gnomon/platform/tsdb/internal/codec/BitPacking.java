package io.gnomon.platform.tsdb.internal.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Numbers of the same width side by side: number {@code i} takes the bits {@code i * width} to
 * {@code (i + 1) * width - 1}, where bit {@code b} is bit {@code b % 8} of byte {@code b / 8}, the
 * lowest being 0. The last byte is filled with zeros.
 */
final class BitPacking {
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** Widest number that one unaligned load of eight bytes is sure to hold. */
    private static final int ONE_LOAD = 57;

    private BitPacking() {}

    /** Bytes that so many numbers take. */
    static long bytes(int count, int width) {
        return ((long) count * width + 7) >>> 3;
    }

    private static long mask(int width) {
        return width == 64 ? -1L : (1L << width) - 1;
    }

    /** Appends the low {@code width} bits, 0 to 64, of the first {@code count} numbers. */
    static void pack(long[] numbers, int count, int width, ByteSink out) {
        if (width == 0) {
            return;
        }
        long mask = mask(width);
        long word = 0;
        int used = 0;
        for (int i = 0; i < count; i++) {
            long number = numbers[i] & mask;
            word |= number << used;
            used += width;
            if (used >= 64) {
                out.i64(word);
                used -= 64;
                word = used == 0 ? 0 : number >>> (width - used);
            }
        }
        for (; used > 0; used -= 8, word >>>= 8) {
            out.u8((int) word);
        }
    }

    /**
     * Reads {@code count} numbers that begin at {@code offset} into {@code into} from {@code at}.
     * The caller has made sure that their {@link #bytes} lie in the array.
     */
    static void unpack(byte[] from, int offset, int count, int width, long[] into, int at) {
        if (width == 0) {
            for (int i = 0; i < count; i++) {
                into[at + i] = 0;
            }
            return;
        }
        long mask = mask(width);
        int fast = fastCount(from.length - offset, count, width);
        int bit = 0;
        for (int i = 0; i < fast; i++, bit += width) {
            into[at + i] = ((long) LONG.get(from, offset + (bit >>> 3)) >>> (bit & 7)) & mask;
        }
        for (int i = fast; i < count; i++, bit += width) {
            into[at + i] = slow(from, offset + (bit >>> 3), bit & 7, width) & mask;
        }
    }

    /** How many of the numbers one load each reads without leaving the array. */
    private static int fastCount(int bytes, int count, int width) {
        if (width > ONE_LOAD || bytes < 8) {
            return 0;
        }
        long lastBit = (bytes - 8L) * 8 + 7;
        return (int) Math.min(count, lastBit / width + 1);
    }

    private static long slow(byte[] from, int start, int shift, int width) {
        long value = 0;
        int have = -shift;
        for (int i = start; have < width; i++, have += 8) {
            long b = from[i] & 0xffL;
            value |= have < 0 ? b >>> -have : b << have;
        }
        return value;
    }
}
