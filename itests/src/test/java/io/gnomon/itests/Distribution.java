package io.gnomon.itests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The distribution that the build assembled just before these tests. */
final class Distribution {
    private Distribution() {}

    /** Root of the checkout. */
    static Path checkout() {
        Path at = Path.of("").toAbsolutePath();
        while (!Files.exists(at.resolve("ARCHITECTURE.md"))) {
            Path parent = at.getParent();
            if (parent == null) {
                throw new IllegalStateException(
                        "not inside a checkout: " + Path.of("").toAbsolutePath());
            }
            at = parent;
        }
        return at;
    }

    static Path home() {
        return checkout().resolve("distribution/target/gnomon");
    }

    /** Our own bundles, sorted by path. */
    static List<Path> bundles() throws IOException {
        List<Path> bundles = new ArrayList<>();
        for (String folder : List.of("system", "plugins")) {
            try (Stream<Path> files = Files.list(home().resolve(folder))) {
                files.filter(f -> f.getFileName().toString().startsWith("io.gnomon."))
                        .sorted()
                        .forEach(bundles::add);
            }
        }
        return bundles;
    }
}
