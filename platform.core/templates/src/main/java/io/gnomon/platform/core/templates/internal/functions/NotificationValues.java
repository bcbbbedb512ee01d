package io.gnomon.platform.core.templates.internal.functions;

import io.gnomon.model.labels.Regex;
import io.gnomon.platform.core.templates.NotificationData;
import io.gnomon.platform.core.templates.internal.time.GoTime;
import io.gnomon.platform.core.templates.internal.value.Function;
import io.gnomon.platform.core.templates.internal.value.GoList;
import io.gnomon.platform.core.templates.internal.value.GoStruct;
import io.gnomon.platform.core.templates.internal.value.MethodTable;

import java.util.ArrayList;
import java.util.List;

/** Alertmanager's types Data, Alerts and Alert: the dot of a notification's templates. */
public final class NotificationValues {
    private static final MethodTable<GoList> ALERTS =
            (alerts, name) ->
                    switch (name) {
                        case "Firing" -> Function.getter(withStatus(alerts, "firing"));
                        case "Resolved" -> Function.getter(withStatus(alerts, "resolved"));
                        default -> null;
                    };

    private NotificationValues() {}

    public static GoStruct data(NotificationData data) {
        List<Object> alerts = new ArrayList<>();
        data.alerts().forEach(a -> alerts.add(alert(a)));
        return data(
                // As Alertmanager shows it: a regular expression that matches it.
                Regex.quoted(data.receiver()),
                data.status(),
                alerts(alerts),
                data.notificationReason(),
                KeyValues.of(data.groupLabels()),
                KeyValues.of(data.commonLabels()),
                KeyValues.of(data.commonAnnotations()),
                KeyValues.of(data.routeLabels()),
                data.externalUrl());
    }

    private static GoStruct data(
            String receiver,
            String status,
            Object alerts,
            String reason,
            Object groupLabels,
            Object commonLabels,
            Object commonAnnotations,
            Object routeLabels,
            String externalUrl) {
        return new GoStruct(
                "*template.Data",
                List.of(
                        new GoStruct.Field("Receiver", "receiver", receiver),
                        new GoStruct.Field("Status", "status", status),
                        new GoStruct.Field("Alerts", "alerts", alerts),
                        new GoStruct.Field("NotificationReason", "notification_reason", reason),
                        new GoStruct.Field("GroupLabels", "groupLabels", groupLabels),
                        new GoStruct.Field("CommonLabels", "commonLabels", commonLabels),
                        new GoStruct.Field(
                                "CommonAnnotations", "commonAnnotations", commonAnnotations),
                        // Not part of the JSON that webhooks get.
                        new GoStruct.Field("RouteLabels", "", routeLabels),
                        new GoStruct.Field("ExternalURL", "externalURL", externalUrl)));
    }

    private static GoStruct alert(NotificationData.AlertData alert) {
        return alert(
                alert.status(),
                KeyValues.of(alert.labels()),
                KeyValues.of(alert.annotations()),
                GoTime.utc(alert.startsAt()),
                GoTime.utc(alert.endsAt()),
                alert.generatorUrl(),
                alert.fingerprint());
    }

    /** An alert of given values, which tests make with nil for what is not there. */
    public static GoStruct alert(
            String status,
            Object labels,
            Object annotations,
            GoTime startsAt,
            GoTime endsAt,
            String generatorUrl,
            String fingerprint) {
        return new GoStruct(
                "template.Alert",
                List.of(
                        new GoStruct.Field("Status", "status", status),
                        new GoStruct.Field("Labels", "labels", labels),
                        new GoStruct.Field("Annotations", "annotations", annotations),
                        new GoStruct.Field("StartsAt", "startsAt", startsAt),
                        new GoStruct.Field("EndsAt", "endsAt", endsAt),
                        new GoStruct.Field("GeneratorURL", "generatorURL", generatorUrl),
                        new GoStruct.Field("Fingerprint", "fingerprint", fingerprint)));
    }

    public static GoList alerts(List<Object> alerts) {
        return new GoList("template.Alerts", List.copyOf(alerts), ALERTS);
    }

    private static GoList withStatus(GoList alerts, String status) {
        return new GoList(
                "[]template.Alert",
                alerts.items().stream()
                        .filter(a -> status.equals(((GoStruct) a).field("Status")))
                        .toList());
    }
}
