package io.gnomon.platform.tsdb.internal.block;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.Exemplar;
import io.gnomon.model.sample.MetricMetadata;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.platform.tsdb.internal.codec.ByteSink;
import io.gnomon.platform.tsdb.internal.index.BlockIndex;
import io.gnomon.platform.tsdb.internal.wal.ChannelOpener;
import io.gnomon.platform.tsdb.internal.wal.WalFolder;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Writes a block. */
public final class BlockWriter {
    /** Ending of a folder whose block is not complete; such folders are deleted at start. */
    public static final String UNFINISHED = ".tmp";

    /** Folder of the label index in that of the block. */
    static final String INDEX = "index";

    private final BlockPlan plan;
    private final Path folder;
    private final ChannelOpener files;
    private final Map<String, Long> bytes = new HashMap<>();
    private final SymbolsWriter symbols = new SymbolsWriter();
    private @Nullable PageWriter exemplars;
    private @Nullable Labels before;
    private int series;
    private long exemplarCount;
    private long minTime = Long.MAX_VALUE;
    private long maxTime = Long.MIN_VALUE;

    private BlockWriter(BlockPlan plan, Path folder, ChannelOpener files) {
        this.plan = plan;
        this.folder = folder;
        this.files = files;
    }

    /**
     * Writes a block and publishes it in one step: a folder {@code ID.tmp} is filled, its files are
     * fsynced, it is renamed to {@code ID}, {@code blocks} is fsynced. When this returns the block
     * survives a power cut; when it throws there is none. Does not close the feed.
     *
     * @param blocks the folder of all blocks
     * @param metadata latest metadata by family
     * @param files opens the files that are written; slow it down to keep to an IO budget
     * @return the block, null when the feed had no sample
     * @throws IllegalArgumentException when the feed breaks its contract or leaves the plan's range
     */
    public static @Nullable BlockMeta write(
            Path blocks,
            BlockPlan plan,
            SeriesFeed feed,
            Map<String, MetricMetadata> metadata,
            ChannelOpener files)
            throws IOException {
        String id = BlockIds.next(System.currentTimeMillis());
        Path folder = blocks.resolve(id + UNFINISHED);
        Files.createDirectories(folder);
        try {
            BlockMeta meta = new BlockWriter(plan, folder, files).fill(id, feed, metadata);
            if (meta != null) {
                WalFolder.force(folder.resolve(INDEX));
                WalFolder.force(folder);
                Files.move(folder, blocks.resolve(id), StandardCopyOption.ATOMIC_MOVE);
                WalFolder.force(blocks);
                return meta;
            }
        } catch (IOException | RuntimeException e) {
            try {
                delete(folder);
            } catch (IOException again) {
                e.addSuppressed(again);
            }
            throw e;
        }
        delete(folder);
        return null;
    }

    private @Nullable BlockMeta fill(
            String id, SeriesFeed feed, Map<String, MetricMetadata> metadata) throws IOException {
        boolean compressed = plan.compressed();
        try (ChunksWriter chunks = new ChunksWriter(files, folder, compressed);
                TimesWriter times = new TimesWriter(files, folder, compressed);
                SeriesWriter directory = new SeriesWriter(files, folder, symbols, compressed);
                BlockIndex.Writer index = new BlockIndex.Writer(folder.resolve(INDEX), files)) {
            SampleColumn samples = new SampleColumn(1024);
            while (feed.next()) {
                feed.samples(samples);
                if (samples.size > 0) {
                    check(feed.labels(), samples);
                    TimesWriter.Place place = times.place(samples, feed.timeColumn());
                    long start = chunks.position();
                    int kinds = chunks.add(samples, place.present());
                    directory.add(feed.labels(), kinds, place, start, chunks.position() - start);
                    index.add(feed.labels());
                    exemplars(feed.exemplars());
                    series++;
                }
            }
            if (series == 0) {
                return null;
            }
            finished(PagedFile.Kind.CHUNKS, chunks.finish());
            finished(PagedFile.Kind.TIMES, times.finish());
            finished(PagedFile.Kind.SERIES, directory.finish());
            finished(PagedFile.Kind.SYMBOLS, symbols.write(files, folder, compressed));
            if (exemplars != null) {
                finished(PagedFile.Kind.EXEMPLARS, exemplars.finish(new ByteSink(1)));
            }
            if (!metadata.isEmpty()) {
                finished(
                        PagedFile.Kind.METADATA,
                        SideFiles.metadata(metadata, files, folder, compressed));
            }
            index.finish();
            return publish(id, chunks, times);
        } finally {
            if (exemplars != null) {
                exemplars.close();
            }
        }
    }

    private void finished(PagedFile.Kind kind, long fileBytes) {
        bytes.put(kind.fileName(), fileBytes);
    }

    private BlockMeta publish(String id, ChunksWriter chunks, TimesWriter times)
            throws IOException {
        Map<String, Integer> checksums = new HashMap<>();
        for (Path file : list(folder.resolve(INDEX))) {
            String name = INDEX + "/" + file.getFileName();
            checksums.put(name, PlainFile.checksum(file));
            bytes.put(name, Files.size(file));
        }
        BlockMeta meta =
                new BlockMeta(
                        PagedFile.VERSION,
                        id,
                        plan,
                        minTime,
                        maxTime,
                        new BlockMeta.Stats(
                                series,
                                chunks.floatCount,
                                chunks.histogramCount,
                                chunks.staleCount,
                                chunks.chunks,
                                times.columnCount(),
                                exemplarCount,
                                bytes),
                        checksums);
        MetaFile.write(folder, meta, files);
        return meta;
    }

    private void check(Labels labels, SampleColumn samples) {
        if (before != null && before.compareTo(labels) >= 0) {
            throw new IllegalArgumentException("series " + labels + " comes after " + before);
        }
        before = labels;
        long[] times = samples.times;
        for (int i = 1; i < samples.size; i++) {
            if (times[i] <= times[i - 1]) {
                throw new IllegalArgumentException(
                        "samples of %s at %d and %d ms are not in order"
                                .formatted(labels, times[i - 1], times[i]));
            }
        }
        long first = times[0];
        long last = times[samples.size - 1];
        if (first < plan.minTimeMillis() || last >= plan.endTimeMillis()) {
            throw new IllegalArgumentException(
                    "samples of %s from %d to %d ms in a block of %d to %d ms"
                            .formatted(
                                    labels,
                                    first,
                                    last,
                                    plan.minTimeMillis(),
                                    plan.endTimeMillis()));
        }
        minTime = Math.min(minTime, first);
        maxTime = Math.max(maxTime, last);
    }

    private void exemplars(List<Exemplar> ofSeries) throws IOException {
        if (ofSeries.isEmpty()) {
            return;
        }
        PageWriter out = exemplars;
        if (out == null) {
            PagedFile.Kind kind = PagedFile.Kind.EXEMPLARS;
            out = new PageWriter(files, folder, kind, kind.fileName(), plan.compressed());
            exemplars = out;
        }
        SideFiles.exemplars(series, ofSeries, out);
        exemplarCount += ofSeries.size();
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.sorted().toList();
        }
    }

    /** Deletes a block's folder, or what there is of it. */
    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        for (Path file : list(folder)) {
            if (Files.isDirectory(file)) {
                delete(file);
            } else {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(folder);
    }
}
