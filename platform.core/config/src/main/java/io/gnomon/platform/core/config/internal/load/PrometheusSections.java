package io.gnomon.platform.core.config.internal.load;

import io.gnomon.platform.core.config.GlobalConfig;
import io.gnomon.platform.core.config.OtlpConfig;
import io.gnomon.platform.core.config.RemoteReadConfig;
import io.gnomon.platform.core.config.RemoteWriteConfig;
import io.gnomon.platform.core.config.StorageConfig;
import io.gnomon.platform.core.config.TracingConfig;
import io.gnomon.spi.common.FilePath;
import io.gnomon.spi.settings.SettingsNode;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

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
        @Nullable TracingConfig tracing,
        @Nullable SettingsNode runtime) {

    /** A file that {@code scrape_config_files} names. */
    record ScrapeFile(List<ScrapeSection> scrapeConfigs) {}

    /** Sections that are accepted and have no effect, where they are given. */
    List<String> notUsed() {
        List<String> given = new ArrayList<>();
        if (tracing != null) {
            given.add("tracing");
        }
        if (runtime != null) {
            given.add("runtime");
        }
        return given;
    }
}
