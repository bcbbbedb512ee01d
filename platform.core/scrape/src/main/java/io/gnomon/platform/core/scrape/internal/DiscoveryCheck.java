package io.gnomon.platform.core.scrape.internal;

import io.gnomon.platform.core.config.ConfigCheck;
import io.gnomon.platform.core.config.DiscoveryConfig;
import io.gnomon.platform.core.config.LoadedConfig;
import io.gnomon.platform.core.config.ScrapeConfig;
import io.gnomon.spi.discovery.Discovery;
import io.gnomon.spi.discovery.DiscoveryFactory;
import io.gnomon.spi.runtime.PluginException;
import io.gnomon.spi.runtime.PluginHandle;
import io.gnomon.spi.runtime.Plugins;
import io.gnomon.spi.settings.SettingsBinder;
import io.gnomon.spi.settings.SettingsException;
import io.gnomon.spi.settings.SettingsException.Problem;
import io.gnomon.spi.settings.SettingsNode;

import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks each {@code *_sd_configs} entry against the settings record of its plugin. One whose
 * plugin is absent cannot be checked: that is a warning, and the discovery begins when it comes.
 */
@Component(service = {ConfigCheck.class, DiscoveryCheck.class})
public final class DiscoveryCheck implements ConfigCheck {
    private static final Logger LOG = LoggerFactory.getLogger(DiscoveryCheck.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** No discovery has this name. */
    private static final String NOBODY = "-";

    private final Plugins plugins;
    private final SettingsBinder binder;

    @Activate
    public DiscoveryCheck(@Reference Plugins plugins, @Reference SettingsBinder binder) {
        this.plugins = plugins;
        this.binder = binder;
    }

    @Override
    public void check(LoadedConfig next) throws SettingsException {
        List<DiscoveryConfig> discoveries = new ArrayList<>();
        for (ScrapeConfig scrape : next.scrapes()) {
            discoveries.addAll(scrape.discoveries());
        }
        next.alerting().alertmanagers().forEach(each -> discoveries.addAll(each.discoveries()));
        if (discoveries.stream().anyMatch(discovery -> find(discovery) == null)) {
            awaitPlugins();
        }
        List<Problem> problems = new ArrayList<>();
        discoveries.forEach(discovery -> check(discovery, problems));
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
    }

    private void check(DiscoveryConfig discovery, List<Problem> problems) {
        Plugins.ActivePlugin plugin = find(discovery);
        if (plugin == null) {
            LOG.warn(
                    "{}: no plugin offers the discovery \"{}\" now; its targets come when it does",
                    discovery.settings().position(),
                    discovery.name());
            return;
        }
        try {
            binder.bind(discovery.settings(), plugin.settings());
        } catch (SettingsException e) {
            problems.addAll(e.problems());
        }
    }

    private Plugins.@Nullable ActivePlugin find(DiscoveryConfig discovery) {
        return plugins.find(DiscoveryFactory.class, discovery.name());
    }

    /**
     * Right after a start plugins are registered that have not been taken in yet. A call of one
     * that does not exist returns when all of those have been.
     */
    private void awaitPlugins() {
        try (PluginHandle<Discovery> nobody =
                plugins.open(DiscoveryFactory.class, NOBODY, SettingsNode.empty())) {
            nobody.call(PATIENCE, instance -> true);
        } catch (PluginException e) {
            LOG.debug("All plugins have been taken in: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
