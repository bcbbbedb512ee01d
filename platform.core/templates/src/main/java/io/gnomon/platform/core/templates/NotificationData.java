package io.gnomon.platform.core.templates;

import io.gnomon.model.labels.Labels;

import java.time.Instant;
import java.util.List;

/**
 * What templates of notifications see; the fields have Alertmanager's names there ({@code
 * .Receiver}, {@code .Alerts}, ...).
 *
 * @param status firing or resolved
 * @param routeLabels labels of the route; their values may be templates themselves
 * @param notificationReason why it is sent, in Alertmanager's words
 * @param now what the functions {@code now} and {@code since} go by
 */
public record NotificationData(
        String receiver,
        String status,
        List<AlertData> alerts,
        Labels groupLabels,
        Labels commonLabels,
        Labels commonAnnotations,
        Labels routeLabels,
        String externalUrl,
        String notificationReason,
        Instant now) {
    public NotificationData {
        alerts = List.copyOf(alerts);
    }

    /**
     * An alert.
     *
     * @param status firing or resolved
     * @param fingerprint 16 hexadecimal digits
     */
    public record AlertData(
            String status,
            Labels labels,
            Labels annotations,
            Instant startsAt,
            Instant endsAt,
            String generatorUrl,
            String fingerprint) {}
}
