package io.gnomon.platform.tsdb.internal.block;

import io.gnomon.platform.tsdb.internal.codec.CorruptDataException;
import io.gnomon.platform.tsdb.internal.index.BlockIndex;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The open files of a block. Any thread until it is closed, which only one thread may do. */
final class BlockFiles implements AutoCloseable {
    final Path folder;
    final BlockMeta meta;
    final PageReader chunks;
    final Times times;
    final SeriesDirectory series;
    final @Nullable PageReader exemplars;
    final @Nullable PageReader metadata;
    private final Arena arena;
    private volatile @Nullable BlockIndex index;

    private BlockFiles(Path folder, BlockMeta meta, Arena arena) throws IOException {
        this.folder = folder;
        this.meta = meta;
        this.arena = arena;
        chunks = open(PagedFile.Kind.CHUNKS);
        times = new Times(open(PagedFile.Kind.TIMES));
        PageReader symbols = open(PagedFile.Kind.SYMBOLS);
        series = new SeriesDirectory(open(PagedFile.Kind.SERIES), symbols);
        exemplars = has(PagedFile.Kind.EXEMPLARS) ? open(PagedFile.Kind.EXEMPLARS) : null;
        metadata = has(PagedFile.Kind.METADATA) ? open(PagedFile.Kind.METADATA) : null;
        if (series.count() != meta.stats().series()
                || times.count() != meta.stats().timeColumns()) {
            throw new CorruptDataException(folder + ": files of different blocks");
        }
    }

    /** Opens the files, checks their lengths and directories. */
    @SuppressWarnings("MustBeClosedChecker") // the arena is closed with this
    static BlockFiles open(Path folder) throws IOException {
        BlockMeta meta = MetaFile.read(folder);
        for (Map.Entry<String, Long> file : meta.stats().bytes().entrySet()) {
            Path path = folder.resolve(file.getKey());
            if (!Files.exists(path)) {
                throw new CorruptDataException(path + " is missing");
            }
            if (Files.size(path) != file.getValue()) {
                throw new CorruptDataException(
                        "%s has %d bytes instead of %d"
                                .formatted(path, Files.size(path), file.getValue()));
            }
        }
        Arena arena = Arena.ofShared();
        try {
            return new BlockFiles(folder, meta, arena);
        } catch (IOException | RuntimeException e) {
            arena.close();
            throw e;
        }
    }

    private boolean has(PagedFile.Kind kind) {
        return meta.stats().bytes().containsKey(kind.fileName());
    }

    private PageReader open(PagedFile.Kind kind) throws IOException {
        if (!has(kind)) {
            throw new CorruptDataException(folder.resolve(kind.fileName()) + " is missing");
        }
        return PageReader.open(folder.resolve(kind.fileName()), kind, arena);
    }

    /** The label index; its files are read and checked the first time. */
    BlockIndex index() throws IOException {
        BlockIndex known = index;
        return known == null ? openIndex() : known;
    }

    private synchronized BlockIndex openIndex() throws IOException {
        BlockIndex known = index;
        if (known == null) {
            checkPlainFiles();
            known = BlockIndex.open(folder.resolve(BlockWriter.INDEX), series.count());
            index = known;
        }
        return known;
    }

    /** Compares the checksums of the files that have none of ours inside. */
    void checkPlainFiles() throws IOException {
        for (Map.Entry<String, Integer> file : meta.checksums().entrySet()) {
            Path path = folder.resolve(file.getKey());
            if (PlainFile.checksum(path) != file.getValue()) {
                throw new CorruptDataException(path + ": checksum is wrong");
            }
        }
    }

    /** Loads and checks every page. */
    void checkPages() throws IOException {
        check(chunks);
        check(times.pages());
        check(series.pages());
        check(series.symbols().pages());
        check(exemplars);
        check(metadata);
    }

    private static void check(@Nullable PageReader pages) throws IOException {
        if (pages != null) {
            PageReader.Buffer buffer = new PageReader.Buffer();
            for (int page = 0; page < pages.pages(); page++) {
                pages.load(page, buffer);
            }
        }
    }

    @Override
    public void close() throws IOException {
        try (arena) {
            BlockIndex open = index;
            if (open != null) {
                open.close();
            }
        }
    }
}
