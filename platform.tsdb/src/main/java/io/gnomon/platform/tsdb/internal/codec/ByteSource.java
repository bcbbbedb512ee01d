package io.gnomon.platform.tsdb.internal.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Reads what {@link ByteSink} wrote and never past its end. For one thread. */
public final class ByteSource {
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] bytes;
    private final int end;
    private int at;

    public ByteSource(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    public ByteSource(byte[] bytes, int offset, int length) {
        this.bytes = bytes;
        this.at = offset;
        this.end = offset + length;
    }

    public boolean hasMore() {
        return at < end;
    }

    /** Bytes that were not read yet. */
    public int remaining() {
        return end - at;
    }

    /** Index of the next byte in the array. */
    public int position() {
        return at;
    }

    /** The array that is read. */
    public byte[] array() {
        return bytes;
    }

    /** The next {@code length} bytes, which stay unread here. */
    ByteSource slice(int length) throws CorruptDataException {
        need(length);
        return new ByteSource(bytes, at, length);
    }

    /** Passes over so many bytes and returns the index of the first of them. */
    public int skip(long n) throws CorruptDataException {
        need((int) Math.min(n, Integer.MAX_VALUE));
        int start = at;
        at += (int) n;
        return start;
    }

    private void need(int n) throws CorruptDataException {
        if (n < 0 || end - at < n) {
            throw new CorruptDataException("record ends " + (n - (end - at)) + " bytes too early");
        }
    }

    public int u8() throws CorruptDataException {
        need(1);
        return bytes[at++] & 0xff;
    }

    public int i32() throws CorruptDataException {
        need(4);
        int value = 0;
        for (int shift = 0; shift < 32; shift += 8) {
            value |= (bytes[at++] & 0xff) << shift;
        }
        return value;
    }

    public long i64() throws CorruptDataException {
        need(8);
        long value = (long) LONG.get(bytes, at);
        at += 8;
        return value;
    }

    public long varint() throws CorruptDataException {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int b = u8();
            value |= (long) (b & 0x7f) << shift;
            if (b < 0x80) {
                return value;
            }
        }
        throw new CorruptDataException("number longer than 64 bits");
    }

    public long zigzag() throws CorruptDataException {
        long value = varint();
        return (value >>> 1) ^ -(value & 1);
    }

    /** See {@link ByteSink#number}. */
    public double number() throws CorruptDataException {
        long code = varint();
        if ((code & 1) != 0) {
            return Double.longBitsToDouble(i64());
        }
        long zigzag = code >>> 1;
        return (zigzag >>> 1) ^ -(zigzag & 1);
    }

    /**
     * A count of things of which each takes at least {@code bytesEach}: so a damaged count cannot
     * make the reader allocate more than the record could hold.
     */
    public int count(int bytesEach) throws CorruptDataException {
        long n = varint();
        if (n < 0 || n * bytesEach > end - at || n > Integer.MAX_VALUE) {
            throw new CorruptDataException("count " + n + " does not fit into the record");
        }
        return (int) n;
    }

    public byte[] bytes(int length) throws CorruptDataException {
        need(length);
        byte[] copy = new byte[length];
        System.arraycopy(bytes, at, copy, 0, length);
        at += length;
        return copy;
    }

    /** All bytes that are left. */
    public byte[] rest() throws CorruptDataException {
        return bytes(end - at);
    }

    public String text() throws CorruptDataException {
        int length = count(1);
        String text = new String(bytes, at, length, StandardCharsets.UTF_8);
        at += length;
        return text;
    }
}
