package io.gnomon.platform.core.launcher;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * The version of the data directory as a whole, in its file {@code format}: what an older Gnomon
 * could not make sense of raises it. Files carry versions of their own besides. Page:
 * docs/formats/data-directory.md.
 */
final class DataFormat {
    static final String FILE = "format";

    /** 1: a log only, no file of this name. 2: blocks. */
    static final int CURRENT = 2;

    private DataFormat() {}

    /** The version of a directory, {@link #CURRENT} of an empty one. */
    static int of(Path data) throws IOException {
        Path file = data.resolve(FILE);
        if (!Files.exists(file)) {
            return Files.exists(data.resolve("wal")) ? 1 : CURRENT;
        }
        String text = Files.readString(file).strip();
        if (!text.matches("[1-9][0-9]{0,8}")) {
            throw new IOException(
                    file + " does not hold the number of a format: \"" + text + "\"; restore it");
        }
        return Integer.parseInt(text);
    }

    /** Whether a Prometheus has written here and no Gnomon has yet. */
    static boolean isOfPrometheus(Path data) {
        return !Files.exists(data.resolve(FILE)) && Files.isDirectory(data.resolve("chunks_head"));
    }

    /**
     * Brings a locked directory to the current version.
     *
     * @throws IOException with a sentence when it is newer, or cannot be upgraded
     */
    static void prepare(Path data) throws IOException {
        int found = of(data);
        if (found > CURRENT) {
            throw new IOException(
                    "the data directory "
                            + data
                            + " has format "
                            + found
                            + ", this Gnomon knows formats up to "
                            + CURRENT
                            + ": start the newer Gnomon that wrote it, or restore a backup");
        }
        // 1 to 2: the store reads the log of 1 and cuts its first blocks by itself.
        write(data);
    }

    private static void write(Path data) throws IOException {
        Path file = data.resolve(FILE);
        if (Files.exists(file) && of(data) == CURRENT) {
            return;
        }
        Path fresh = data.resolve(FILE + ".tmp");
        Files.writeString(fresh, CURRENT + "\n", StandardCharsets.US_ASCII);
        try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel channel = FileChannel.open(data, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
