package io.gnomon.platform.core.alerting.internal.notify;

import io.gnomon.model.labels.Labels;
import io.gnomon.platform.core.alerting.internal.time.Timers;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Executor;

/**
 * What all channels share.
 *
 * @param deliveries runs deliveries, which wait for plugins most of their time
 * @param externalUrl where the user reaches this server
 */
public record Surroundings(
        InstantSource clock,
        Timers timers,
        Executor deliveries,
        Turns turns,
        NotificationLog log,
        NotifyMetrics metrics,
        Backoff backoff,
        URI externalUrl) {

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
                sending.rendering());
    }
}
