package io.gnomon.platform.core.promformat.chunk;

import java.util.Arrays;

/** Writes what {@link BitReader} reads. For one thread, reused. */
final class BitWriter {
    private static final byte[] VARBIT_SIZES = {3, 6, 9, 12, 18, 25, 56};
    private static final byte[] TIME_SIZES = {14, 17, 20};

    private byte[] bytes = new byte[1024];

    /** Whole bytes written. */
    private int length;

    /** Bits that do not fill a byte yet, at the low end. */
    private int partial;

    private int partialBits;

    void clear() {
        length = 0;
        partial = 0;
        partialBits = 0;
    }

    /** The array written to; valid until the next write. */
    byte[] bytes() {
        return bytes;
    }

    /** Fills the last byte with zeros and gives the number of bytes. */
    int finish() {
        if (partialBits > 0) {
            write(0, 8 - partialBits);
        }
        return length;
    }

    /** Overwrites a byte. */
    void set(int index, int value) {
        bytes[index] = (byte) value;
    }

    /** Appends the low 0 to 64 bits of a number. */
    void write(long value, int bits) {
        if (length + 9 > bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * bytes.length);
        }
        int left = bits;
        while (left > 0) {
            int take = Math.min(left, 8 - partialBits);
            left -= take;
            partial = (partial << take) | ((int) (value >>> left) & ((1 << take) - 1));
            partialBits += take;
            if (partialBits == 8) {
                bytes[length++] = (byte) partial;
                partial = 0;
                partialBits = 0;
            }
        }
    }

    void varint(long value) {
        uvarint((value << 1) ^ (value >> 63));
    }

    void uvarint(long value) {
        long left = value;
        while ((left & ~0x7fL) != 0) {
            write((left & 0x7f) | 0x80, 8);
            left >>>= 7;
        }
        write(left, 8);
    }

    void varbit(long value) {
        signed(value, VARBIT_SIZES);
    }

    void unsignedVarbit(long value) {
        int ones = 0;
        if (value != 0) {
            int needed = 64 - Long.numberOfLeadingZeros(value);
            do {
                ones++;
            } while (ones <= VARBIT_SIZES.length && VARBIT_SIZES[ones - 1] < needed);
        }
        prefixed(value, ones, VARBIT_SIZES);
    }

    void timeDelta(long value) {
        signed(value, TIME_SIZES);
    }

    private void signed(long value, byte[] sizes) {
        int ones = 0;
        if (value != 0) {
            do {
                ones++;
            } while (ones <= sizes.length && !fits(value, sizes[ones - 1]));
        }
        prefixed(value, ones, sizes);
    }

    /** So many ones, a zero unless it is the longest prefix, the number in the size they mean. */
    private void prefixed(long value, int ones, byte[] sizes) {
        boolean longest = ones > sizes.length;
        write(((1L << ones) - 1) << (longest ? 0 : 1), longest ? ones : ones + 1);
        write(value, ones == 0 ? 0 : longest ? 64 : sizes[ones - 1]);
    }

    private static boolean fits(long value, int bits) {
        return value >= -((1L << (bits - 1)) - 1) && value <= 1L << (bits - 1);
    }
}
