package io.gnomon.platform.core.promformat.block;

import java.nio.charset.StandardCharsets;

/** A place in a file from which numbers and texts are read one after the other. */
final class Decoding {
    final MappedFile file;
    long at;

    /** Nothing is read from here on. */
    private final long end;

    Decoding(MappedFile file, long from, long to) {
        this.file = file;
        this.at = from;
        this.end = to;
    }

    boolean atEnd() {
        return at >= end;
    }

    long u32() throws DamagedBlockException {
        need(4);
        at += 4;
        return file.u32(at - 4);
    }

    /** An unsigned number of up to ten bytes. */
    long uvarint() throws DamagedBlockException {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            need(1);
            int b = file.u8(at++);
            value |= (b & 0x7fL) << shift;
            if (b < 0x80) {
                return value;
            }
        }
        throw damaged("a number has more than ten bytes");
    }

    long varint() throws DamagedBlockException {
        long zigzag = uvarint();
        return (zigzag >>> 1) ^ -(zigzag & 1);
    }

    /** A number of things that each take {@code bytes} or more before the end. */
    int count(int bytes) throws DamagedBlockException {
        long count = uvarint();
        if (count < 0 || count > (end - at) / bytes) {
            throw damaged("there is no room for " + Long.toUnsignedString(count) + " entries");
        }
        return (int) count;
    }

    /** A text behind its length. */
    String text() throws DamagedBlockException {
        byte[] utf8 = new byte[count(1)];
        file.copy(at, utf8, utf8.length);
        at += utf8.length;
        return new String(utf8, StandardCharsets.UTF_8);
    }

    void skipText() throws DamagedBlockException {
        int length = count(1);
        at += length;
    }

    private void need(int bytes) throws DamagedBlockException {
        if (bytes > end - at) {
            throw damaged("the section ends too early");
        }
    }

    DamagedBlockException damaged(String what) {
        return new DamagedBlockException(file.path, at, what);
    }
}
