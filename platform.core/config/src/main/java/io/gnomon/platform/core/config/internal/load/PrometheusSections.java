package io.gnomon.platform.core.config.internal.load;

import io.gnomon.platform.core.config.GlobalConfig;
import io.gnomon.platform.core.config.OtlpConfig;
import io.gnomon.platform.core.config.RemoteReadConfig;
import io.gnomon.platform.core.config.RemoteWriteConfig;
import io.gnomon.platform.core.config.StorageConfig;
import io.gnomon.spi.common.FilePath;
import io.gnomon.spi.settings.SettingsNode;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code prometheus.yml} as it is written. */
record PrometheusSections(
        GlobalConfig global,
        List<ScrapeSection> scrapeConfigs,
        List<String> scrapeConfigFiles,
        @FilePath List<String> ruleFiles,
        AlertingSection alerting,
        List<RemoteWriteConfig> remoteWrite,
        List<RemoteReadConfig> remoteRead,
        StorageConfig storage,
        OtlpConfig otlp,
        @Nullable SettingsNode tracing,
        @Nullable SettingsNode runtime) {

    /** A file that {@code scrape_config_files} names. */
    record ScrapeFile(List<ScrapeSection> scrapeConfigs) {}

    /** Sections that are accepted and not used yet, where they are given. */
    Map<String, SettingsNode> notUsedYet() {
        Map<String, SettingsNode> given = new LinkedHashMap<>();
        add(given, "tracing", tracing);
        add(given, "runtime", runtime);
        return given;
    }

    private static void add(
            Map<String, SettingsNode> given, String name, @Nullable SettingsNode section) {
        if (section != null) {
            given.put(name, section);
        }
    }
}
