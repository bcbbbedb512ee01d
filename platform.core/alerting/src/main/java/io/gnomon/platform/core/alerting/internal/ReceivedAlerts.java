package io.gnomon.platform.core.alerting.internal;

import io.gnomon.model.alert.Alert;
import io.gnomon.model.sample.MetricType;
import io.gnomon.platform.core.alerting.Alertmanager.PostedAlert;
import io.gnomon.platform.core.alerting.internal.alerts.AlertStore;
import io.gnomon.spi.exporter.MetricSink;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** The ways in: rules of this server, and whoever posts. Checks are Alertmanager's. Any thread. */
final class ReceivedAlerts {
    private final AlertStore alerts;
    private final InstantSource clock;
    private final LongAdder firing = new LongAdder();
    private final LongAdder resolved = new LongAdder();
    private final LongAdder invalid = new LongAdder();

    ReceivedAlerts(AlertStore alerts, InstantSource clock) {
        this.alerts = alerts;
        this.clock = clock;
    }

    void raised(List<Alert> raised) {
        raised.forEach(alert -> take(alert, false));
    }

    /** What is wrong with those that are not taken. */
    List<String> post(List<PostedAlert> posted, Duration resolveTimeout) {
        List<String> problems = new ArrayList<>();
        Instant now = clock.instant();
        for (PostedAlert alert : posted) {
            Instant end = alert.endsAt();
            Instant start = alert.startsAt() == null ? end : alert.startsAt();
            Alert whole =
                    new Alert(
                            alert.labels(),
                            alert.annotations(),
                            start == null ? now : start,
                            end == null ? now.plus(resolveTimeout) : end,
                            alert.generatorUrl());
            String problem = problem(whole);
            if (problem == null) {
                take(whole, end == null);
            } else {
                problems.add(problem);
                count(whole);
                invalid.increment();
            }
        }
        return problems;
    }

    private static @Nullable String problem(Alert alert) {
        if (alert.endsAt().isBefore(alert.startsAt())) {
            return "start time must be before end time";
        }
        if (alert.labels().isEmpty()) {
            return "at least one label pair required";
        }
        if (alert.labels().has("")) {
            return "invalid label set: invalid name \"\"";
        }
        if (alert.annotations().has("")) {
            return "invalid annotations: invalid name \"\"";
        }
        return null;
    }

    private void take(Alert alert, boolean timeout) {
        count(alert);
        alerts.put(alert, timeout);
    }

    private void count(Alert alert) {
        (alert.isResolvedAt(clock.instant()) ? resolved : firing).increment();
    }

    void writeTo(MetricSink sink) {
        sink.family(
                "alertmanager_alerts_received_total",
                MetricType.COUNTER,
                "The total number of received alerts.");
        sink.sample((double) firing.sum(), "status", "firing", "version", "v2");
        sink.sample((double) resolved.sum(), "status", "resolved", "version", "v2");
        sink.family(
                "alertmanager_alerts_invalid_total",
                MetricType.COUNTER,
                "The total number of received alerts that were invalid.");
        sink.sample((double) invalid.sum(), "version", "v2");
    }
}
