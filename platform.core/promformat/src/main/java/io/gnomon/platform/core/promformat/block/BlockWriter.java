package io.gnomon.platform.core.promformat.block;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.platform.core.promformat.chunk.ChunkEncoder;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;

/**
 * Writes a block that every Prometheus since 2.0 reads (one with native histograms: since 2.40):
 * index format 2, chunks of at most 120 samples in the encodings 1 to 3. The folder gets its name
 * when all files are on the disk; before that it ends in {@code .tmp-for-creation}, which
 * Prometheus removes at its start. For one thread.
 *
 * <p>Start times of samples are not written: no encoding that every reader knows holds them.
 */
public final class BlockWriter implements AutoCloseable {
    private static final long MAX_CHUNK_FILE = 512L << 20;

    private final Path parent;
    private final Path folder;
    private final String ulid;
    private final BlockMeta.@Nullable Thanos thanos;
    private final ChunkEncoder encoder = new ChunkEncoder();
    private final IndexWriter index = new IndexWriter();
    private long[] places = new long[3 * 16];

    private int fileNumber;
    private @Nullable FileSink file;

    private Labels before = Labels.EMPTY;
    private long minTime = Long.MAX_VALUE;
    private long maxTime = Long.MIN_VALUE;
    private long floats;
    private long histograms;
    private long series;
    private long chunks;
    private boolean finished;

    private BlockWriter(Path parent, long nowMillis, BlockMeta.@Nullable Thanos thanos)
            throws IOException {
        this.parent = parent;
        this.ulid = Ulid.create(nowMillis);
        this.thanos = thanos;
        this.folder = parent.resolve(ulid + ".tmp-for-creation");
        Files.createDirectories(folder.resolve("chunks"));
    }

    /**
     * Starts a block.
     *
     * @param parent folder of blocks
     * @param nowMillis the time in the block's name
     * @param thanos section of meta.json, null for none
     */
    public static BlockWriter create(Path parent, long nowMillis, BlockMeta.@Nullable Thanos thanos)
            throws IOException {
        return new BlockWriter(parent, nowMillis, thanos);
    }

    /**
     * Adds a series with its samples; without samples it is left out.
     *
     * @param labels come in ascending order
     * @throws IllegalArgumentException when they do not
     */
    public void add(Labels labels, SampleColumn samples) throws IOException {
        if (samples.size == 0) {
            return;
        }
        if (series > 0 && before.compareTo(labels) >= 0) {
            throw new IllegalArgumentException("series " + labels + " comes after " + before);
        }
        before = labels;
        int count = 0;
        for (int row = 0; row < samples.size; count++) {
            int next = encoder.encode(samples, row);
            if (3 * count == places.length) {
                places = Arrays.copyOf(places, 2 * places.length);
            }
            places[3 * count] = samples.times[row];
            places[3 * count + 1] = samples.times[next - 1];
            places[3 * count + 2] = writeChunk();
            if (samples.histogram(row) == null) {
                floats += next - row;
            } else {
                histograms += next - row;
            }
            row = next;
        }
        index.startSeries(labels, count);
        for (int i = 0; i < count; i++) {
            index.addChunk(places[3 * i], places[3 * i + 1], places[3 * i + 2]);
        }
        series++;
        chunks += count;
        minTime = Math.min(minTime, samples.times[0]);
        maxTime = Math.max(maxTime, samples.times[samples.size - 1]);
    }

    /** Writes the encoder's chunk and gives its reference. */
    private long writeChunk() throws IOException {
        int length = encoder.length();
        FileSink out = file;
        if (out == null || out.position() + length + 16 > MAX_CHUNK_FILE) {
            out = nextFile(out);
        }
        long reference = ((long) (fileNumber - 1) << 32) | out.position();
        out.uvarint(length);
        out.startChecksum();
        out.u8(encoder.encoding());
        out.bytes(encoder.bytes(), length);
        out.endChecksum();
        return reference;
    }

    private FileSink nextFile(@Nullable FileSink full) throws IOException {
        if (full != null) {
            full.close();
        }
        fileNumber++;
        FileSink next =
                new FileSink(folder.resolve("chunks").resolve(String.format("%06d", fileNumber)));
        file = next;
        next.u32(ChunkFiles.MAGIC);
        next.u32(1 << 24);
        return next;
    }

    /**
     * Writes the rest and gives the block its name.
     *
     * @return what the block holds; null when no sample was added, then no block is left
     */
    public @Nullable BlockMeta finish() throws IOException {
        if (series == 0) {
            return null;
        }
        FileSink last = file;
        if (last != null) {
            last.close();
            file = null;
        }
        index.write(folder.resolve("index"));
        try (FileSink out = new FileSink(folder.resolve(Tombstones.FILE))) {
            out.u32(Tombstones.MAGIC);
            out.u8(1);
            out.startChecksum();
            out.endChecksum();
        }
        BlockMeta meta =
                new BlockMeta(
                        1,
                        ulid,
                        minTime,
                        maxTime + 1,
                        new BlockMeta.Stats(
                                floats + histograms, floats, histograms, series, chunks, 0),
                        1,
                        List.of(ulid),
                        List.of(),
                        List.of(),
                        thanos);
        try (FileSink out = new FileSink(folder.resolve(BlockMeta.FILE))) {
            byte[] json = meta.toJson();
            out.bytes(json, json.length);
        }
        force(folder.resolve("chunks"));
        force(folder);
        Files.move(folder, parent.resolve(ulid), StandardCopyOption.ATOMIC_MOVE);
        force(parent);
        finished = true;
        return meta;
    }

    private static void force(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Removes what was not finished. */
    @Override
    public void close() throws IOException {
        if (finished) {
            return;
        }
        FileSink open = file;
        if (open != null) {
            open.close();
        }
        delete(folder);
    }

    private static void delete(Path path) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
            for (Path entry : entries) {
                delete(entry);
            }
        } catch (NotDirectoryException e) {
            // A file has no entries.
        }
        Files.delete(path);
    }
}
