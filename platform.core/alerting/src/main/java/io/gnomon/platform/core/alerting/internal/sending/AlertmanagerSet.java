package io.gnomon.platform.core.alerting.internal.sending;

import io.gnomon.model.alert.Alert;
import io.gnomon.model.labels.Labels;
import io.gnomon.platform.core.config.AlertmanagerConfig;
import io.gnomon.platform.core.config.Relabeling;
import io.gnomon.platform.core.config.ValidationScheme;
import io.gnomon.platform.core.scrape.TargetDiscovery;
import io.gnomon.spi.common.HttpCaller;
import io.gnomon.spi.common.HttpClients;
import io.gnomon.spi.discovery.TargetGroup;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The Alertmanagers of one entry of {@code alerting.alertmanagers}. Any thread. */
final class AlertmanagerSet {
    /** How long stopping waits for alerts that are being sent. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final AlertmanagerConfig config;
    private final ValidationScheme names;
    private final SendingFlags flags;
    private final HttpCaller caller;
    private final List<TargetDiscovery.Search> searches = new ArrayList<>();
    private Map<URI, SendLoop> loops = new LinkedHashMap<>();
    private AlertmanagerTargets targets;
    private boolean ended;

    /**
     * Begins to look for them.
     *
     * @throws IllegalArgumentException with a sentence when the HTTP settings do not work
     */
    AlertmanagerSet(
            AlertmanagerConfig config,
            ValidationScheme names,
            SendingFlags flags,
            HttpClients clients,
            TargetDiscovery discovery) {
        this.config = config;
        this.names = names;
        this.flags = flags;
        this.targets = AlertmanagerTargets.of(config, names, List.of());
        this.caller =
                clients.open(
                        config.http(), config.sigv4() == null ? null : config.sigv4().signing());
        config.discoveries()
                .forEach(d -> searches.add(discovery.search(d, "Alertmanagers", this::sync)));
        sync();
    }

    /** Whether it was made for the same. */
    boolean isFor(AlertmanagerConfig other, ValidationScheme otherNames) {
        return config.equals(other) && names == otherNames;
    }

    private synchronized void sync() {
        if (ended) {
            return;
        }
        List<TargetGroup> groups = new ArrayList<>(config.staticGroups());
        searches.forEach(search -> groups.addAll(search.groups()));
        targets = AlertmanagerTargets.of(config, names, groups);
        Map<URI, SendLoop> next = new LinkedHashMap<>();
        for (URI url : targets.active()) {
            SendLoop loop = loops.remove(url);
            if (loop == null) {
                loop = new SendLoop(url, caller, config.timeout(), flags);
                loop.start();
            }
            next.put(url, loop);
        }
        loops.values().forEach(SendLoop::stop);
        loops = next;
    }

    /** Sends alerts after the entry's {@code alert_relabel_configs}. */
    void send(List<Alert> alerts) {
        List<Alert> relabelled = new ArrayList<>(alerts.size());
        for (Alert alert : alerts) {
            Labels.Builder labels = alert.labels().toBuilder();
            if (Relabeling.apply(config.alertRelabelConfigs(), names, labels)) {
                relabelled.add(alert.withLabels(labels.build()));
            }
        }
        loops().forEach(loop -> loop.add(relabelled));
    }

    synchronized List<SendLoop> loops() {
        return List.copyOf(loops.values());
    }

    synchronized AlertmanagerTargets targets() {
        return targets;
    }

    /** Ends sending; waits for what is being sent. */
    void end() {
        List<SendLoop> running;
        synchronized (this) {
            ended = true;
            running = loops();
        }
        searches.forEach(TargetDiscovery.Search::close);
        running.forEach(SendLoop::stop);
        try {
            for (SendLoop loop : running) {
                loop.awaitEnd(PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        caller.close();
    }
}
