package io.gnomon.platform.tsdb.internal.block;

import io.gnomon.platform.tsdb.internal.codec.ByteSource;
import io.gnomon.platform.tsdb.internal.codec.CorruptDataException;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * A paged file, mapped into memory. The directory is checked when it is opened, each page when it
 * is loaded. Any thread, as long as the arena that it was opened with is.
 */
final class PageReader {
    /** A longer page is not ours: a record is far shorter. */
    private static final int MAX_PAGE_BYTES = 1 << 30;

    private static final ValueLayout.OfInt INT =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final Path file;
    private final MemorySegment mapped;

    /** Begin of each page in the file, of each page without compression, first record of each. */
    private final long[] starts;

    private final long[] rawStarts;
    private final long[] firstRecords;
    private final int[] checksums;
    private final ByteSource extra;

    private PageReader(Path file, MemorySegment mapped, ByteSource directory) throws IOException {
        this.file = file;
        this.mapped = mapped;
        int pages = directory.count(7);
        starts = new long[pages + 1];
        rawStarts = new long[pages + 1];
        firstRecords = new long[pages + 1];
        checksums = new int[pages];
        starts[0] = PagedFile.HEADER_BYTES;
        for (int i = 0; i < pages; i++) {
            firstRecords[i + 1] = firstRecords[i] + directory.varint();
            long raw = directory.varint();
            long stored = directory.varint();
            if (raw <= 0 || raw > MAX_PAGE_BYTES || stored < 0 || stored >= raw) {
                throw new CorruptDataException("page " + i + " of impossible length");
            }
            rawStarts[i + 1] = rawStarts[i] + raw;
            starts[i + 1] = starts[i] + (stored == 0 ? raw : stored);
            checksums[i] = directory.i32();
        }
        extra = directory;
    }

