package io.gnomon.platform.core.alerting.internal;

import io.gnomon.model.alert.Alert;
import io.gnomon.model.labels.Labels;
import io.gnomon.platform.core.alerting.internal.notify.Rendering;
import io.gnomon.spi.channel.DeliveryRefused;
import io.gnomon.spi.channel.Notification;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A notification with one firing alert that says that it is a test. */
record TestAlert(URI externalUrl, Instant now, Duration timeout, Rendering rendering)
        implements Notification {
    private static final Labels LABELS =
            Labels.of("alertname", "TestAlert", "instance", "gnomon", "severity", "none");
    private static final Labels ANNOTATIONS =
            Labels.of(
                    "summary", "Notification test",
                    "description",
                            "Somebody has pressed \"send test\" in Gnomon. Nothing is wrong.");

    @Override
    public String receiver() {
        return "test";
    }

    @Override
    public String groupKey() {
        return "{}:{alertname=\"TestAlert\"}";
    }

    @Override
    public List<Alert> alerts() {
        return List.of(
                new Alert(
                        LABELS,
                        ANNOTATIONS,
                        now,
                        now.plus(Duration.ofMinutes(5)),
                        externalUrl.toString()));
    }

    @Override
    public int truncatedAlerts() {
        return 0;
    }

    @Override
    public Labels groupLabels() {
        return Labels.of("alertname", "TestAlert");
    }

    @Override
    public Labels commonLabels() {
        return LABELS;
    }

    @Override
    public Labels commonAnnotations() {
        return ANNOTATIONS;
    }

    @Override
    public Labels routeLabels() {
        return Labels.EMPTY;
    }

    @Override
    public String reason() {
        return "test";
    }

    @Override
    public String text(String template) throws DeliveryRefused {
        return rendering.text(template, this);
    }

    @Override
    public String html(String template) throws DeliveryRefused {
        return rendering.html(template, this);
    }

    @Override
    public Map<String, String> memory() {
        return Map.of();
    }
}
