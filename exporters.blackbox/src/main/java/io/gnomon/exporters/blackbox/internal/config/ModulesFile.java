package io.gnomon.exporters.blackbox.internal.config;

import io.gnomon.spi.common.JsonConditions;
import io.gnomon.spi.settings.SettingsBinder;
import io.gnomon.spi.settings.SettingsException;
import io.gnomon.spi.settings.SettingsNode;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A blackbox.yml.
 *
 * @param modules by name
 * @param refusals a sentence with its place for each module with which probes are refused
 * @param shown YAML of each module as it is written, without secrets
 */
public record ModulesFile(
        Map<String, ProbeModule> modules, Map<String, String> refusals, Map<String, String> shown) {

    /** The file's only key. */
    record Root(Map<String, ProbeModule> modules) {}

    /**
     * Reads a text.
     *
     * @param file its name, for positions and relative paths
     * @param conditions for modules that look at JSON, null where there are none
     * @throws SettingsException with the place of each mistake
     */
    public static ModulesFile read(
            SettingsBinder binder, String file, String text, @Nullable JsonConditions conditions)
            throws SettingsException {
        SettingsNode node = binder.parseYaml(file, text);
        Map<String, ProbeModule> modules = binder.bind(node, Root.class).modules();
        Map<String, String> refusals = new LinkedHashMap<>();
        Map<String, String> shown = new LinkedHashMap<>();
        for (SettingsNode.Entry entry : entries(node)) {
            ProbeModule module = modules.get(entry.key());
            String reason = module == null ? "" : module.refusal(conditions);
            if (!reason.isEmpty()) {
                refusals.put(
                        entry.key(),
                        entry.keyPosition()
                                + ": the module \""
                                + entry.key()
                                + "\" is refused: "
                                + reason);
            }
            shown.put(
                    entry.key(),
                    binder.toYaml(binder.withoutSecrets(entry.value(), ProbeModule.class)));
        }
        return new ModulesFile(modules, refusals, shown);
    }

    private static List<SettingsNode.Entry> entries(SettingsNode root) {
        return root instanceof SettingsNode.Mapping mapping
                ? mapping.entries().stream()
                        .map(SettingsNode.Entry::value)
                        .filter(SettingsNode.Mapping.class::isInstance)
                        .map(SettingsNode.Mapping.class::cast)
                        .flatMap(modules -> modules.entries().stream())
                        .toList()
                : List.of();
    }
}
