package io.gnomon.platform.tsdb.internal.head;

import io.gnomon.platform.tsdb.internal.codec.CorruptDataException;
import io.gnomon.platform.tsdb.internal.head.Regions.Region;
import io.gnomon.platform.tsdb.internal.wal.ChannelOpener;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * A file of regions of sealed chunks, mapped; written once with the checkpoint of the same number
 * and then only read (docs/formats/checkpoint.md). Unmapped when its last region is released.
 */
final class ChunkFile {
    static final int MAGIC = 0x4B484347; // "GCHK"
    static final int VERSION = 1;
    static final int HEADER = 8;

    /** Where a region lies in a file. */
    record Place(long region, long file, long offset, int length, long maxTime, int crc) {}

    private final long number;
    private final Arena arena;
    private final Map<Long, Place> places = new HashMap<>();
    private int regions;

    private ChunkFile(long number, Arena arena) {
        this.number = number;
        this.arena = arena;
    }

    long number() {
        return number;
    }

    /** Where one of its regions lies. */
    Place place(long region) {
        Place place = places.get(region);
        if (place == null) {
            throw new IllegalArgumentException("region " + region + " is not in file " + number);
        }
        return place;
    }

    /** One region less is used; the log calls it when nobody looks at that one any more. */
    void release() {
        if (--regions == 0) {
            arena.close();
        }
    }

    /** Writes and fsyncs a file of regions, and says where they are in it. */
    static List<Place> write(ChannelOpener files, Path path, long number, List<Region> regions)
            throws IOException {
        List<Place> places = new ArrayList<>();
        CRC32C crc = new CRC32C();
        try (FileChannel channel =
                files.open(
                        path,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            ByteBuffer header = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
            write(channel, header.putInt(MAGIC).putInt(VERSION).flip());
            long offset = HEADER;
            for (Region region : regions) {
                ByteBuffer bytes = region.memory().asSlice(0, region.used()).asByteBuffer();
                crc.reset();
                crc.update(bytes.duplicate());
                places.add(
                        new Place(
                                region.number(),
                                number,
                                offset,
                                region.used(),
                                region.maxTime(),
                                (int) crc.getValue()));
                write(channel, bytes);
                offset += region.used();
            }
            channel.force(true);
        }
        return places;
    }

    private static void write(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            if (channel.write(bytes) <= 0) {
                throw new IOException("the file takes no more bytes");
            }
        }
    }

    /** Reads all regions of a file and compares their checksums. */
    static void check(ChannelOpener files, Path path, List<Place> places) throws IOException {
        try (FileChannel channel = files.open(path, StandardOpenOption.READ)) {
            ByteBuffer header = read(channel, 0, HEADER);
            if (header.getInt(0) != MAGIC) {
                throw new CorruptDataException("it is no file of chunks");
            }
            if (header.getInt(4) != VERSION) {
                throw new IOException(
                        path
                                + " has format version "
                                + header.getInt(4)
                                + ", this server reads version "
                                + VERSION);
            }
            CRC32C crc = new CRC32C();
            for (Place place : places) {
                crc.reset();
                crc.update(read(channel, place.offset, place.length));
                if ((int) crc.getValue() != place.crc) {
                    throw new CorruptDataException(
                            "the region at byte " + place.offset + " has a wrong checksum");
                }
            }
        }
    }

    private static ByteBuffer read(FileChannel channel, long offset, int length)
            throws IOException {
        ByteBuffer into = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (into.hasRemaining()) {
            if (channel.read(into, offset + into.position()) < 0) {
                throw new CorruptDataException("it ends at byte " + (offset + into.position()));
            }
        }
        return into.flip();
    }

    /** Maps a file and cuts its regions out. */
    @SuppressWarnings("MustBeClosed") // closed with the release of its last region
    static List<Region> map(ChannelOpener files, Path path, List<Place> places) throws IOException {
        List<Region> mapped = new ArrayList<>();
        Arena arena = Arena.ofShared();
        try (FileChannel channel = files.open(path, StandardOpenOption.READ)) {
            MemorySegment all =
                    channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
            ChunkFile file = new ChunkFile(places.getFirst().file, arena);
            for (Place place : places) {
                file.places.put(place.region, place);
                MemorySegment memory = all.asSlice(place.offset, place.length);
                mapped.add(new Region(place.region, memory, place.length, place.maxTime, file));
            }
            file.regions = mapped.size();
            return mapped;
        } catch (IOException | RuntimeException e) {
            arena.close();
            throw e;
        }
    }
}
