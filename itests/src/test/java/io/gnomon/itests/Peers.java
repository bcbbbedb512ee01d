package io.gnomon.itests;

import org.junit.jupiter.api.Assertions;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the peers' command line tools; see {@code PeerPrograms} for where they are. */
final class Peers {
    private Peers() {}

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
