package io.gnomon.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;

/** Panels, in a real browser; the looking itself is platform.web/browser-test. */
class BrowserPanelsTest {
    @TempDir private Path folder;

    /** With frames that never change, from the stand-in server of platform.web/mock. */
    @Test
    void everyPanelIsDrawnAndSpeaks() throws Exception {
        Process mock =
                new ProcessBuilder("node", "mock/server.mjs")
                        .directory(Browser.SCRIPTS.getParent().toFile())
                        .redirectErrorStream(true)
                        .start();
        try (var printed = mock.inputReader(StandardCharsets.UTF_8)) {
            String address = printed.readLine();
            assertTrue(address != null && address.startsWith("http://127.0.0.1:"), address);
            Path pictures = folder.resolve("panels");
            Browser.lookedWell("panels", address, "OUT_DIR", pictures.toString());
            assertTrue(Files.size(pictures.resolve("panels.png")) > 50_000);
            Browser.lookedWell("tables", address, "OUT_DIR", pictures.toString());
            Browser.lookedWell("links", address, "OUT_DIR", pictures.toString());
            Browser.lookedWell("host", address);
            Browser.lookedWell("corners", address, "OUT_DIR", pictures.toString());
        } finally {
            mock.destroy();
            mock.waitFor();
        }
    }

    @Test
    void panelIsReplacedInPlaceWhileABrowserShowsIt() throws Exception {
        Path data = folder.resolve("data");
        try (GnomonServer server = GnomonServer.start(data)) {
            Process browser = Browser.look("swap", server.base(), "PANEL", "gauge");
            BufferedReader output = browser.inputReader(StandardCharsets.UTF_8);
            assertEquals("showing", output.readLine(), () -> rest(output));
            Path jar = Repackaged.write("io.gnomon.panels.gauge", "9.9.9", folder);
            long dropped = System.nanoTime();
            Files.move(
                    Files.copy(jar, data.resolve("plugins/gauge.tmp")),
                    data.resolve("plugins/io.gnomon.panels.gauge-9.9.9.jar"),
                    StandardCopyOption.ATOMIC_MOVE);
            assertEquals("swapped in place", output.readLine(), () -> rest(output));
            System.out.println(
                    "panel dropped to shown in "
                            + (System.nanoTime() - dropped) / 1_000_000
                            + " ms");
            assertTrue(browser.waitFor(60, TimeUnit.SECONDS));
            assertEquals(0, browser.exitValue());
        }
    }

    private static String rest(BufferedReader output) {
        return output.lines().reduce("", (a, b) -> a + "\n" + b);
    }
}
