package io.gnomon.platform.tsdb.internal.life;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What is done to whole folders. */
final class Folders {
    private Folders() {}

    /** Deletes a folder with all in it; nothing when there is none. */
    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> walk = Files.walk(folder)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : all) {
            // What another thread is deleting, too, may be gone.
            Files.deleteIfExists(file);
        }
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
