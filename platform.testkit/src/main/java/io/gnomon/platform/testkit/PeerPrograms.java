package io.gnomon.platform.testkit;

import org.junit.jupiter.api.Assumptions;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The real Prometheus, promtool and exporters, unpacked by {@code ../shared/tools/peers} into a
 * folder that outlives the test run (PEERS_DIR). Where they cannot be had the calling test is
 * reported as skipped.
 */
public final class PeerPrograms {
    private PeerPrograms() {}

    /** The program's path. */
    public static Path find(String name) throws IOException, InterruptedException {
        Path tool = PeerData.shared().resolve("tools/peers");
        Assumptions.assumeTrue(Files.exists(tool), "no tools/peers beside the checkout");
        Process process =
                new ProcessBuilder(tool.toString())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        String folder =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        Assumptions.assumeTrue(process.waitFor() == 0, "the peers could not be unpacked");
        return Path.of(folder).resolve(name);
    }
}
