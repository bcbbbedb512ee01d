package io.gnomon.platform.core.promformat.block;

import io.gnomon.model.sample.SampleColumn;
import io.gnomon.platform.core.promformat.chunk.ChunkDecoder;
import io.gnomon.platform.core.promformat.chunk.ChunkException;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The files of a block's chunks folder. Not safe for use by two threads. */
final class ChunkFiles {
    static final int MAGIC = 0x85BD40DD;
    static final int HEADER_SIZE = 8;

    private final Path folder;
    private final List<MappedFile> files = new ArrayList<>();
    private final ChunkDecoder decoder = new ChunkDecoder();
    private byte[] buffer = new byte[4096];

    private ChunkFiles(Path folder) {
        this.folder = folder;
    }

    static ChunkFiles open(Path folder, Arena arena) throws IOException {
        ChunkFiles chunks = new ChunkFiles(folder);
        List<Path> paths = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "[0-9]*")) {
            entries.forEach(paths::add);
        }
        paths.sort(null);
        for (Path path : paths) {
            MappedFile file = MappedFile.open(path, arena);
            if (file.size < HEADER_SIZE || (int) file.u32(0) != MAGIC) {
                throw new DamagedBlockException(path, 0, "this is not a chunk file of Prometheus");
            }
            if (file.u8(4) != 1) {
                throw new DamagedBlockException(
                        path, 4, "chunk file format " + file.u8(4) + " is not known (known is 1)");
            }
            chunks.files.add(file);
        }
        return chunks;
    }

    /** Appends the samples of a chunk. */
    void read(long reference, SampleColumn out) throws DamagedBlockException {
        int number = (int) (reference >>> 32);
        long offset = reference & 0xffff_ffffL;
        if (number < 0 || number >= files.size()) {
            throw new DamagedBlockException(
                    folder.resolve(String.format("%06d", number + 1)),
                    offset,
                    "the index refers to a chunk here, and there is no such file");
        }
        MappedFile file = files.get(number);
        Decoding in = new Decoding(file, offset, file.size);
        int length = in.count(1);
        long encodingAt = in.at;
        long end = encodingAt + 1 + length;
        file.verify(encodingAt, end, end, "a chunk");
        if (buffer.length < length) {
            buffer = new byte[length + length / 2];
        }
        file.copy(encodingAt + 1, buffer, length);
        try {
            decoder.decode(file.u8(encodingAt), buffer, 0, length, out);
        } catch (ChunkException e) {
            throw new DamagedBlockException(
                    file.path, offset, "this chunk cannot be read: " + e.getMessage());
        }
    }
}
