package io.gnomon.platform.testkit.discovery;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.gnomon.platform.testkit.PeerData;
import io.gnomon.spi.discovery.DiscoveryFactory;
import io.gnomon.spi.settings.SettingsBinder;
import io.gnomon.spi.settings.SettingsException;
import io.gnomon.spi.settings.SettingsNode;
import io.gnomon.spi.settings.SettingsNode.Entry;
import io.gnomon.spi.settings.SettingsNode.Mapping;
import io.gnomon.spi.settings.SettingsNode.Scalar;
import io.gnomon.spi.settings.SettingsNode.Sequence;

import org.junit.jupiter.api.DynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Prometheus's own configuration files, as far as they say something of a discovery: sections of
 * good files are taken, those of the files that are bad for its sake are refused in its words.
 */
public final class PeerSections {
    private final SettingsBinder binder;
    private final DiscoveryFactory<?> factory;
    private final Map<String, String> ownWords;

    private PeerSections(
            SettingsBinder binder, DiscoveryFactory<?> factory, Map<String, String> ownWords) {
        this.binder = binder;
        this.factory = factory;
        this.ownWords = ownWords;
    }

    /**
     * A test for each file with sections of the discovery.
     *
     * @param ownWords what the refusal of a file contains, where the words are not Prometheus's
     */
    public static Stream<DynamicTest> of(
            SettingsBinder binder, DiscoveryFactory<?> factory, Map<String, String> ownWords)
            throws IOException, SettingsException {
        return new PeerSections(binder, factory, ownWords).tests();
    }

    private Stream<DynamicTest> tests() throws IOException, SettingsException {
        Map<String, String> words = words();
        List<DynamicTest> tests = new ArrayList<>();
        try (Stream<Path> files = Files.list(PeerData.folder("config/prometheus"))) {
            for (Path file : files.sorted().toList()) {
                String name = String.valueOf(file.getFileName());
                if (name.endsWith(".good.yml") && !sections(file).isEmpty()) {
                    tests.add(dynamicTest(factory.name() + " in " + name, () -> good(file)));
                } else if (name.startsWith(factory.name() + "_") && name.endsWith(".bad.yml")) {
                    tests.add(dynamicTest(name, () -> bad(file, words.getOrDefault(name, ""))));
                }
            }
        }
        return tests.stream();
    }

    private void good(Path file) throws IOException, SettingsException {
        for (SettingsNode section : sections(file)) {
            binder.bind(section, factory.settings());
        }
    }

    private void bad(Path file, String words) throws IOException, SettingsException {
        List<SettingsNode> sections = sections(file);
        assertFalse(sections.isEmpty(), "no section");
        SettingsException refusal =
                assertThrows(
                        SettingsException.class,
                        () -> {
                            for (SettingsNode section : sections) {
                                binder.bind(section, factory.settings());
                            }
                        });
        String message = String.valueOf(refusal.getMessage());
        assertTrue(message.contains(words), () -> "\"" + words + "\" is not in: " + message);
        assertTrue(message.matches("(?s).*\\.yml:[0-9]+:[0-9]+: .*"), message);
    }

    private List<SettingsNode> sections(Path file) throws IOException, SettingsException {
        List<SettingsNode> found = new ArrayList<>();
        SettingsNode root = binder.parseYaml(file.toString(), Files.readString(file));
        if (child(root, "scrape_configs") instanceof Sequence configs) {
            for (SettingsNode config : configs.items()) {
                if (child(config, factory.name() + "_sd_configs") instanceof Sequence entries) {
                    found.addAll(entries.items());
                }
            }
        }
        return found;
    }

    private static SettingsNode child(SettingsNode node, String key) {
        if (node instanceof Mapping mapping) {
            for (Entry entry : mapping.entries()) {
                if (entry.key().equals(key)) {
                    return entry.value();
                }
            }
        }
        return SettingsNode.empty();
    }

    private Map<String, String> words() throws IOException, SettingsException {
        Map<String, String> words = new HashMap<>();
        Path vectors = PeerData.folder("vectors/prometheus-config-errors.json");
        if (child(binder.parseJson(Files.readString(vectors)), "cases") instanceof Sequence cases) {
            for (SettingsNode each : cases.items()) {
                words.put(text(child(each, "filename")), text(child(each, "errMsg")));
            }
        }
        words.putAll(ownWords);
        return words;
    }

    private static String text(SettingsNode node) {
        return node instanceof Scalar scalar ? scalar.text() : "";
    }
}
