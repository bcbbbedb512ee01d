package io.gnomon.platform.testkit.discovery;

import io.gnomon.spi.discovery.Discovery;
import io.gnomon.spi.discovery.DiscoveryFactory;
import io.gnomon.spi.discovery.TargetGroup;
import io.gnomon.spi.settings.SettingsBinder;
import io.gnomon.spi.settings.SettingsException;

import java.util.List;

/** Asks discoveries that are made from a section as it stands in prometheus.yml. */
public record Asking(SettingsBinder binder) {
    /** The settings that a section's text says. */
    public <S extends Record> S settings(DiscoveryFactory<S> factory, String yaml)
            throws SettingsException {
        return binder.bind(binder.parseYaml("test.yml", yaml), factory.settings());
    }

    /** What is found at once. */
    public <S extends Record> List<TargetGroup> once(DiscoveryFactory<S> factory, String yaml)
            throws Exception {
        try (Discovery discovery = factory.create(settings(factory, yaml))) {
            return discovery.refresh().groups();
        }
    }
}
