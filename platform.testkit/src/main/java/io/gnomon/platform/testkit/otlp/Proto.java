package io.gnomon.platform.testkit.otlp;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A message in the wire format of protocol buffers that grows field by field. */
public final class Proto {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    public byte[] bytes() {
        return out.toByteArray();
    }

    private void varint(long value) {
        long left = value;
        while ((left & ~0x7fL) != 0) {
            out.write((int) (left | 0x80));
            left >>>= 7;
        }
        out.write((int) left);
    }

    /** A number; a signed one has to be in zigzag, see {@link #signed}. */
    public Proto number(int field, long value) {
        varint((long) field << 3);
        varint(value);
        return this;
    }

    /** A number in zigzag. */
    public Proto signed(int field, long value) {
        return number(field, (value << 1) ^ (value >> 63));
    }

    public Proto fixed(int field, long value) {
        varint((long) field << 3 | 1);
        eight(value);
        return this;
    }

    public Proto fixed(int field, double value) {
        return fixed(field, Double.doubleToRawLongBits(value));
    }

    private void eight(long value) {
        for (int i = 0; i < 64; i += 8) {
            out.write((int) (value >>> i));
        }
    }

    public Proto bytes(int field, byte[] bytes) {
        varint((long) field << 3 | 2);
        varint(bytes.length);
        out.writeBytes(bytes);
        return this;
    }

    public Proto text(int field, String text) {
        return bytes(field, text.getBytes(StandardCharsets.UTF_8));
    }

    public Proto message(int field, Proto inner) {
        return bytes(field, inner.bytes());
    }

    /** Packed numbers of eight bytes. */
    public Proto packedFixed(int field, long... values) {
        Proto packed = new Proto();
        for (long value : values) {
            packed.eight(value);
        }
        return message(field, packed);
    }

    /** Packed doubles. */
    public Proto packed(int field, double... values) {
        Proto packed = new Proto();
        for (double value : values) {
            packed.eight(Double.doubleToRawLongBits(value));
        }
        return message(field, packed);
    }

    /** Packed varints. */
    public Proto packedVarints(int field, long... values) {
        Proto packed = new Proto();
        for (long value : values) {
            packed.varint(value);
        }
        return message(field, packed);
    }
}
