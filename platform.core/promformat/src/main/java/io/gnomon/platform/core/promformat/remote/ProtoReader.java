package io.gnomon.platform.core.promformat.remote;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;

/**
 * Reads the wire format of protocol buffers from an array. {@link #next} goes to the next field of
 * the message; its value must be read or skipped before the next call. For one thread, reused.
 */
final class ProtoReader {
    static final int VARINT = 0;
    static final int FIXED64 = 1;
    static final int BYTES = 2;
    private static final int FIXED32 = 5;

    private static final VarHandle DOUBLE =
            MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.LITTLE_ENDIAN);

    private final CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();

    byte[] bytes = {};
    int at;

    /** Where the message ends that is read now. */
    int end;

    private int tag;

    void reset(byte[] message, int from, int to) {
        bytes = message;
        at = from;
        end = to;
    }

    /** Goes to the next field; false at the end of the message. */
    boolean next() throws MessageException {
        if (at == end) {
            return false;
        }
        long read = varint();
        tag = (int) read;
        if (read != tag || tag >>> 3 == 0) {
            throw wrong("there is no field " + (read >>> 3));
        }
        return true;
    }

    /** Number of the field. */
    int field() {
        return tag >>> 3;
    }

    /** Whether the field is written this way; a known field that is not is an error. */
    boolean is(int wireType) {
        return (tag & 7) == wireType;
    }

    private void require(int wireType) throws MessageException {
        if (!is(wireType)) {
            throw wrong("field " + field() + " has wire type " + (tag & 7) + ", not " + wireType);
        }
    }

    long int64() throws MessageException {
        require(VARINT);
        return varint();
    }

    /** A signed number in zigzag. */
    long sint64() throws MessageException {
        return zigzag(int64());
    }

    static long zigzag(long value) {
        return (value >>> 1) ^ -(value & 1);
    }

    double float64() throws MessageException {
        require(FIXED64);
        return fixed64();
    }

    /** A double that stands in a packed field. */
    double fixed64() throws MessageException {
        if (end - at < 8) {
            throw tooShort();
        }
        at += 8;
        return (double) DOUBLE.get(bytes, at - 8);
    }

    long varint() throws MessageException {
        if (at < end && bytes[at] >= 0) {
            return bytes[at++];
        }
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (at == end) {
                throw tooShort();
            }
            byte b = bytes[at++];
            value |= (b & 0x7fL) << shift;
            if (b >= 0) {
                return value;
            }
        }
        throw wrong("a number has more than ten bytes");
    }

    /**
     * Enters the message, text or packed numbers that the field is.
     *
     * @return the end to give to {@link #leave}
     */
    int enter() throws MessageException {
        require(BYTES);
        long length = varint();
        if (length < 0 || length > end - at) {
            throw tooShort();
        }
        int outer = end;
        end = at + (int) length;
        return outer;
    }

    /** Leaves what was entered, whatever of it was read. */
    void leave(int outer) {
        at = end;
        end = outer;
    }

    /** Skips a field. */
    void skip() throws MessageException {
        switch (tag & 7) {
            case VARINT -> varint();
            case FIXED64 -> forward(8);
            case BYTES -> leave(enter());
            case FIXED32 -> forward(4);
            default -> throw wrong("field " + field() + " has wire type " + (tag & 7));
        }
    }

    private void forward(int count) throws MessageException {
        if (end - at < count) {
            throw tooShort();
        }
        at += count;
    }

    String text() throws MessageException {
        int outer = enter();
        String text = text(at, end);
        leave(outer);
        return text;
    }

    /** The text of bytes of the array. */
    String text(int from, int to) throws MessageException {
        int i = from;
        while (i < to && bytes[i] >= 0) {
            i++;
        }
        if (i == to) {
            return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
        }
        try {
            return utf8.decode(ByteBuffer.wrap(bytes, from, to - from)).toString();
        } catch (CharacterCodingException e) {
            throw wrong("a text is not UTF-8");
        }
    }

    private MessageException tooShort() {
        return wrong("it ends inside a field");
    }

    MessageException wrong(String what) {
        return new MessageException("the message cannot be read at byte " + at + ": " + what);
    }
}
