package io.gnomon.platform.core.promformat.block;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/** A file in memory, read with bounds: what lies outside of it is damage. Closed by its arena. */
final class MappedFile {
    private static final ValueLayout.OfInt INT =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfLong LONG =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final long CRC_STEP = 1L << 30;

    final Path path;
    final long size;
    private final MemorySegment bytes;

    private MappedFile(Path path, MemorySegment bytes) {
        this.path = path;
        this.bytes = bytes;
        this.size = bytes.byteSize();
    }

    static MappedFile open(Path path, Arena arena) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            return new MappedFile(
                    path, channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena));
        }
    }

    int u8(long offset) throws DamagedBlockException {
        check(offset, 1);
        return bytes.get(ValueLayout.JAVA_BYTE, offset) & 0xff;
    }

    long u32(long offset) throws DamagedBlockException {
        check(offset, 4);
        return bytes.get(INT, offset) & 0xffff_ffffL;
    }

    long u64(long offset) throws DamagedBlockException {
        check(offset, 8);
        return bytes.get(LONG, offset);
    }

    void copy(long offset, byte[] to, int length) throws DamagedBlockException {
        check(offset, length);
        MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, offset, to, 0, length);
    }

    void check(long offset, long length) throws DamagedBlockException {
        if (offset < 0 || length < 0 || offset > size - length) {
            throw new DamagedBlockException(
                    path,
                    offset,
                    "the file ends at " + size + ", " + length + " bytes should lie here");
        }
    }

    /**
     * Compares a checksum with the bytes.
     *
     * @param at offset of the checksum, of 4 bytes
     * @param what names the bytes for the sentence
     */
    void verify(long from, long to, long at, String what) throws DamagedBlockException {
        check(from, to - from);
        CRC32C crc = new CRC32C();
        for (long i = from; i < to; i += CRC_STEP) {
            crc.update(bytes.asSlice(i, Math.min(CRC_STEP, to - i)).asByteBuffer());
        }
        long stored = u32(at);
        if (stored != crc.getValue()) {
            throw new DamagedBlockException(
                    path,
                    from,
                    String.format(
                            "%s has checksum %08x, its bytes give %08x",
                            what, stored, crc.getValue()));
        }
    }
}
