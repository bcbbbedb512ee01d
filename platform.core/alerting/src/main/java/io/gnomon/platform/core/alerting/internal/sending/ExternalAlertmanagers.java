package io.gnomon.platform.core.alerting.internal.sending;

import io.gnomon.model.alert.Alert;
import io.gnomon.platform.core.config.AlertmanagerConfig;
import io.gnomon.platform.core.config.LoadedConfig;
import io.gnomon.platform.core.config.ValidationScheme;
import io.gnomon.platform.core.scrape.TargetDiscovery;
import io.gnomon.spi.common.HttpClients;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * All Alertmanagers that {@code alerting.alertmanagers} of the configuration names. Alerts come
 * with external labels and after {@code alerting.alert_relabel_configs}: the rules see to that. Any
 * thread.
 */
final class ExternalAlertmanagers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ExternalAlertmanagers.class);

    private final SendingFlags flags;
    private final HttpClients clients;
    private final TargetDiscovery discovery;
    private volatile List<AlertmanagerSet> sets = List.of();

    /** None yet. */
    ExternalAlertmanagers(SendingFlags flags, HttpClients clients, TargetDiscovery discovery) {
        this.flags = flags;
        this.clients = clients;
        this.discovery = discovery;
    }

    /** Goes over to a configuration; entries that say the same go on as they are. */
    synchronized void apply(LoadedConfig config) {
        ValidationScheme given = config.global().metricNameValidationScheme();
        ValidationScheme names = given == null ? ValidationScheme.UTF8 : given;
        List<AlertmanagerSet> before = new ArrayList<>(sets);
        List<AlertmanagerSet> next = new ArrayList<>();
        for (AlertmanagerConfig entry : config.alerting().alertmanagers()) {
            AlertmanagerSet same =
                    before.stream().filter(set -> set.isFor(entry, names)).findFirst().orElse(null);
            if (same != null) {
                before.remove(same);
                next.add(same);
                continue;
            }
            try {
                next.add(new AlertmanagerSet(entry, names, flags, clients, discovery));
            } catch (IllegalArgumentException e) {
                LOG.error("alerts are not sent to an entry of alertmanagers: {}", e.getMessage());
            }
        }
        sets = List.copyOf(next);
        before.forEach(AlertmanagerSet::end);
    }

    /** Queues alerts for all. */
    void send(List<Alert> alerts) {
        sets.forEach(set -> set.send(alerts));
    }

    List<SendLoop> loops() {
        return sets.stream().flatMap(set -> set.loops().stream()).toList();
    }

    SendingFlags flags() {
        return flags;
    }

    List<URI> active() {
        return urls(AlertmanagerTargets::active);
    }

    List<URI> dropped() {
        return urls(AlertmanagerTargets::dropped);
    }

    private List<URI> urls(Function<AlertmanagerTargets, Set<URI>> kind) {
        Set<URI> all = new LinkedHashSet<>();
        sets.forEach(set -> all.addAll(kind.apply(set.targets())));
        return List.copyOf(all);
    }

    @Override
    public synchronized void close() {
        sets.forEach(AlertmanagerSet::end);
        sets = List.of();
    }
}
