package io.gnomon.platform.core.config.internal.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.platform.core.config.ReceiverFiles;
import io.gnomon.platform.core.config.ReceiverFiles.ReceiverFile;
import io.gnomon.platform.core.config.WrittenFolder;
import io.gnomon.platform.core.config.WrittenFolder.VersionConflict;
import io.gnomon.platform.core.config.alerting.MatcherSyntax;
import io.gnomon.platform.core.config.alerting.WrittenReceiver.Channel;
import io.gnomon.platform.core.config.internal.text.JsonReader;
import io.gnomon.platform.core.config.internal.text.JsonText;
import io.gnomon.platform.testkit.promql.PlainLanguage;
import io.gnomon.spi.settings.SettingsException;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

class ReceiverFilesTest {
    private static final String MAIN =
            """
            # ours
            route: {receiver: ops}
            receivers:
            - name: ops
              webhook_configs:
              - url: http://a/b # the old one
            """;

    @TempDir Path folder;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Path main;

    @SuppressWarnings("NullAway.Init") // set before each test
    private ConfigFiles config;

    @BeforeEach
    void read() throws Exception {
        main = folder.resolve("am.conf");
        Files.writeString(main, MAIN);
        Path link = Files.createSymbolicLink(folder.resolve("link.conf"), main);
        Files.writeString(folder.resolve("prometheus.yml"), "");
        ConfigReader reader =
                new ConfigReader(
                        folder.resolve("prometheus.yml").toString(),
                        "",
                        new AlertmanagerSource(link.toString(), null, MatcherSyntax.FALLBACK),
                        folder,
                        folder,
                        ReadingOptions.PLAIN,
                        PlainLanguage::new);
        config = new ConfigFiles(reader, () -> Instant.EPOCH, List::of);
    }

    private ReceiverFile find(String name) throws Exception {
        ReceiverFile found = config.receiverFiles().find(name);
        assertNotNull(found);
        return found;
    }

    private static List<Channel> webhook(String url) throws SettingsException {
        return List.of(new Channel("webhook", 0, JsonReader.read("{\"url\": \"" + url + "\"}")));
    }

    /** Settings of the first receiver's first channel, as they are in force. */
    private String inForce(int receiver) {
        return JsonText.write(
                config.current()
                        .alertmanager()
                        .receivers()
                        .get(receiver)
                        .channels()
                        .getFirst()
                        .settings());
    }

    @Test
    void theFileOfTheUserIsChangedInPlaceAndInForce() throws Exception {
        ReceiverFile ops = find("ops");
        assertEquals(main.toRealPath(), ops.file());
        assertTrue(ops.writable());
        config.receiverFiles().write("ops", webhook("http://c/d"), ops.version());
        assertEquals(MAIN.replace("http://a/b", "http://c/d"), Files.readString(main));
        assertTrue(Files.isSymbolicLink(folder.resolve("link.conf")));
        assertEquals("{\"url\":\"http://c/d\"}", inForce(0));
    }

    @Test
    void aFragmentIsChangedAsWell() throws Exception {
        String fragment =
                """
                receivers: # of the databases
                - name: db
                  webhook_configs:
                  - url: http://x/y
                """;
        var _ = config.alertingFolder().write("db.yml", fragment, "");
        ReceiverFile db = find("db");
        assertEquals(folder.resolve("alerting.d/db.yml"), db.file());
        config.receiverFiles().write("db", webhook("http://c/d"), db.version());
        assertEquals(fragment.replace("http://x/y", "http://c/d"), Files.readString(db.file()));
        assertEquals("{\"url\":\"http://c/d\"}", inForce(1));
        assertEquals(MAIN, Files.readString(main));
    }

    @Test
    void noFileIsNotLookedFor() throws Exception {
        WrittenFolder none = WrittenFiles.alone(() -> "", () -> {});
        assertEquals(List.of(), none.files());
        Path gone = folder.resolve("gone.yml");
        assertEquals(List.of(), WrittenFiles.alone(gone::toString, () -> {}).files());
    }

    @Test
    void whatIsRefusedChangesNothing() throws Exception {
        ReceiverFiles files = config.receiverFiles();
        String version = find("ops").version();
        SettingsException refused =
                assertThrows(
                        SettingsException.class,
                        () ->
                                files.write(
                                        "ops",
                                        List.of(new Channel("discord", 0, JsonReader.read("{}"))),
                                        version));
        assertEquals(
                "no discord webhook URL or URLFile provided",
                refused.problems().getFirst().message());
        assertEquals(MAIN, Files.readString(main));
        assertEquals("{\"url\":\"http://a/b\"}", inForce(0));
        assertNull(files.find("web"));
        assertThrows(VersionConflict.class, () -> files.write("web", List.of(), version));
        Files.writeString(main, MAIN + "# more\n");
        VersionConflict late =
                assertThrows(
                        VersionConflict.class,
                        () -> files.write("ops", webhook("http://c/d"), version));
        assertTrue(
                String.valueOf(late.getMessage()).startsWith("am.conf has been changed"),
                late.getMessage());
    }
}
