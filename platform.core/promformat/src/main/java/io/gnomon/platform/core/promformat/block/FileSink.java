package io.gnomon.platform.core.promformat.block;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * Writes a new file forward: numbers big endian, checksums over what was written since {@link
 * #startChecksum}. Closing it puts it on the disk.
 */
final class FileSink implements AutoCloseable {
    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
    private final CRC32C crc = new CRC32C();

    /** Bytes of the buffer that the checksum has not seen. */
    private int unchecked;

    private long written;

    FileSink(Path path) throws IOException {
        channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    /** Where the next byte goes. */
    long position() {
        return written + buffer.position();
    }

    void u8(int value) throws IOException {
        room(1);
        buffer.put((byte) value);
    }

    void u32(long value) throws IOException {
        room(4);
        buffer.putInt((int) value);
    }

    void u64(long value) throws IOException {
        room(8);
        buffer.putLong(value);
    }

    void bytes(byte[] bytes, int length) throws IOException {
        for (int from = 0; from < length; ) {
            room(1);
            int part = Math.min(buffer.remaining(), length - from);
            buffer.put(bytes, from, part);
            from += part;
        }
    }

    void uvarint(long value) throws IOException {
        room(10);
        long left = value;
        while ((left & ~0x7fL) != 0) {
            buffer.put((byte) (left | 0x80));
            left >>>= 7;
        }
        buffer.put((byte) left);
    }

    void varint(long value) throws IOException {
        uvarint((value << 1) ^ (value >> 63));
    }

    /** Zeros up to a multiple of {@code alignment}. */
    void align(int alignment) throws IOException {
        while (position() % alignment != 0) {
            u8(0);
        }
    }

    void startChecksum() {
        crc.reset();
        unchecked = buffer.position();
    }

    /** Writes the checksum. */
    void endChecksum() throws IOException {
        check();
        u32(crc.getValue());
    }

    private void check() {
        crc.update(buffer.array(), unchecked, buffer.position() - unchecked);
        unchecked = buffer.position();
    }

    private void room(int bytes) throws IOException {
        if (buffer.remaining() < bytes) {
            flush();
        }
    }

    private void flush() throws IOException {
        check();
        written += buffer.position();
        buffer.flip();
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        buffer.clear();
        unchecked = 0;
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            flush();
            channel.force(true);
        }
    }
}
