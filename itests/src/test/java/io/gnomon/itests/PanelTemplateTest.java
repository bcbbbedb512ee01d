package io.gnomon.itests;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A generated panel: built, dropped into a running server, drawn on the dashboard that comes with
 * it.
 */
class PanelTemplateTest {
    @TempDir private Path folder;

    /** With Maven alone; its test asks for nothing but Node. */
    @Test
    void plainJavaScriptIsDrawn() throws Exception {
        GeneratedPlugin plugin = GeneratedPlugin.build("panel", folder);
        Peers.run(List.of("npm", "--prefix", folder.resolve("my-thing").toString(), "test"));
        drawn(plugin);
    }

    /** With the tools that its package.json pins, from npm. */
    @Test
    void typeScriptIsCheckedTestedAndDrawn() throws Exception {
        drawn(GeneratedPlugin.build("panel", folder, "--typescript"));
    }

    private void drawn(GeneratedPlugin plugin) throws Exception {
        Path data = folder.resolve("data");
        try (GnomonServer server = GnomonServer.start(data)) {
            plugin.dropInto(data);
            server.await(
                    Duration.ofSeconds(60),
                    "the panel is in the list of plugins",
                    () ->
                            server.get("api/gnomon/v1/plugins")
                                    .body()
                                    .contains("\"id\":\"my-thing\""));
            Files.copy(
                    folder.resolve("my-thing/dashboard.json"),
                    Files.createDirectories(data.resolve("dashboards")).resolve("my-thing.json"));
            Browser.lookedWell(
                    "newpanel",
                    server.base(),
                    "PANEL",
                    "my-thing",
                    "PASSWORD",
                    Files.readString(data.resolve("admin-password")).strip());
        }
    }
}
