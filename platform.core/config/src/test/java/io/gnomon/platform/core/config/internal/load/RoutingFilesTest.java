package io.gnomon.platform.core.config.internal.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.platform.core.config.RoutingFiles;
import io.gnomon.platform.core.config.RoutingFiles.Addition;
import io.gnomon.platform.core.config.RoutingFiles.Change;
import io.gnomon.platform.core.config.RoutingFiles.EntryFile;
import io.gnomon.platform.core.config.RoutingFiles.Removal;
import io.gnomon.platform.core.config.RoutingFiles.Tried;
import io.gnomon.platform.core.config.WrittenFolder.VersionConflict;
import io.gnomon.platform.core.config.alerting.EntryKind;
import io.gnomon.platform.core.config.alerting.Route;
import io.gnomon.platform.core.config.internal.text.JsonReader;
import io.gnomon.spi.settings.SettingsException;
import io.gnomon.spi.settings.SettingsNode.Mapping;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class RoutingFilesTest {
    private static final String MAIN =
            """
            # ours
            route:
              receiver: ops
              routes:
              - receiver: db # of the databases
                matchers: [team=db]
            receivers: [{name: ops}, {name: db}]
            time_intervals: [{name: night, time_intervals: [{}]}]
            """;
    private static final String FRAGMENT =
            """
            routes:
            # the web
            - receiver: db
              matchers: [team=web]
            inhibit_rules:
            - source_matchers: [a=b]
              target_matchers: [c=d]
            """;

    @TempDir Path folder;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Path main;

    @SuppressWarnings("NullAway.Init") // set before each test
    private ConfigFiles config;

    @BeforeEach
    void read() throws Exception {
        main = folder.resolve("am.yml");
        Files.writeString(main, MAIN);
        Files.createDirectories(folder.resolve("alerting.d"));
        Files.writeString(fragment("web.yml"), FRAGMENT);
        config = AlertingFolder.config(folder, main.toString());
    }

    private Path fragment(String name) {
        return folder.resolve("alerting.d").resolve(name);
    }

    private static Mapping json(String json) throws SettingsException {
        return (Mapping) JsonReader.read(json.replace('\'', '"'));
    }

    private RoutingFiles files() {
        return config.routingFiles();
    }

    private EntryFile route(int number) throws Exception {
        EntryFile found = files().find(EntryKind.ROUTE, number);
        assertNotNull(found);
        return found;
    }

    private String version() throws Exception {
        return route(0).version();
    }

    private Route tree() {
        return config.current().alertmanager().route();
    }

    @Test
    void routesOfAllFilesAreCountedAsTheTreeDoes() throws Exception {
        assertEquals(main.toString(), route(0).file());
        assertEquals(main.toString(), route(1).file());
        assertEquals(fragment("web.yml").toString(), route(2).file());
        assertTrue(route(2).writable());
        assertEquals(1, route(2).siblings());
        assertNull(files().find(EntryKind.ROUTE, 3));
        assertNull(files().find(EntryKind.ROUTE, -1));
        assertNotNull(files().find(EntryKind.INHIBIT_RULE, 0));
        assertNull(files().find(EntryKind.INHIBIT_RULE, 1));
    }

    @Test
    void aChangeIsInItsFileAndInForce() throws Exception {
        files().write(
                        new Change(
                                EntryKind.ROUTE,
                                2,
                                json("{'receiver':'ops','matchers':['team=\\\"web\\\"']}"),
                                0,
                                version()));
        assertEquals(MAIN, Files.readString(main));
        assertEquals(
                FRAGMENT.replace("receiver: db", "receiver: ops"),
                Files.readString(fragment("web.yml")));
        assertEquals("ops", tree().routes().get(1).receiver());
    }

    @Test
    void aNewRouteIsTriedThenWritten() throws Exception {
        Addition addition =
                new Addition(
                        EntryKind.ROUTE,
                        0,
                        json("{'receiver':'ops','matchers':['x=y']}"),
                        0,
                        version());
        Tried tried = files().tried(addition);
        assertEquals(main.toString(), tried.file());
        assertEquals(1, tried.number());
        assertEquals("ops", tried.config().route().routes().getFirst().receiver());
        assertEquals(MAIN, Files.readString(main));
        assertEquals(2, tree().routes().size());
        files().write(addition);
        assertEquals(
                MAIN.replace(
                        "  - receiver: db #",
                        "  - receiver: ops\n    matchers:\n    - x=y\n  - receiver: db #"),
                Files.readString(main));
        assertEquals(3, tree().routes().size());
        assertThrows(VersionConflict.class, () -> files().write(addition));
    }

    @Test
    void whatIsDeletedGoesAndAnEmptyFragmentWithIt() throws Exception {
        files().write(new Removal(EntryKind.ROUTE, 2, version()));
        assertFalse(Files.readString(fragment("web.yml")).contains("routes"));
        files().write(new Removal(EntryKind.INHIBIT_RULE, 0, version()));
        assertFalse(Files.exists(fragment("web.yml")));
        assertEquals(1, tree().routes().size());
        SettingsException refused =
                assertThrows(
                        SettingsException.class,
                        () -> files().write(new Removal(EntryKind.ROUTE, 0, version())));
        assertTrue(
                String.valueOf(refused.getMessage())
                        .contains("the default route cannot be deleted"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'receiver':'nobody'}|/receiver|undefined receiver \"nobody\" used in route",
                "{'group_wait':'soon'}|/group_wait|",
                "{'matchers':['=']}|/matchers|",
                "{'matchers':['a=~\\\"(\\\"']}|/matchers|",
                "{'mute_time_intervals':['noon']}|/mute_time_intervals|undefined time interval",
                "{'group_by':['']}|/group_by|invalid label name",
                "{'group_by':['a','a']}||duplicated label \"a\" in group_by",
            })
    void whatIsWrongIsSaidAtItsFieldAndNothingChanges(String settings, String path, String why)
            throws Exception {
        for (RoutingFiles.Edit edit :
                List.of(
                        new Addition(EntryKind.ROUTE, 0, json(settings), 9, version()),
                        new Change(EntryKind.ROUTE, 2, json(settings), 0, version()))) {
            SettingsException refused =
                    assertThrows(SettingsException.class, () -> files().write(edit));
            assertEquals(path == null ? "" : path, refused.problems().getFirst().path());
            assertTrue(
                    refused.problems().getFirst().message().contains(why == null ? "" : why),
                    refused.getMessage());
        }
        assertEquals(MAIN, Files.readString(main));
        assertEquals(FRAGMENT, Files.readString(fragment("web.yml")));
    }

    @Test
    void theDefaultRouteHasNoMatchers() throws Exception {
        Change change =
                new Change(
                        EntryKind.ROUTE,
                        0,
                        json("{'receiver':'ops','matchers':['x=y']}"),
                        0,
                        version());
        SettingsException refused =
                assertThrows(SettingsException.class, () -> files().write(change));
        assertTrue(
                String.valueOf(refused.getMessage())
                        .contains("root route must not have any matchers"));
    }

    @Test
    void filesThatWereChangedByHandAreReloadedFirst() throws Exception {
        Files.writeString(main, MAIN.replace("team=db", "team=data"));
        VersionConflict conflict =
                assertThrows(VersionConflict.class, () -> files().find(EntryKind.ROUTE, 1));
        assertTrue(
                String.valueOf(conflict.getMessage()).contains("reload the configuration first"));
        config.reload();
        assertEquals(2, tree().routes().size());
        assertNotNull(files().find(EntryKind.ROUTE, 1));
    }

    @Test
    void withoutAFileTheyComeIntoFragments() throws Exception {
        Files.delete(fragment("web.yml"));
        Files.delete(folder.resolve("alerting.d"));
        config = AlertingFolder.config(folder, "");
        EntryFile root = route(0);
        assertEquals("", root.file());
        assertFalse(root.writable());
        Mapping route = json("{'matchers':['x=y']}");
        Addition addition = new Addition(EntryKind.ROUTE, 0, route, 0, root.version());
        assertEquals(1, files().tried(addition).number());
        files().write(addition);
        assertEquals(
                "routes:\n- matchers:\n  - \"x=y\"\n", Files.readString(fragment("routes.yml")));
        files().write(new Addition(EntryKind.ROUTE, 0, route, 0, version()));
        files().write(
                        new Addition(
                                EntryKind.INHIBIT_RULE,
                                0,
                                json("{'source_matchers':['x=y'],'target_matchers':['y=x']}"),
                                0,
                                version()));
        assertEquals(2, tree().routes().size());
        assertTrue(Files.exists(fragment("inhibit_rules.yml")));
        assertEquals(1, config.current().alertmanager().inhibitRules().size());
        assertEquals(1, route(2).place());
    }
}
