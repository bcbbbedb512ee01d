package io.gnomon.platform.core.scrape.internal.tools;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.text.TextPosition;
import io.gnomon.spi.discovery.TargetGroup;
import io.gnomon.spi.settings.SettingsBinder;
import io.gnomon.spi.settings.SettingsException;
import io.gnomon.spi.settings.SettingsException.Problem;
import io.gnomon.spi.settings.SettingsNode;
import io.gnomon.spi.settings.SettingsNode.Entry;
import io.gnomon.spi.settings.SettingsNode.Mapping;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads files of target groups strictly; the discovery itself is more lenient, as Prometheus is.
 */
final class TargetFiles {
    private final SettingsBinder binder;

    /** A group as it is written. */
    record Section(List<String> targets, Map<String, String> labels) {}

    /** The list, which a file has at its root. */
    record Content(List<Section> groups) {}

    TargetFiles(SettingsBinder binder) {
        this.binder = binder;
    }

    /**
     * The groups of a file.
     *
     * @throws SettingsException with what is wrong
     */
    List<TargetGroup> read(Path file) throws SettingsException {
        String name = file.toString();
        String lower = name.toLowerCase(Locale.ROOT);
        TextPosition start = new TextPosition(name, 1, 1);
        SettingsNode root;
        try {
            String text = Files.readString(file);
            if (!lower.endsWith(".json") && !lower.endsWith(".yml") && !lower.endsWith(".yaml")) {
                throw problem(start, "invalid file extension; valid: .json, .yml, .yaml");
            }
            // JSON is YAML.
            root = binder.parseYaml(name, text);
        } catch (IOException e) {
            throw problem(start, "this file cannot be read: " + e.getMessage());
        }
        Mapping content = new Mapping(List.of(new Entry("groups", start, root)), start);
        return groups(binder.bind(content, Content.class).groups());
    }

    private static List<TargetGroup> groups(List<Section> sections) {
        return sections.stream()
                .map(section ->
                        new TargetGroup(
                                "",
                                section.targets().stream()
                                        .map(address -> Labels.of("__address__", address))
                                        .toList(),
                                Labels.of(section.labels())))
                .toList();
    }

    private static SettingsException problem(TextPosition position, String message) {
        return new SettingsException(List.of(new Problem("", position, message)));
    }
}
