package io.gnomon.platform.core.config.alerting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.platform.core.config.internal.settings.RecordBinder;
import io.gnomon.platform.testkit.PeerData;
import io.gnomon.spi.settings.SettingsException;
import io.gnomon.spi.settings.SettingsNode.Mapping;

import org.junit.jupiter.api.Test;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Every route and inhibition rule in Alertmanager's own configuration files is written as it is,
 * gets another setting, goes to each other place of its list, gets another one below or behind it
 * and goes altogether: the outcome is a file that loads, and all comments outlive what adds.
 */
class WrittenEntryPeerFilesTest {
    private static final List<String> FOLDERS =
            List.of("alertmanager", "alertmanager-examples", "amtool/routing");
    private static final String MORE =
            "{\"matchers\":[\"extra=\\\"x\\\"\"],\"group_wait\":\"7s\",\"group_by\":[\"job\"]}";
    private static final String RULE =
            "{\"source_matchers\":[\"a=\\\"b\\\"\"],\"target_matchers\":[\"c=\\\"d\\\"\"]}";

    private int changes;

    @Test
    void everyRouteAndRuleCanBeChanged() throws Exception {
        for (String folder : FOLDERS) {
            try (Stream<Path> all = Files.list(PeerData.folder("config/" + folder))) {
                for (Path file : all.toList()) {
                    if (loads(new YamlText(file.toString(), Files.readString(file)))) {
                        everyOne(new YamlText(file.toString(), Files.readString(file)));
                    }
                }
            }
        }
        assertTrue(changes > 200, changes + " changes");
    }

    private static boolean loads(YamlText text) {
        try {
            return !AlertmanagerFile.of(text, List.of(), MatcherSyntax.FALLBACK).file().isEmpty();
        } catch (SettingsException e) {
            return false;
        }
    }

    private static Mapping json(String json) throws SettingsException {
        return (Mapping) new RecordBinder().parseJson(json);
    }

    private static List<WrittenEntry> all(EntryKind kind, YamlText text) throws SettingsException {
        return WrittenEntry.all(kind, text, MatcherSyntax.FALLBACK);
    }

    private void everyOne(YamlText text) throws SettingsException {
        for (WrittenEntry route : all(EntryKind.ROUTE, text)) {
            assertEquals(text, route.with(route.settings(), route.place()).text());
            more(text, route.withRoute(json(MORE), 0), 1);
            more(text, route.withRoute(json(MORE), 99), 1);
            Mapping timed =
                    Nodes.put(
                            route.settings(),
                            Nodes.entries(json("{\"group_interval\":\"7h\"}")).getFirst());
            more(text, route.with(timed, route.place()), 0);
            if (!route.isDefaultRoute()) {
                more(text, route.with(json(MORE), route.place()), 0);
                moved(text, route);
                String left = route.without();
                assertTrue(left != null && loads(new YamlText(text.file(), left)));
            }
        }
        for (WrittenEntry rule : all(EntryKind.INHIBIT_RULE, text)) {
            assertEquals(text, rule.with(rule.settings(), rule.place()).text());
            more(text, rule.with(json(RULE), rule.place()), 0);
        }
        WrittenEntry rule =
                WrittenEntry.added(
                        EntryKind.INHIBIT_RULE, text, MatcherSyntax.FALLBACK, json(RULE));
        more(text, rule, 0);
        assertEquals(text.text(), rule.without());
    }

    /** It loads, has some routes more, and what is said of the one is what was wanted. */
    private void more(YamlText text, WrittenEntry changed, int routes) throws SettingsException {
        changes++;
        assertTrue(loads(changed.text()), changed.text().text());
        assertEquals(
                all(EntryKind.ROUTE, text).size() + routes,
                all(EntryKind.ROUTE, changed.text()).size());
    }

    private void moved(YamlText text, WrittenEntry route) throws SettingsException {
        for (int place = 0; place < route.siblings(); place++) {
            WrittenEntry moved = route.with(route.settings(), place);
            more(text, moved, 0);
            assertEquals(place, moved.place());
            assertEquals(lines(text), lines(moved.text()));
        }
    }

    private static List<String> lines(YamlText text) {
        List<String> lines = new ArrayList<>(text.text().lines().toList());
        lines.sort(null);
        return lines;
    }
}
