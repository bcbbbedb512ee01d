package io.gnomon.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** Runs the scripts of platform.web/browser-test, which look at pages in a browser from npm. */
final class Browser {
    static final Path SCRIPTS =
            Distribution.checkout().resolve("platform.web/browser-test").toAbsolutePath();

    private Browser() {}

    /**
     * Starts a script.
     *
     * @param base address that it opens
     * @param environment names and values in turn
     */
    static Process look(String script, Object base, String... environment) throws Exception {
        if (!Files.exists(SCRIPTS.resolve("node_modules/.package-lock.json"))) {
            Peers.run(
                    List.of(
                            "npm",
                            "--prefix",
                            SCRIPTS.toString(),
                            "ci",
                            "--no-fund",
                            "--no-audit"));
        }
        ProcessBuilder builder =
                new ProcessBuilder("node", script + ".mjs")
                        .directory(SCRIPTS.toFile())
                        .redirectErrorStream(true);
        builder.environment().put("BASE_URL", base.toString());
        for (int i = 0; i < environment.length; i += 2) {
            builder.environment().put(environment[i], environment[i + 1]);
        }
        return builder.start();
    }

    /** Looks, and prints what the look has said: how long each step took. */
    static void lookedWell(String script, Object base, String... environment) throws Exception {
        System.out.print(script + ":\n" + looked(script, base, environment));
    }

    /** As {@link #lookedWell}, as the administrator whose first password is in force. */
    static void lookedWellAsAdministrator(String script, GnomonServer server, Path pictures)
            throws Exception {
        lookedWell(
                script,
                server.base(),
                "PASSWORD",
                Files.readString(server.data().resolve("admin-password")).strip(),
                "OUT_DIR",
                pictures.toString());
    }

    /** There is a picture of the tour, which goes to docs/images if pictures are to be written. */
    static void keep(Path pictures, String name) throws IOException {
        Path picture = pictures.resolve(name + ".png");
        assertTrue(Files.size(picture) > 10_000, name);
        if (Boolean.getBoolean("screenshots.write")) {
            Files.copy(
                    picture,
                    Distribution.checkout().resolve("docs/images").resolve(name + ".png"),
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** What a look that went well has said. */
    static String looked(String script, Object base, String... environment) throws Exception {
        Process browser = look(script, base, environment);
        String said = new String(browser.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, browser.waitFor(), said);
        return said;
    }
}
