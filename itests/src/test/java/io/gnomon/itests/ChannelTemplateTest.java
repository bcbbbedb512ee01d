package io.gnomon.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A generated channel: built, dropped in, told of a test alert. */
class ChannelTemplateTest {
    @TempDir private Path folder;

    @Test
    void generatedChannelWorks() throws Exception {
        GeneratedPlugin plugin = GeneratedPlugin.build("channel", folder);
        Path data = folder.resolve("data");
        Path alerts = folder.resolve("alerts.txt");
        String test =
                "{\"type\": \"my-thing\", \"settings\": {\"file\": \"%s\", \"line\": \"a test\"}}"
                        .formatted(alerts);
        try (GnomonServer server = GnomonServer.start(data)) {
            plugin.dropInto(data);
            server.await(
                    Duration.ofSeconds(20),
                    "the test alert is delivered",
                    () ->
                            server.adminPost("api/gnomon/v1/channels/test", test)
                                    .body()
                                    .contains("\"ok\":true"));
            assertEquals("a test\n", Files.readString(alerts));
        }
    }
}
