package io.gnomon.platform.core.promformat.chunk;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Reads a stream of bits, highest bit of a byte first, from an own copy of the bytes: the copy has
 * room behind its end, so that a whole word can be loaded anywhere. For one thread, reused.
 */
final class BitReader {
    private static final VarHandle WORD =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** Bits of a variable number behind a prefix of so many ones; see tsdb/chunkenc/varbit.go. */
    private static final byte[] VARBIT_SIZES = {0, 3, 6, 9, 12, 18, 25, 56, 64};

    /** The same of a delta of time deltas in XOR chunks. */
    private static final byte[] TIME_SIZES = {0, 14, 17, 20, 64};

    private byte[] bytes = new byte[1024];

    /** In bits. */
    private long position;

    private long end;

    void reset(byte[] source, int from, int to) {
        int length = to - from;
        if (bytes.length < length + 8) {
            bytes = new byte[length + 8 + length / 2];
        }
        System.arraycopy(source, from, bytes, 0, length);
        position = 0;
        end = 8L * length;
    }

    /** Bits that were not read yet. */
    long left() {
        return end - position;
    }

    /** The next 0 to 64 bits as an unsigned number. */
    long read(int bits) throws ChunkException {
        long at = position;
        if (bits > end - at) {
            throw new ChunkException("it ends too early");
        }
        position = at + bits;
        if (bits <= 57) {
            return bits == 0 ? 0 : word(at) >>> (64 - bits);
        }
        int high = bits - 32;
        return ((word(at) >>> (64 - high)) << 32) | (word(at + high) >>> 32);
    }

    private long word(long bit) {
        return (long) WORD.get(bytes, (int) (bit >>> 3)) << (bit & 7);
    }

    /** Number of ones before the next zero, which is read too; at most {@code max}, at most 8. */
    int ones(int max) throws ChunkException {
        int ones = Math.min(max, Long.numberOfLeadingZeros(~word(position)));
        read(ones < max ? ones + 1 : ones);
        return ones;
    }

    /** A signed number as Go's binary.PutVarint writes it. */
    long varint() throws ChunkException {
        long zigzag = uvarint();
        return (zigzag >>> 1) ^ -(zigzag & 1);
    }

    /** An unsigned number as Go's binary.PutUvarint writes it. */
    long uvarint() throws ChunkException {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            long b = read(8);
            value |= (b & 0x7f) << shift;
            if (b < 0x80) {
                return value;
            }
        }
        throw new ChunkException("a number has more than ten bytes");
    }

    /** A signed number with a prefix that tells its size. */
    long varbit() throws ChunkException {
        return signed(VARBIT_SIZES[ones(8)]);
    }

    /** An unsigned number with a prefix that tells its size. */
    long unsignedVarbit() throws ChunkException {
        return read(VARBIT_SIZES[ones(8)]);
    }

    /** A delta of time deltas in an XOR chunk. */
    long timeDelta() throws ChunkException {
        return signed(TIME_SIZES[ones(4)]);
    }

    /** A range that lies one off two's complement: of 3 bits -3 to 4. */
    private long signed(int size) throws ChunkException {
        long value = read(size);
        return size > 0 && size < 64 && value > 1L << (size - 1) ? value - (1L << size) : value;
    }
}
