package io.gnomon.platform.tsdb.internal.wal;

import io.gnomon.platform.tsdb.internal.codec.ByteSink;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * Writes one file of records: frames them into a buffer, writes the buffer, fsyncs. For one thread.
 */
public final class SegmentWriter implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 20;
    private static final byte[] NOTHING = new byte[0];

    private final FileChannel channel;
    private final long number;
    private final ByteBuffer buffer;
    private final ByteBuffer header =
            ByteBuffer.allocate(Frame.HEADER).order(ByteOrder.LITTLE_ENDIAN);
    private final CRC32C crc = new CRC32C();

    /** Bytes in the file. */
    private long written;

    private SegmentWriter(FileChannel channel, long number, ByteBuffer buffer) {
        this.channel = channel;
        this.number = number;
        this.buffer = buffer;
    }

    /** Room for framed records; a writer may take over that of the one before. */
    public static ByteBuffer newBuffer() {
        return ByteBuffer.allocateDirect(BUFFER_BYTES);
    }

    /**
     * Creates the file, which must not exist, and writes its SEGMENT record.
     *
     * @param previous number of the segment before, 0 when there is none
     */
    public static SegmentWriter create(
            ChannelOpener files, Path file, long number, long previous, long seq, ByteBuffer buffer)
            throws IOException {
        FileChannel channel =
                files.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        SegmentWriter writer = new SegmentWriter(channel, number, buffer.clear());
        try {
            ByteBuffer payload =
                    ByteBuffer.allocate(Frame.SEGMENT_BYTES - Frame.HEADER)
                            .order(ByteOrder.LITTLE_ENDIAN);
            payload.putInt(Frame.MAGIC).putShort((short) Frame.VERSION);
            payload.putLong(number).putLong(previous);
            writer.append(Frame.SEGMENT, true, seq, payload.array(), 0, payload.capacity());
            writer.flush();
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        return writer;
    }

    /** Opens a file that a crash left without END, to close it behind its last whole batch. */
    public static SegmentWriter reopen(ChannelOpener files, Path file, long size)
            throws IOException {
        return open(files, file, size, 0, ByteBuffer.allocate(Frame.HEADER));
    }

    private static SegmentWriter open(
            ChannelOpener files, Path file, long size, long number, ByteBuffer buffer)
            throws IOException {
        FileChannel channel = files.open(file, StandardOpenOption.WRITE);
        SegmentWriter writer = new SegmentWriter(channel, number, buffer);
        try {
            writer.written = size;
            channel.truncate(size);
            channel.position(size);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        return writer;
    }

    /** The same file with another buffer; this writer is not used again. */
    SegmentWriter withBuffer(ByteBuffer other) {
        SegmentWriter writer = new SegmentWriter(channel, number, other.clear());
        writer.written = written;
        return writer;
    }

    /** Number of the segment: another one than of all others of the log. */
    public long number() {
        return number;
    }

    /** The same file, cut to a size, after something has closed it. */
    SegmentWriter reopened(ChannelOpener files, Path file, long size) throws IOException {
        return open(files, file, size, number, buffer.clear());
    }

    /** Where the next record will begin. */
    public long position() {
        return written + buffer.position();
    }

    public void append(int type, boolean last, long seq, ByteSink payload) throws IOException {
        append(type, last, seq, payload.array(), 0, payload.size());
    }

    /** Frames a record; it reaches the file at the latest with {@link #flush}. */
    public void append(int type, boolean last, long seq, byte[] payload, int offset, int length)
            throws IOException {
        header.putInt(Frame.LENGTH_AT, Frame.HEADER - Frame.TYPE_AT + length);
        header.put(Frame.TYPE_AT, (byte) type);
        header.put(Frame.FLAGS_AT, (byte) (last ? Frame.LAST : 0));
        header.putShort(Frame.SHARD_AT, (short) 0);
        header.putLong(Frame.SEQ_AT, seq);
        crc.reset();
        crc.update(header.array(), Frame.LENGTH_AT, 4);
        crc.update(header.array(), Frame.TYPE_AT, Frame.HEADER - Frame.TYPE_AT);
        crc.update(payload, offset, length);
        header.putInt(Frame.CRC_AT, (int) crc.getValue());
        put(header.array(), 0, Frame.HEADER);
        put(payload, offset, length);
    }

    private void put(byte[] bytes, int offset, int length) throws IOException {
        int from = offset;
        int left = length;
        while (left > 0) {
            if (!buffer.hasRemaining()) {
                flush();
            }
            int n = Math.min(left, buffer.remaining());
            buffer.put(bytes, from, n);
            from += n;
            left -= n;
        }
    }

    /** Writes what is buffered; when it returns the operating system has it. */
    public void flush() throws IOException {
        buffer.flip();
        try {
            while (buffer.hasRemaining()) {
                int n = channel.write(buffer);
                if (n <= 0) {
                    throw new IOException("the file takes no more bytes");
                }
                written += n;
            }
        } finally {
            buffer.clear();
        }
    }

    /** Makes what was written survive a power cut. */
    public void force() throws IOException {
        channel.force(false);
    }

    /** Takes everything back that was written after the position. */
    void rollback(long position) throws IOException {
        buffer.clear();
        channel.truncate(position);
        channel.position(position);
        written = position;
    }

    /** Writes the END record, fsyncs and closes. */
    public void end(long seq) throws IOException {
        writeEnd(seq);
        force();
        channel.close();
    }

    /** Writes the END record. */
    void writeEnd(long seq) throws IOException {
        append(Frame.END, true, seq, NOTHING, 0, 0);
        flush();
    }

    /** Closes the file as it is. */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
