package io.gnomon.platform.tsdb.internal.wal;

import io.gnomon.platform.tsdb.internal.codec.ByteSource;
import io.gnomon.platform.tsdb.internal.codec.CorruptDataException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * Reads the batches of one file in order. Every record is checked before anything of it is handed
 * out, and a batch is handed out only when all its records are there. For one thread.
 */
public final class SegmentReader implements AutoCloseable {
    /** How the readable part ends. */
    public enum End {
        /** With an END record. */
        CLOSED,
        /** At a batch's end, with nothing or only zeros behind it. */
        OPEN,
        /** In the middle of a batch or at a record with a wrong checksum. */
        DAMAGED
    }

    /** No record is longer; a longer one is damage. */
    static final int MAX_LENGTH = 1 << 30;

    private static final int CHUNK_BYTES = 256 << 10;

    private final FileChannel channel;
    private final CRC32C crc = new CRC32C();

    /** Bytes of the file from offset {@link #base} on, {@link #filled} of them. */
    private ByteBuffer buffer = ByteBuffer.allocate(CHUNK_BYTES).order(ByteOrder.LITTLE_ENDIAN);

    private long base;
    private int filled;
    private long limit = Long.MAX_VALUE;

    /** The current batch: its place in the buffer, its size, and its records from its start. */
    private int start;

    private int batchBytes;
    private int records;
    private int[] recordAt = new int[8];

    private long previous;
    private End end = End.OPEN;
    private String damage = "";

    private SegmentReader(FileChannel channel, long offset) {
        this.channel = channel;
        this.base = offset;
    }

    /**
     * Opens the file.
     *
     * @param offset where a batch begins, 0 for the SEGMENT record
     */
    public static SegmentReader open(ChannelOpener files, Path file, long offset)
            throws IOException {
        return new SegmentReader(files.open(file, StandardOpenOption.READ), offset);
    }

    /** Bytes from this offset on are not looked at: another thread may be writing them. */
    public void limit(long offset) {
        limit = offset;
    }

    /**
     * Goes to the first batch, which must be the SEGMENT record of the file with this number.
     *
     * @return false when the record is not whole, see {@link #end}
     * @throws CorruptDataException when it is another file
     * @throws IOException when it is of a version that cannot be read
     */
    public boolean begin(long number) throws IOException {
        if (!next()) {
            return false;
        }
        ByteBuffer record = buffer.slice(start, batchBytes).order(ByteOrder.LITTLE_ENDIAN);
        if (batchBytes != Frame.SEGMENT_BYTES
                || type(0) != Frame.SEGMENT
                || record.getInt(Frame.HEADER) != Frame.MAGIC) {
            throw new CorruptDataException("it does not begin with a SEGMENT record");
        }
        int version = record.getShort(Frame.HEADER + 4);
        if (version != Frame.VERSION) {
            throw new IOException(
                    "a file of the log has format version "
                            + version
                            + ", this server reads version "
                            + Frame.VERSION);
        }
        long found = record.getLong(Frame.HEADER + 6);
        if (found != number) {
            throw new CorruptDataException("it says that it is number " + found);
        }
        previous = record.getLong(Frame.HEADER + 14);
        return true;
    }

    /** Goes to the next batch; false when there is none, then {@link #end} says why. */
    public boolean next() throws IOException {
        start += batchBytes;
        batchBytes = 0;
        records = 0;
        int at = 0;
        while (end == End.OPEN) {
            int size = check(at);
            boolean closed = size > 0 && buffer.get(start + at + Frame.TYPE_AT) == Frame.END;
            if (at > 0 && end == End.OPEN && (closed || size == 0)) {
                damaged("it ends in the middle of a batch");
            } else if (closed) {
                end = End.CLOSED;
            }
            if (closed || size == 0) {
                return false;
            }
            if (records == recordAt.length) {
                recordAt = Arrays.copyOf(recordAt, 2 * records);
            }
            recordAt[records++] = at;
            boolean last = (buffer.get(start + at + Frame.FLAGS_AT) & Frame.LAST) != 0;
            at += size;
            if (last) {
                batchBytes = at;
                return true;
            }
        }
        return false;
    }

    /**
     * Size of the record at a distance from the batch's start, when it is whole and its checksum is
     * right; 0 when there is none, and then either the data ends here or it is damaged.
     */
    private int check(int at) throws IOException {
        if (!load(at + Frame.HEADER)) {
            return onlyZeros(start + at) ? 0 : damaged("it ends in the middle of a record");
        }
        int length = buffer.getInt(start + at);
        if (length == 0) {
            return 0;
        }
        if (length < Frame.HEADER - Frame.TYPE_AT || length > MAX_LENGTH) {
            return damaged("a record has the impossible length " + length);
        }
        int size = Frame.TYPE_AT + length;
        if (!load(at + size)) {
            return damaged("it ends in the middle of a record");
        }
        crc.reset();
        crc.update(buffer.array(), start + at, Frame.CRC_AT);
        crc.update(buffer.array(), start + at + Frame.TYPE_AT, length);
        return (int) crc.getValue() == buffer.getInt(start + at + Frame.CRC_AT)
                ? size
                : damaged("a record has a wrong checksum");
    }

    private int damaged(String what) {
        end = End.DAMAGED;
        damage = what;
        return 0;
    }

    private boolean onlyZeros(int from) {
        for (int i = from; i < filled; i++) {
            if (buffer.get(i) != 0) {
                return false;
            }
        }
        return true;
    }

    /** Makes sure that the first so many bytes of the batch are in the buffer, if there are. */
    private boolean load(int bytes) throws IOException {
        if (start + bytes > filled) {
            makeRoom(bytes);
        }
        while (start + bytes > filled) {
            long readable = Math.min(buffer.capacity(), limit - base);
            if (readable <= filled) {
                return false;
            }
            buffer.limit((int) readable).position(filled);
            int n = channel.read(buffer, base + filled);
            buffer.clear();
            if (n < 0) {
                return false;
            }
            filled += n;
        }
        return true;
    }

    /** Moves the batch to the front of a buffer that is large enough. */
    private void makeRoom(int bytes) {
        ByteBuffer to = buffer;
        if (bytes > buffer.capacity()) {
            int capacity = Math.max(bytes, 2 * buffer.capacity());
            to = ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN);
        }
        System.arraycopy(buffer.array(), start, to.array(), 0, filled - start);
        buffer = to;
        base += start;
        filled -= start;
        start = 0;
    }

    /** Number of the segment before this one, 0 when there is none; known after {@link #begin}. */
    public long previous() {
        return previous;
    }

    /** Number of records of the current batch. */
    public int records() {
        return records;
    }

    public int type(int record) {
        return buffer.get(start + recordAt[record] + Frame.TYPE_AT);
    }

    /** Sequence number of the current batch. */
    public long seq() {
        return buffer.getLong(start + recordAt[0] + Frame.SEQ_AT);
    }

    /** What the record carries; to be read before the next call of {@link #next}. */
    public ByteSource payload(int record) {
        int at = start + recordAt[record];
        int length = buffer.getInt(at) + Frame.TYPE_AT - Frame.HEADER;
        return new ByteSource(buffer.array(), at + Frame.HEADER, length);
    }

    /** Offset in the file behind the last whole batch. */
    public long position() {
        return base + start + batchBytes;
    }

    /** How the file ends; known when {@link #next} was false. */
    public End end() {
        return end;
    }

    /** What is wrong, a part of a sentence about the file; empty when nothing is. */
    public String damage() {
        return damage;
    }

    /** Bytes in the file. */
    public long size() throws IOException {
        return channel.size();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
