package io.gnomon.platform.core.alerting.internal.notify;

import io.gnomon.platform.core.config.ConfigService;
import io.gnomon.platform.core.config.StartProblem;
import io.gnomon.spi.settings.SettingsException;

import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks the channels of the first configuration when the plugins are there. */
@Component(
        service = {},
        immediate = true)
public final class ChannelStart {
    private static final Logger LOG = LoggerFactory.getLogger(ChannelStart.class);

    @Activate
    public ChannelStart(
            BundleContext context, @Reference ConfigService config, @Reference ChannelCheck check) {
        try {
            check.check(config.current());
        } catch (SettingsException e) {
            StartProblem problem = new StartProblem(String.valueOf(e.getMessage()));
            context.registerService(StartProblem.class, problem, null);
            LOG.error("the configuration cannot be used: {}", problem);
        }
    }
}
