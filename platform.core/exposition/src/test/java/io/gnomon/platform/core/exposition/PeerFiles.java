package io.gnomon.platform.core.exposition;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The peers' test data, which lies beside the project; without it tests are skipped, except in CI.
 */
final class PeerFiles {
    private PeerFiles() {}

    static Path path(String relative) {
        String given = System.getProperty("gnomon.testdata", "");
        Path found = given.isEmpty() ? null : Path.of(given, relative);
        for (Path up = Path.of("").toAbsolutePath();
                found == null && up != null;
                up = up.getParent()) {
            Path candidate = up.resolve("../shared/testdata").normalize();
            found = Files.isDirectory(candidate) ? candidate.resolve(relative) : null;
        }
        boolean there = found != null && Files.exists(found);
        if (!there && "true".equals(System.getenv("CI"))) {
            throw new IllegalStateException("no test data " + relative + " beside the project");
        }
        assumeTrue(there, "no test data " + relative + " beside the project");
        return found == null ? Path.of(relative) : found;
    }

    static byte[] bytes(String relative) {
        try {
            return Files.readAllBytes(path(relative));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Path> list(String relative) throws IOException {
        try (Stream<Path> files = Files.list(path(relative))) {
            return files.sorted().toList();
        }
    }
}
