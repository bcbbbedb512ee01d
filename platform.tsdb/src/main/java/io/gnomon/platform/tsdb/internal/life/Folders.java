package io.gnomon.platform.tsdb.internal.life;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** What is done to whole folders. */
final class Folders {
    private Folders() {}

    /**
     * Deletes a folder with all in it; nothing when there is none. What another thread is deleting
     * at the same time may be gone: a store that was closed just now still tidies up.
     */
    static void delete(Path folder) throws IOException {
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.deleteIfExists(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException e)
                            throws IOException {
                        if (e instanceof NoSuchFileException) {
                            return FileVisitResult.CONTINUE;
                        }
                        throw e;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(Path left, @Nullable IOException e)
                            throws IOException {
                        if (e != null) {
                            throw e;
                        }
                        Files.deleteIfExists(left);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }

    /** A name in a folder that nothing has yet. */
    static Path free(Path folder, Path name) {
        Path free = folder.resolve(name);
        for (int i = 1; Files.exists(free); i++) {
            free = folder.resolve(name + "." + i);
        }
        return free;
    }
}
