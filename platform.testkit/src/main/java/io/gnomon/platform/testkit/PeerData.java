package io.gnomon.platform.testkit;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The peers' own test data, which is not part of the project: {@code ../shared/testdata} beside the
 * checkout, or where the system property {@code gnomon.testdata} says.
 */
public final class PeerData {
    private PeerData() {}

    /**
     * A folder or file of the data. Where it is absent the calling test is reported as skipped;
     * with CI=true in the environment it fails.
     *
     * @param name relative to testdata, such as "promql"
     */
    public static Path folder(String name) {
        Path found = root().resolve(name);
        if (!Files.exists(found)) {
            String message = "the peers' test data is not there: " + found;
            if ("true".equals(System.getenv("CI"))) {
                Assertions.fail(message);
            }
            Assumptions.abort(message);
        }
        return found;
    }

    private static Path root() {
        String property = System.getProperty("gnomon.testdata", "");
        return property.isEmpty() ? shared().resolve("testdata") : Path.of(property);
    }

    /** The folder {@code shared} beside the checkout, which need not be there. */
    static Path shared() {
        Path start = Path.of("").toAbsolutePath();
        for (Path at = start; at != null; at = at.getParent()) {
            Path candidate = at.resolve("../shared").normalize();
            if (Files.isDirectory(candidate.resolve("testdata"))) {
                return candidate;
            }
        }
        return start.resolve("../shared");
    }
}