    /**
     * Maps a file and reads its directory.
     *
     * @param arena what the mapping lives in
     * @throws CorruptDataException when it is not such a file, complete and undamaged
     */
    static PageReader open(Path file, PagedFile.Kind kind, Arena arena) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            if (size < PagedFile.HEADER_BYTES + PagedFile.FOOTER_BYTES) {
                throw new CorruptDataException(
                        "%s: %d bytes are too few for a file of a block".formatted(file, size));
            }
            MemorySegment mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, size, arena);
            byte[] tail = tail(file, kind, mapped);
            int from = PagedFile.HEADER_BYTES;
            ByteSource directory = new ByteSource(tail, from, tail.length - from - 4);
            try {
                PageReader reader = new PageReader(file, mapped, directory);
                long end = reader.starts[reader.pages()];
                if (end + tail.length - from + 4 + PagedFile.END.length != size) {
                    throw new CorruptDataException("pages and directory do not fill the file");
                }
                return reader;
            } catch (CorruptDataException e) {
                throw new CorruptDataException(file + ": " + e.getMessage());
            }
        }
    }

    /** Header, directory and its length, checked. */
    private static byte[] tail(Path file, PagedFile.Kind kind, MemorySegment mapped)
            throws CorruptDataException {
        long size = mapped.byteSize();
        byte[] header = kind.header();
        byte[] begin = copy(mapped, 0, PagedFile.HEADER_BYTES);
        byte[] end = copy(mapped, size - PagedFile.END.length, PagedFile.END.length);
        if (begin[7] != header[7] && begin[6] == header[6]) {
            throw new CorruptDataException(
                    "%s: format version %d is not known here, only %d"
                            .formatted(file, begin[7], header[7]));
        }
        if (!Arrays.equals(begin, header) || !Arrays.equals(end, PagedFile.END)) {
            throw new CorruptDataException(
                    "%s: not a complete file of %s".formatted(file, kind.fileName()));
        }
        long lengthAt = size - PagedFile.FOOTER_BYTES;
        int length = mapped.get(INT, lengthAt);
        if (length < 0 || length > lengthAt - PagedFile.HEADER_BYTES) {
            throw new CorruptDataException(file + ": directory of impossible length");
        }
        byte[] tail = new byte[PagedFile.HEADER_BYTES + length + 4];
        System.arraycopy(begin, 0, tail, 0, begin.length);
        MemorySegment.copy(
                mapped,
                ValueLayout.JAVA_BYTE,
                lengthAt - length,
                tail,
                PagedFile.HEADER_BYTES,
                length + 4);
        if (PagedFile.checksum(tail, 0, tail.length) != mapped.get(INT, lengthAt + 4)) {
            throw new CorruptDataException(file + ": checksum of the directory is wrong");
        }
        return tail;
    }

    private static byte[] copy(MemorySegment from, long offset, int length) {
        byte[] copy = new byte[length];
        MemorySegment.copy(from, ValueLayout.JAVA_BYTE, offset, copy, 0, length);
        return copy;
    }

    Path file() {
        return file;
    }

    int pages() {
        return checksums.length;
    }

    long records() {
        return firstRecords[pages()];
    }

    /** Bytes of all pages without compression. */
    long rawBytes() {
        return rawStarts[pages()];
    }

    /** What the kind of file keeps in the directory; to be read once, when opening. */
    ByteSource extra() {
        return extra;
    }

    int pageOfRecord(long record) {
        return find(firstRecords, record);
    }

    int pageOfPosition(long rawPosition) {
        return find(rawStarts, rawPosition);
    }

    long firstRecord(int page) {
        return firstRecords[page];
    }

    long rawStart(int page) {
        return rawStarts[page];
    }

    private static int find(long[] starts, long key) {
        int i = Arrays.binarySearch(starts, key);
        return i >= 0 ? i : -i - 2;
    }

    /** Room for one page. For one thread. */
    static final class Buffer {
        private final Zstd zstd = new Zstd();
        private byte[] stored = new byte[0];
        private byte[] raw = new byte[0];
        private int length;
        private int page = -1;

        /** The page that was loaded. */
        ByteSource source() {
            return new ByteSource(raw, 0, length);
        }

        /** The page that was loaded, from an index on. */
        ByteSource sourceFrom(int offset) throws CorruptDataException {
            if (offset < 0 || offset > length) {
                throw new CorruptDataException("position past the end of its page");
            }
            return new ByteSource(raw, offset, length - offset);
        }
    }

    /** The same, naming the file if the message does not yet. */
    CorruptDataException inFile(CorruptDataException e) {
        String message = String.valueOf(e.getMessage());
        return message.startsWith(file.toString())
                ? e
                : new CorruptDataException(file + ": " + message);
    }

    /** Loads a page unless the buffer, which serves this file only, has it. */
    void load(int page, Buffer into) throws CorruptDataException {
        if (into.page == page) {
            return;
        }
        if (page < 0 || page >= pages()) {
            throw new CorruptDataException(file + ": there is no page " + page);
        }
        into.page = -1;
        int length = (int) (rawStarts[page + 1] - rawStarts[page]);
        int storedLength = (int) (starts[page + 1] - starts[page]);
        if (into.raw.length < length) {
            into.raw = new byte[length + (length >> 2)];
        }
        byte[] target = into.raw;
        if (storedLength != length) {
            if (into.stored.length < storedLength) {
                into.stored = new byte[storedLength + (storedLength >> 2)];
            }
            target = into.stored;
        }
        try {
            MemorySegment.copy(
                    mapped, ValueLayout.JAVA_BYTE, starts[page], target, 0, storedLength);
        } catch (InternalError e) {
            // What the machine says when a mapped file has become shorter or cannot be read.
            throw new CorruptDataException(
                    "%s: page %d cannot be read: %s".formatted(file, page, e.getMessage()));
        }
        if (PagedFile.checksum(target, 0, storedLength) != checksums[page]) {
            throw new CorruptDataException(
                    "%s: checksum of page %d at byte %d is wrong"
                            .formatted(file, page, starts[page]));
        }
        if (storedLength != length) {
            try {
                into.zstd.decompress(target, storedLength, into.raw, length);
            } catch (CorruptDataException e) {
                throw inFile(e);
            }
        }
        into.length = length;
        into.page = page;
    }
}
