package io.gnomon.platform.core.scrape.internal;

import io.gnomon.platform.core.config.ConfigCheck;
import io.gnomon.platform.core.config.DiscoveryConfig;
import io.gnomon.platform.core.config.LoadedConfig;
import io.gnomon.platform.core.config.ScrapeConfig;
import io.gnomon.platform.core.config.SectionCheck;
import io.gnomon.platform.core.config.SectionCheck.Section;
import io.gnomon.spi.discovery.DiscoveryFactory;
import io.gnomon.spi.runtime.Plugins;
import io.gnomon.spi.settings.SettingsBinder;
import io.gnomon.spi.settings.SettingsException;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import java.util.ArrayList;
import java.util.List;

/**
 * Checks each {@code *_sd_configs} entry against the settings record of its plugin. One whose
 * plugin is absent cannot be checked: that is a warning, and the discovery begins when it comes.
 */
@Component
public final class DiscoveryCheck implements ConfigCheck {
    private final SectionCheck sections;

    @Activate
    public DiscoveryCheck(@Reference Plugins plugins, @Reference SettingsBinder binder) {
        sections =
                new SectionCheck(
                        plugins, binder, DiscoveryFactory.class, "discovery", "its targets come");
    }

    @Override
    public void check(LoadedConfig next) throws SettingsException {
        List<DiscoveryConfig> discoveries = new ArrayList<>();
        for (ScrapeConfig scrape : next.scrapes()) {
            discoveries.addAll(scrape.discoveries());
        }
        next.alerting().alertmanagers().forEach(each -> discoveries.addAll(each.discoveries()));
        sections.check(
                discoveries.stream()
                        .map(each -> new Section(each.name(), each.settings()))
                        .toList());
    }
}
