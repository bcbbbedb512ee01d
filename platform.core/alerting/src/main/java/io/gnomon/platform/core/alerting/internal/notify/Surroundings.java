package io.gnomon.platform.core.alerting.internal.notify;

import io.gnomon.model.labels.Labels;
import io.gnomon.platform.core.alerting.internal.acknowledge.Acknowledged;
import io.gnomon.platform.core.alerting.internal.graphs.AlertGraphs;
import io.gnomon.platform.core.alerting.internal.history.History;
import io.gnomon.platform.core.alerting.internal.time.Timers;
import io.gnomon.platform.core.config.GnomonAlerting;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * What all channels share.
 *
 * @param deliveries runs deliveries, which wait for plugins most of their time
 * @param settings those in force
 * @param externalUrl where the user reaches this server
 */
public record Surroundings(
        InstantSource clock,
        Timers timers,
        Executor deliveries,
        Turns turns,
        NotificationLog log,
        History history,
        Acknowledged acknowledged,
        Supplier<GnomonAlerting> settings,
        NotifyMetrics metrics,
        Backoff backoff,
        URI externalUrl,
        AlertGraphs graphs) {

    GroupNotification notification(
            String receiver,
            Sending sending,
            boolean withResolved,
            Reason reason,
            Duration timeout,
            Map<String, String> memory) {
        Flush flush = sending.flush();
        return new GroupNotification(
                receiver,
                flush.key(),
                sending.alerts(withResolved),
                flush.labels(),
                Labels.of(flush.route().labels()),
                externalUrl,
                reason.text(),
                flush.now(),
                timeout,
                memory,
                sending.rendering(),
                graphs);
    }
}
