package io.gnomon.alerting.channels.posting;

import io.gnomon.model.alert.Alert;
import io.gnomon.model.labels.Labels;
import io.gnomon.spi.channel.Notification;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * The message in which Alertmanager tells all of a notification: that of webhooks (version "4") and
 * of incident.io. The same members in the same order; what is common to the alerts, and the status,
 * are those of the alerts that are sent.
 */
public final class AlertsMessage {
    /** End of an alert that still fires: Go's zero time. */
    private static final String NO_TIME = "0001-01-01T00:00:00Z";

    /** As Go's RFC3339Nano: no more digits of the fraction than needed. */
    private static final DateTimeFormatter TIME =
            new DateTimeFormatterBuilder()
                    .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
                    .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
                    .appendOffset("+HH:MM", "Z")
                    .toFormatter(Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private final Notification notification;
    private final List<Alert> alerts;

    private AlertsMessage(Notification notification, List<Alert> alerts) {
        this.notification = notification;
        this.alerts = alerts;
    }

    /**
     * The message.
     *
     * @param maxAlerts alerts beyond it are only counted, 0 for all
     */
    public static Fields of(Notification notification, String version, int maxAlerts) {
        List<Alert> all = notification.alerts();
        List<Alert> sent =
                maxAlerts == 0 || all.size() <= maxAlerts ? all : all.subList(0, maxAlerts);
        return new AlertsMessage(notification, sent).fields(version);
    }

    private Fields fields(String version) {
        boolean whole = alerts.size() == notification.alerts().size();
        boolean firing = alerts.stream().anyMatch(alert -> !alert.isResolvedAt(notification.now()));
        return new Fields()
                .put("receiver", notification.receiver())
                .put("status", firing ? "firing" : "resolved")
                .put("alerts", alerts.stream().map(this::alert).toList())
                .put("notification_reason", notification.reason())
                .put("groupLabels", labels(notification.groupLabels()))
                .put(
                        "commonLabels",
                        labels(whole ? notification.commonLabels() : common(Alert::labels)))
                .put(
                        "commonAnnotations",
                        labels(
                                whole
                                        ? notification.commonAnnotations()
                                        : common(Alert::annotations)))
                .put("externalURL", notification.externalUrl())
                .put("version", version)
                .put("groupKey", notification.groupKey())
                .put(
                        "truncatedAlerts",
                        notification.truncatedAlerts()
                                + notification.alerts().size()
                                - alerts.size());
    }

    private Fields alert(Alert alert) {
        boolean resolved = alert.isResolvedAt(notification.now());
        return new Fields()
                .put("status", resolved ? "resolved" : "firing")
                .put("labels", labels(alert.labels()))
                .put("annotations", labels(alert.annotations()))
                .put("startsAt", time(alert.startsAt()))
                .put("endsAt", resolved ? time(alert.endsAt()) : NO_TIME)
                .put("generatorURL", alert.generatorUrl())
                .put("fingerprint", alert.fingerprint());
    }

    private static Fields labels(Labels labels) {
        Fields fields = new Fields();
        for (int i = 0; i < labels.size(); i++) {
            fields.put(labels.name(i), labels.value(i));
        }
        return fields;
    }

    /** Labels that all alerts sent have with the same value. */
    private Labels common(Function<Alert, Labels> of) {
        return Labels.common(alerts.stream().map(of).toList());
    }

    private static String time(Instant time) {
        return TIME.format(time);
    }
}
