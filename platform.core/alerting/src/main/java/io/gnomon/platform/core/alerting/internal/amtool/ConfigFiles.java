package io.gnomon.platform.core.alerting.internal.amtool;

import io.gnomon.spi.settings.SettingsBinder;
import io.gnomon.spi.settings.SettingsException;
import io.gnomon.spi.settings.SettingsNode;
import io.gnomon.spi.settings.SettingsNode.Mapping;
import io.gnomon.spi.settings.SettingsNode.Scalar;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/**
 * Flags of amtool's configuration files: {@code amtool/config.yml} in {@code $XDG_CONFIG_HOME} or
 * {@code ~/.config}, then that in {@code /etc}. The first one that has a flag counts.
 */
final class ConfigFiles {
    private ConfigFiles() {}

    /**
     * Values by flag.
     *
     * @throws SettingsException when a file is not one
     */
    static Map<String, String> read(Map<String, String> environment)
            throws SettingsException, AmtoolFailure {
        String home = environment.getOrDefault("HOME", "");
        String settings = environment.getOrDefault("XDG_CONFIG_HOME", home + "/.config");
        Map<String, String> flags = new HashMap<>();
        for (String folder : List.of(settings, home + "/.config", "/etc")) {
            Path file = Path.of(folder, "amtool", "config.yml");
            if (Files.isReadable(file)) {
                read(file).forEach(flags::putIfAbsent);
            }
        }
        return flags;
    }

    private static Map<String, String> read(Path file) throws SettingsException, AmtoolFailure {
        SettingsNode root;
        try {
            root = binder().parseYaml(file.toString(), Files.readString(file));
        } catch (IOException e) {
            throw new AmtoolFailure("could not load config file: " + e);
        }
        if (!(root instanceof Mapping mapping)) {
            throw new AmtoolFailure(
                    "could not load config file: " + root.position() + ": must be a mapping");
        }
        Map<String, String> flags = new HashMap<>();
        for (SettingsNode.Entry entry : mapping.entries()) {
            if (!(entry.value() instanceof Scalar value)) {
                throw new AmtoolFailure(
                        "could not load config file: %s: %s must be a single value"
                                .formatted(entry.value().position(), entry.key()));
            }
            // An old name, which the new one replaces where both are there.
            if (entry.key().equals("comment_required")) {
                flags.putIfAbsent("require-comment", value.text());
            } else {
                flags.put(entry.key(), value.text());
            }
        }
        return flags;
    }

    static SettingsBinder binder() {
        return ServiceLoader.load(SettingsBinder.class).findFirst().orElseThrow();
    }
}
