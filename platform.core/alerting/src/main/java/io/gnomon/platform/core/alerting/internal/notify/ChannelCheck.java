package io.gnomon.platform.core.alerting.internal.notify;

import io.gnomon.platform.core.config.ConfigCheck;
import io.gnomon.platform.core.config.LoadedConfig;
import io.gnomon.platform.core.config.SectionCheck;
import io.gnomon.platform.core.config.SectionCheck.Section;
import io.gnomon.spi.channel.ChannelFactory;
import io.gnomon.spi.runtime.Plugins;
import io.gnomon.spi.settings.SettingsBinder;
import io.gnomon.spi.settings.SettingsException;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Checks the entries of Alertmanager's receivers against the settings records of their channels.
 * One whose plugin is absent is a warning, and is delivered to when it comes.
 */
@Component
public final class ChannelCheck implements ConfigCheck {
    private final SectionCheck sections;

    @Activate
    public ChannelCheck(@Reference Plugins plugins, @Reference SettingsBinder binder) {
        sections =
                new SectionCheck(
                        plugins, binder, ChannelFactory.class, "channel", "it gets notifications");
    }

    @Override
    public void check(LoadedConfig next) throws SettingsException {
        sections.check(
                next.alertmanager().receivers().stream()
                        .flatMap(receiver -> receiver.channels().stream())
                        .map(entry -> new Section(entry.type(), entry.settings()))
                        .toList());
    }
}
