package io.gnomon.platform.tsdb.internal.block;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.CRC32C;

/**
 * What the paged files of a block have in common: a header, pages, a directory of the pages, a
 * footer, and a checksum on each. Format: docs/formats/block.md.
 */
final class PagedFile {
    /** Bytes of the header: {@code GNOMON}, the kind, the version. */
    static final int HEADER_BYTES = 8;

    /** Bytes of the footer: length of the directory, its checksum, {@code GNOMEND!}. */
    static final int FOOTER_BYTES = 16;

    static final byte[] END = "GNOMEND!".getBytes(StandardCharsets.US_ASCII);

    /** Version of the format of all files of a block. */
    static final int VERSION = 1;

    /** What a file holds. */
    enum Kind {
        CHUNKS('C', 64 << 10),
        TIMES('T', 16 << 10),
        SERIES('S', 4 << 10),
        SYMBOLS('Y', 4 << 10),
        EXEMPLARS('E', 64 << 10),
        METADATA('M', 64 << 10),
        TOMBSTONES('D', 64 << 10);

        private final char letter;

        /** A page is closed when it has so many bytes, so it may be longer by one record. */
        final int pageBytes;

        Kind(char letter, int pageBytes) {
            this.letter = letter;
            this.pageBytes = pageBytes;
        }

        String fileName() {
            return name().toLowerCase(Locale.ROOT);
        }

        byte[] header() {
            byte[] header = "GNOMON".getBytes(StandardCharsets.US_ASCII);
            header = Arrays.copyOf(header, HEADER_BYTES);
            header[6] = (byte) letter;
            header[7] = VERSION;
            return header;
        }
    }

    private PagedFile() {}

    static int checksum(byte[] bytes, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }
}
