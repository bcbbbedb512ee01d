package io.gnomon.platform.core.config.internal.load;

import io.gnomon.model.text.FileGlob;
import io.gnomon.platform.core.config.internal.text.YamlReader;
import io.gnomon.spi.settings.SettingsException;
import io.gnomon.spi.settings.SettingsNode;
import io.gnomon.spi.settings.SettingsNode.Entry;
import io.gnomon.spi.settings.SettingsNode.Mapping;
import io.gnomon.spi.settings.SettingsNode.Scalar;
import io.gnomon.spi.settings.SettingsNode.Sequence;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** One checksum over configuration files and those that they include. */
final class ConfigChecksum {
    private ConfigChecksum() {}

    /**
     * SHA-256 over names and contents. That a file cannot be read, and why, counts as its content.
     *
     * @param prometheusFile with those that its {@code scrape_config_files} and {@code rule_files}
     *     name; may be empty
     * @param gnomonFile may be empty
     * @param alertmanagerFile with those that its {@code templates} name; may be empty
     * @param written files that the server wrote
     */
    static String of(
            String prometheusFile,
            String gnomonFile,
            String alertmanagerFile,
            List<String> written) {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
        add(digest, prometheusFile);
        included(prometheusFile, "scrape_config_files").forEach(file -> add(digest, file));
        included(prometheusFile, "rule_files").forEach(file -> add(digest, file));
        add(digest, gnomonFile);
        add(digest, alertmanagerFile);
        included(alertmanagerFile, "templates").forEach(file -> add(digest, file));
        written.forEach(file -> add(digest, file));
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void add(MessageDigest digest, String file) {
        digest.update(file.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        if (file.isEmpty()) {
            return;
        }
        try {
            digest.update(Files.readAllBytes(Path.of(file)));
        } catch (IOException | InvalidPathException e) {
            digest.update(e.toString().getBytes(StandardCharsets.UTF_8));
        }
        digest.update((byte) 0);
    }

    /** None when the file is wrong: the reload says so. */
    private static List<String> included(String from, String key) {
        List<String> files = new ArrayList<>();
        try {
            if (!from.isEmpty()
                    && YamlReader.read(from, ConfigReader.text(from)) instanceof Mapping root) {
                for (Entry entry : root.entries()) {
                    if (entry.key().equals(key) && entry.value() instanceof Sequence patterns) {
                        patterns.items().forEach(p -> addFound(files, from, p));
                    }
                }
            }
        } catch (SettingsException | IllegalArgumentException e) {
            files.clear();
        }
        return files;
    }

    private static void addFound(List<String> files, String from, SettingsNode pattern) {
        if (pattern instanceof Scalar text) {
            String absolute = Path.of(from).resolveSibling(text.text()).toString();
            FileGlob.find(absolute).forEach(file -> files.add(file.toString()));
        }
    }
}
