package io.gnomon.platform.core.scrape.internal;

import io.gnomon.platform.core.config.ConfigService;
import io.gnomon.platform.core.config.StartProblem;
import io.gnomon.spi.settings.SettingsException;

import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks the discoveries of the first configuration when the plugins are there. Not a part of the
 * scraping component: exporters that are being taken in wait for that one.
 */
@Component(
        service = {},
        immediate = true)
public final class DiscoveryStart {
    private static final Logger LOG = LoggerFactory.getLogger(DiscoveryStart.class);

    @Activate
    public DiscoveryStart(
            BundleContext context,
            @Reference ConfigService config,
            @Reference DiscoveryCheck check) {
        try {
            check.check(config.current());
        } catch (SettingsException e) {
            StartProblem problem = new StartProblem(String.valueOf(e.getMessage()));
            context.registerService(StartProblem.class, problem, null);
            LOG.error("the configuration cannot be used: {}", problem);
        }
    }
}
