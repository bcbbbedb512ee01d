package io.gnomon.platform.tsdb.internal.block;

import io.gnomon.platform.tsdb.internal.codec.ByteSink;
import io.gnomon.platform.tsdb.internal.wal.ChannelOpener;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Writes a paged file: fill {@link #page}, say {@link #endRecord} after each record, {@link
 * #finish}. For one thread.
 */
final class PageWriter implements AutoCloseable {
    private final FileChannel channel;
    private final PagedFile.Kind kind;
    private final boolean compressed;
    private final Zstd zstd = new Zstd();
    private final ByteSink page;
    private final ByteSink directory = new ByteSink(1024);
    private byte[] packed = new byte[0];
    private int pages;
    private long records;
    private int recordsInPage;
    private long flushedRaw;
    private long written;

    /** Begins a new file in a folder. */
    PageWriter(
            ChannelOpener files, Path folder, PagedFile.Kind kind, String name, boolean compressed)
            throws IOException {
        this.kind = kind;
        this.compressed = compressed;
        page = new ByteSink(kind.pageBytes + (kind.pageBytes >> 1));
        channel =
                files.open(
                        folder.resolve(name),
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.WRITE);
        try {
            write(kind.header(), PagedFile.HEADER_BYTES);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** The page that is being filled. */
    ByteSink page() {
        return page;
    }

    /** True when the next record is the first one of its page. */
    boolean atPageStart() {
        return page.size() == 0;
    }

    /** Bytes before the next record, as if no page were compressed. */
    long position() {
        return flushedRaw + page.size();
    }

    /** Records so far. */
    long records() {
        return records;
    }

    /** Bytes of the file so far. */
    long fileBytes() {
        return written;
    }

    /** A record is complete; a page that is long enough is written. */
    void endRecord() throws IOException {
        records++;
        recordsInPage++;
        if (page.size() >= kind.pageBytes) {
            flush();
        }
    }

    private void flush() throws IOException {
        if (page.size() == 0) {
            return;
        }
        byte[] bytes = page.array();
        int length = page.size();
        if (compressed) {
            packed = zstd.room(packed, length);
            int packedLength = zstd.compress(bytes, length, packed);
            if (packedLength < length) {
                bytes = packed;
                length = packedLength;
            }
        }
        write(bytes, length);
        directory.varint(recordsInPage);
        directory.varint(page.size());
        directory.varint(length == page.size() ? 0 : length);
        directory.i32(PagedFile.checksum(bytes, 0, length));
        flushedRaw += page.size();
        page.clear();
        recordsInPage = 0;
        pages++;
    }

    /**
     * Completes the file and forces it to the disk.
     *
     * @param extra what the kind of file keeps in the directory
     * @return bytes of the file
     */
    long finish(ByteSink extra) throws IOException {
        flush();
        ByteSink end = new ByteSink(directory.size() + extra.size() + 64);
        end.bytes(kind.header(), 0, PagedFile.HEADER_BYTES);
        end.varint(pages);
        end.bytes(directory.array(), 0, directory.size());
        end.bytes(extra.array(), 0, extra.size());
        int length = end.size() - PagedFile.HEADER_BYTES;
        end.i32(length);
        int checksum = PagedFile.checksum(end.array(), 0, end.size());
        end.i32(checksum);
        end.bytes(PagedFile.END, 0, PagedFile.END.length);
        byte[] tail = end.toByteArray();
        ByteBuffer buffer =
                ByteBuffer.wrap(tail, PagedFile.HEADER_BYTES, tail.length - PagedFile.HEADER_BYTES);
        write(buffer);
        channel.force(true);
        return written;
    }

    private void write(byte[] bytes, int length) throws IOException {
        write(ByteBuffer.wrap(bytes, 0, length));
    }

    private void write(ByteBuffer buffer) throws IOException {
        written += buffer.remaining();
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
