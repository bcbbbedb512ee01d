package io.gnomon.platform.core.alerting.internal.sending;

import io.gnomon.model.alert.Alert;
import io.gnomon.model.alert.AlertSink;
import io.gnomon.platform.core.alerting.AlertmanagersView;
import io.gnomon.platform.core.config.ConfigService;
import io.gnomon.platform.core.config.StartProblem;
import io.gnomon.platform.core.scrape.TargetDiscovery;
import io.gnomon.spi.common.HttpClients;
import io.gnomon.spi.runtime.Registration;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

import java.net.URI;
import java.util.List;

/** Sending to Alertmanagers as a part of the server. */
@Component(service = {AlertSink.class, AlertmanagersView.class, SendingComponent.class})
public final class SendingComponent implements AlertSink, AlertmanagersView {
    private final ConfigService config;
    private final ExternalAlertmanagers alertmanagers;
    private @Nullable Registration changes;

    @Activate
    public SendingComponent(
            BundleContext context,
            @Reference ConfigService config,
            @Reference HttpClients clients,
            @Reference TargetDiscovery discovery) {
        this.config = config;
        SendingFlags flags =
                StartProblem.readFlags(
                        context,
                        () -> SendingFlags.read(context::getProperty),
                        SendingFlags.DEFAULT);
        alertmanagers = new ExternalAlertmanagers(flags, clients, discovery);
    }

    @Activate
    void start() {
        changes = config.onChange(alertmanagers::apply);
        alertmanagers.apply(config.current());
    }

    @Deactivate
    void stop() {
        if (changes != null) {
            changes.close();
        }
        alertmanagers.close();
    }

    ExternalAlertmanagers alertmanagers() {
        return alertmanagers;
    }

    @Override
    public void alerts(List<Alert> alerts) {
        alertmanagers.send(alerts);
    }

    @Override
    public List<URI> active() {
        return alertmanagers.active();
    }

    @Override
    public List<URI> dropped() {
        return alertmanagers.dropped();
    }
}
