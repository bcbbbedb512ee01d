package io.gnomon.discovery.file.internal;

import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.common.FilePath;
import io.gnomon.spi.common.Limit;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** An entry of {@code file_sd_configs}. */
@Doc("Targets from JSON and YAML files")
public record FileSettings(
        @Doc(
                        "Files, or patterns of files with a star in the last part; names end in"
                                + " .json, .yml or .yaml")
                @FilePath
                List<String> files,
        @Doc("How often files are read again though they seem unchanged")
                @Limit(min = 1)
                @Default("5m")
                Duration refreshInterval) {

    private static final Pattern NAME =
            Pattern.compile("[^*]*(\\*[^/]*)?\\.(json|yml|yaml|JSON|YML|YAML)");

    public FileSettings {
        if (files.isEmpty()) {
            throw new IllegalArgumentException(
                    "file service discovery config must contain at least one path name");
        }
        for (String file : files) {
            if (!NAME.matcher(file).matches()) {
                throw new IllegalArgumentException(
                        "path name \"" + file + "\" is not valid for file discovery");
            }
        }
    }
}
