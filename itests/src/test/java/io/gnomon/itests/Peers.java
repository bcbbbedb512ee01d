package io.gnomon.itests;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The real Prometheus, promtool and exporters, unpacked by {@code ../shared/tools/peers} into a
 * folder that outlives the test run (PEERS_DIR). Where they cannot be had the calling test is
 * skipped.
 */
final class Peers {
    private Peers() {}

    /** The program's path. */
    static Path program(String name) throws IOException, InterruptedException {
        Path tool = Distribution.checkout().resolve("../shared/tools/peers").normalize();
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

    /** Runs a program to its end and gives what it printed; fails when it ends with an error. */
    static String run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            Assertions.fail("does not end: " + command);
        }
        Assertions.assertEquals(0, process.exitValue(), command + ":\n" + output);
        return output;
    }
}
