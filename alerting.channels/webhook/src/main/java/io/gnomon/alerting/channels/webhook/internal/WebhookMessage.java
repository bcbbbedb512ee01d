package io.gnomon.alerting.channels.webhook.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;

import io.gnomon.model.alert.Alert;
import io.gnomon.model.labels.Labels;
import io.gnomon.spi.channel.Notification;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Alertmanager's webhook message, version "4": the same members in the same order. What is common
 * to the alerts, and the status, are those of the alerts that are sent.
 */
final class WebhookMessage {
    private static final JsonFactory FACTORY = new JsonFactory();

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

    private final JsonGenerator out;
    private final Notification notification;
    private final List<Alert> alerts;

    private WebhookMessage(JsonGenerator out, Notification notification, List<Alert> alerts) {
        this.out = out;
        this.notification = notification;
        this.alerts = alerts;
    }

    /**
     * JSON in UTF-8.
     *
     * @param maxAlerts alerts beyond it are only counted, 0 for all
     */
    static byte[] of(Notification notification, int maxAlerts) {
        List<Alert> all = notification.alerts();
        List<Alert> sent =
                maxAlerts == 0 || all.size() <= maxAlerts ? all : all.subList(0, maxAlerts);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = FACTORY.createGenerator(bytes)) {
            new WebhookMessage(out, notification, sent).write();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private void write() throws IOException {
        boolean whole = alerts.size() == notification.alerts().size();
        boolean firing = alerts.stream().anyMatch(alert -> !alert.isResolvedAt(notification.now()));
        out.writeStartObject();
        out.writeStringField("receiver", notification.receiver());
        out.writeStringField("status", firing ? "firing" : "resolved");
        out.writeArrayFieldStart("alerts");
        for (Alert alert : alerts) {
            alert(alert);
        }
        out.writeEndArray();
        out.writeStringField("notification_reason", notification.reason());
        labels("groupLabels", notification.groupLabels());
        labels("commonLabels", whole ? notification.commonLabels() : common(Alert::labels));
        labels(
                "commonAnnotations",
                whole ? notification.commonAnnotations() : common(Alert::annotations));
        out.writeStringField("externalURL", notification.externalUrl().toString());
        out.writeStringField("version", "4");
        out.writeStringField("groupKey", notification.groupKey());
        out.writeNumberField(
                "truncatedAlerts",
                notification.truncatedAlerts() + notification.alerts().size() - alerts.size());
        out.writeEndObject();
    }

    private void alert(Alert alert) throws IOException {
        boolean resolved = alert.isResolvedAt(notification.now());
        out.writeStartObject();
        out.writeStringField("status", resolved ? "resolved" : "firing");
        labels("labels", alert.labels());
        labels("annotations", alert.annotations());
        out.writeStringField("startsAt", time(alert.startsAt()));
        out.writeStringField("endsAt", resolved ? time(alert.endsAt()) : NO_TIME);
        out.writeStringField("generatorURL", alert.generatorUrl());
        out.writeStringField("fingerprint", alert.fingerprint());
        out.writeEndObject();
    }

    private void labels(String name, Labels labels) throws IOException {
        out.writeObjectFieldStart(name);
        for (int i = 0; i < labels.size(); i++) {
            out.writeStringField(labels.name(i), labels.value(i));
        }
        out.writeEndObject();
    }

    /** Labels that all alerts sent have with the same value. */
    private Labels common(Function<Alert, Labels> of) {
        Labels first = of.apply(alerts.get(0));
        Labels.Builder common = first.toBuilder();
        for (Alert alert : alerts) {
            Labels labels = of.apply(alert);
            for (int i = 0; i < first.size(); i++) {
                if (!labels.get(first.name(i)).equals(first.value(i))) {
                    common.remove(first.name(i));
                }
            }
        }
        return common.build();
    }

    private static String time(Instant time) {
        return TIME.format(time);
    }
}
