package io.gnomon.platform.tsdb.internal.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A growing byte array to append to. Fixed-width numbers are little-endian; a varint has seven bits
 * a byte, lowest first, the high bit says that more follow; zigzag maps signed to unsigned (0, -1,
 * 1, -2 to 0, 1, 2, 3). For one thread.
 */
public final class ByteSink {
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** Largest whole number that {@link #number} writes as a varint. */
    private static final long MAX_WHOLE = 1L << 52;

    private byte[] bytes;
    private int size;

    public ByteSink(int capacity) {
        bytes = new byte[capacity];
    }

    /** The bytes written so far; replaced by the next write that needs more room. */
    public byte[] array() {
        return bytes;
    }

    public int size() {
        return size;
    }

    public void clear() {
        size = 0;
    }

    /** Forgets what was written after {@code newSize}. */
    public void truncate(int newSize) {
        size = newSize;
    }

    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    private void need(int n) {
        if (size + n > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + n, bytes.length * 2));
        }
    }

    public void u8(int value) {
        need(1);
        bytes[size++] = (byte) value;
    }

    public void i32(int value) {
        need(4);
        for (int shift = 0; shift < 32; shift += 8) {
            bytes[size++] = (byte) (value >>> shift);
        }
    }

    public void i64(long value) {
        need(8);
        LONG.set(bytes, size, value);
        size += 8;
    }

    public void varint(long value) {
        need(10);
        byte[] to = bytes;
        int n = size;
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            to[n++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        to[n++] = (byte) rest;
        size = n;
    }

    public void zigzag(long value) {
        varint((value << 1) ^ (value >> 63));
    }

    /** Bytes that {@link #varint} takes. */
    static int varintBytes(long value) {
        return (70 - Long.numberOfLeadingZeros(value | 1)) / 7;
    }

    /** Bytes that {@link #zigzag} takes. */
    static int zigzagBytes(long value) {
        return varintBytes((value << 1) ^ (value >> 63));
    }

    /**
     * A double with its bits kept: whole numbers up to 2^52 as varint of twice their zigzag form,
     * anything else as the byte 1 and its eight bytes.
     */
    public void number(double value) {
        long whole = (long) value;
        if (whole < MAX_WHOLE
                && whole > -MAX_WHOLE
                && Double.doubleToRawLongBits((double) whole)
                        == Double.doubleToRawLongBits(value)) {
            varint(((whole << 1) ^ (whole >> 63)) << 1);
        } else {
            u8(1);
            i64(Double.doubleToRawLongBits(value));
        }
    }

    /** So many bytes that are 0. */
    public void zeros(int count) {
        need(count);
        Arrays.fill(bytes, size, size + count, (byte) 0);
        size += count;
    }

    public void bytes(byte[] from, int offset, int length) {
        need(length);
        System.arraycopy(from, offset, bytes, size, length);
        size += length;
    }

    /** Length in bytes as varint, then UTF-8. */
    public void text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        varint(utf8.length);
        bytes(utf8, 0, utf8.length);
    }
}
