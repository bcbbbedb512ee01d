package io.gnomon.model.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Files that readers and a crash see with the old content or the new, nothing between. */
public final class AtomicFile {
    private AtomicFile() {}

    /**
     * Replaces the content of a file, or makes the file. The new content is beside it as {@code
     * .NAME.new} until it is whole; a crash may leave that. One writer a file at a time. Who may
     * read the file may read the new one, where the file system knows of permissions.
     *
     * @param file in a folder that exists
     * @throws IOException the old content is there still
     */
    public static void write(Path file, String content) throws IOException {
        Path fresh = file.resolveSibling("." + file.getFileName() + ".new");
        try (FileChannel out =
                FileChannel.open(
                        fresh,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            copyPermissions(file, fresh); // before anything is in it
            ByteBuffer bytes = ByteBuffer.wrap(content.getBytes(UTF_8));
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
        Files.move(
                fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        forceEntries(file);
    }

    private static void copyPermissions(Path from, Path to) throws IOException {
        if (Files.exists(from) && Files.getFileStore(from).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(to, Files.getPosixFilePermissions(from));
        }
    }

    /** Deletes a file if it is there; it does not come back after a power cut. */
    public static void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
        forceEntries(file);
    }

    private static void forceEntries(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
            entries.force(true);
        }
    }
}
