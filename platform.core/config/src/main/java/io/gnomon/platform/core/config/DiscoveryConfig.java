package io.gnomon.platform.core.config;

import io.gnomon.spi.settings.SettingsNode;

import org.jspecify.annotations.Nullable;

/**
 * An entry of a {@code *_sd_configs} section, for the discovery plugin of that name. Two are equal
 * when they say the same, wherever they stand.
 *
 * @param name the section without its ending: "file" for {@code file_sd_configs}
 * @param settings the entry as it was written; bound by the plugin runtime
 */
public record DiscoveryConfig(String name, SettingsNode settings) {
    @Override
    public boolean equals(@Nullable Object o) {
        return o instanceof DiscoveryConfig other
                && name.equals(other.name)
                && settings.saysTheSame(other.settings);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }
}
