package io.gnomon.platform.core.config.internal.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.platform.core.config.ReceiverFiles;
import io.gnomon.platform.core.config.ReceiverFiles.ReceiverFile;
import io.gnomon.platform.core.config.WrittenFolder;
import io.gnomon.platform.core.config.WrittenFolder.VersionConflict;
import io.gnomon.platform.core.config.alerting.Route;
import io.gnomon.platform.core.config.alerting.WrittenReceiver.Channel;
import io.gnomon.platform.core.config.alerting.WrittenReceiver.Content;
import io.gnomon.platform.core.config.internal.text.JsonReader;
import io.gnomon.platform.core.config.internal.text.JsonText;
import io.gnomon.spi.settings.SettingsException;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

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
        config = AlertingFolder.config(folder, link.toString());
    }

    private ReceiverFile find(String name) throws Exception {
        ReceiverFile found = config.receiverFiles().find(name);
        assertNotNull(found);
        return found;
    }

    private static Content webhook(String name, String url) throws SettingsException {
        Channel webhook = new Channel("webhook", 0, JsonReader.read("{\"url\": \"" + url + "\"}"));
        return new Content(name, Map.of(), List.of(webhook));
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
        config.receiverFiles().write("ops", webhook("ops", "http://c/d"), ops.version());
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
        config.receiverFiles().write("db", webhook("db", "http://c/d"), db.version());
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
                                        new Content(
                                                "ops",
                                                Map.of(),
                                                List.of(
                                                        new Channel(
                                                                "discord",
                                                                0,
                                                                JsonReader.read("{}")))),
                                        version));
        assertEquals(
                "no discord webhook URL or URLFile provided",
                refused.problems().getFirst().message());
        assertEquals(MAIN, Files.readString(main));
        assertEquals("{\"url\":\"http://a/b\"}", inForce(0));
        assertNull(files.find("web"));
        assertThrows(
                VersionConflict.class,
                () -> files.write("web", webhook("web", "http://c/d"), version));
        Files.writeString(main, MAIN + "# more\n");
        VersionConflict late =
                assertThrows(
                        VersionConflict.class,
                        () -> files.write("ops", webhook("ops", "http://c/d"), version));
        assertTrue(
                String.valueOf(late.getMessage()).startsWith("am.conf has been changed"),
                late.getMessage());
    }

    private String routes() {
        return config.current().alertmanager().route().routes().stream()
                .map(Route::receiver)
                .toList()
                .toString();
    }

    /**
     * A route of another file that names it follows; neither file is ever in force without the
     * other.
     */
    @Test
    void theRoutesOfOtherFilesFollowAName() throws Exception {
        String fragment = "routes:\n- receiver: ops # ours\n  matchers: [team=db]\n";
        var _ = config.alertingFolder().write("db.yml", fragment, "");
        ReceiverFile ops = find("ops");
        assertEquals(
                List.of("[]", "[team=db]"),
                ops.routes().stream().map(route -> route.matchers().toString()).toList());
        config.receiverFiles().write("ops", webhook("crew", "http://a/b"), ops.version());
        assertEquals(MAIN.replace("ops", "crew"), Files.readString(main));
        Path other = folder.resolve("alerting.d/db.yml");
        assertEquals(fragment.replace("ops", "crew"), Files.readString(other));
        assertEquals("[crew]", routes());
        SettingsException refused =
                assertThrows(
                        SettingsException.class,
                        () ->
                                config.receiverFiles()
                                        .write(
                                                "crew",
                                                webhook("", "http://a/b"),
                                                find("crew").version()));
        assertFalse(refused.problems().isEmpty());
        assertEquals(fragment.replace("ops", "crew"), Files.readString(other));
        assertEquals(MAIN.replace("ops", "crew"), Files.readString(main));
    }

    @Test
    void aReceiverIsDeletedWhenItsRoutesHaveAnother() throws Exception {
        String fragment =
                """
                receivers:
                - name: db
                routes:
                - receiver: db
                  matchers: [team=db]
                """;
        var _ = config.alertingFolder().write("db.yml", fragment, "");
        ReceiverFiles files = config.receiverFiles();
        SettingsException refused =
                assertThrows(
                        SettingsException.class,
                        () -> files.delete("db", "", find("db").version()));
        assertTrue(String.valueOf(refused.getMessage()).contains("db"), refused.getMessage());
        Path file = find("db").file();
        assertEquals(fragment, Files.readString(file));
        assertThrows(VersionConflict.class, () -> files.delete("db", "ops", "another"));
        files.delete("db", "ops", find("db").version());
        assertEquals("routes:\n- receiver: ops\n  matchers: [team=db]\n", Files.readString(file));
        assertEquals("[ops]", routes());
    }

    @Test
    void aFragmentInWhichNothingIsLeftIsDeleted() throws Exception {
        var _ = config.alertingFolder().write("db.yml", "receivers: [{name: db}]\n", "");
        Path file = find("db").file();
        config.receiverFiles().delete("db", "", find("db").version());
        assertFalse(Files.exists(file));
        assertEquals(1, config.current().alertmanager().receivers().size());
    }
}
