package io.gnomon.platform.core.alerting.internal.sending;

import io.gnomon.model.alert.Alert;
import io.gnomon.model.labels.Labels;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** The body of a POST to {@code /api/v2/alerts}: postableAlerts of Alertmanager's OpenAPI. */
final class AlertJson {
    private final StringBuilder out = new StringBuilder(256);

    private AlertJson() {}

    static byte[] of(List<Alert> alerts) {
        AlertJson json = new AlertJson();
        json.out.append('[');
        for (int i = 0; i < alerts.size(); i++) {
            json.out.append(i == 0 ? "" : ",");
            json.alert(alerts.get(i));
        }
        return json.out.append(']').toString().getBytes(StandardCharsets.UTF_8);
    }

    private void alert(Alert alert) {
        out.append("{\"annotations\":");
        labels(alert.annotations());
        time(",\"endsAt\":", alert.endsAt());
        time(",\"startsAt\":", alert.startsAt());
        if (!alert.generatorUrl().isEmpty()) {
            out.append(",\"generatorURL\":");
            text(alert.generatorUrl());
        }
        out.append(",\"labels\":");
        labels(alert.labels());
        out.append('}');
    }

    private void time(String name, Instant time) {
        out.append(name).append('"').append(time).append('"');
    }

    private void labels(Labels labels) {
        out.append('{');
        for (int i = 0; i < labels.size(); i++) {
            out.append(i == 0 ? "" : ",");
            text(labels.name(i));
            out.append(':');
            text(labels.value(i));
        }
        out.append('}');
    }

    private void text(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
