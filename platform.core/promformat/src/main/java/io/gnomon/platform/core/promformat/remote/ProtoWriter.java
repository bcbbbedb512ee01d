package io.gnomon.platform.core.promformat.remote;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes the wire format of protocol buffers into a growing array. Fields with the value 0 are left
 * out, as proto3 does. For one thread, reused.
 */
final class ProtoWriter {
    private static final VarHandle DOUBLE =
            MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] bytes = new byte[1024];
    private int size;

    void clear() {
        size = 0;
    }

    byte[] bytes() {
        return bytes;
    }

    int size() {
        return size;
    }

    private void room(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, more), bytes.length * 2));
        }
    }

    private void tag(int field, int wireType) {
        varint((long) field << 3 | wireType);
    }

    void varint(long value) {
        room(10);
        long left = value;
        while ((left & ~0x7fL) != 0) {
            bytes[size++] = (byte) (left | 0x80);
            left >>>= 7;
        }
        bytes[size++] = (byte) left;
    }

    void fixed64(double value) {
        room(8);
        DOUBLE.set(bytes, size, value);
        size += 8;
    }

    void int64(int field, long value) {
        if (value != 0) {
            tag(field, ProtoReader.VARINT);
            varint(value);
        }
    }

    void sint64(int field, long value) {
        int64(field, zigzag(value));
    }

    static long zigzag(long value) {
        return (value << 1) ^ (value >> 63);
    }

    void float64(int field, double value) {
        if (Double.doubleToRawLongBits(value) != 0) {
            fixed(field, value);
        }
    }

    /** A double that is written even when it is 0: of a oneof. */
    void fixed(int field, double value) {
        tag(field, ProtoReader.FIXED64);
        fixed64(value);
    }

    /** A number that is written even when it is 0: of a oneof. */
    void number(int field, long value) {
        tag(field, ProtoReader.VARINT);
        varint(value);
    }

    void text(int field, String text) {
        if (!text.isEmpty()) {
            element(field, text);
        }
    }

    /** A text of a list, which is written even when it is empty. */
    void element(int field, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        bytes(field, utf8, utf8.length);
    }

    void bytes(int field, byte[] from, int length) {
        tag(field, ProtoReader.BYTES);
        varint(length);
        raw(from, length);
    }

    /** Fields that were written before. */
    void raw(byte[] from, int length) {
        room(length);
        System.arraycopy(from, 0, bytes, size, length);
        size += length;
    }

    /**
     * Begins a message inside of this one.
     *
     * @return what to give to {@link #end}
     */
    int begin(int field) {
        tag(field, ProtoReader.BYTES);
        room(1);
        return size++;
    }

    /** Ends a message: its length, for which one byte is free, is put before it. */
    void end(int begun) {
        int length = size - begun - 1;
        int lengthBytes = Math.max(1, (38 - Integer.numberOfLeadingZeros(length)) / 7);
        room(lengthBytes - 1);
        System.arraycopy(bytes, begun + 1, bytes, begun + lengthBytes, length);
        size = begun;
        varint(length);
        size += length;
    }

    /** Forgets what was written since {@link #begin}, the field's tag of one byte included. */
    void cancel(int begun) {
        size = begun - 1;
    }
}
