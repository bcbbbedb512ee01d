package io.gnomon.spi.channel;

import io.gnomon.model.alert.Alert;
import io.gnomon.model.labels.Labels;

import org.osgi.annotation.versioning.ProviderType;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Alerts of one group on their way to one receiver. Immutable. */
@ProviderType
public interface Notification {
    String receiver();

    /** Identifies the group, for receivers that update one incident: {@code {}/{...}:{labels}}. */
    String groupKey();

    /** Alerts of the group, firing and resolved. */
    List<Alert> alerts();

    /** Alerts that a limit cut off. */
    int truncatedAlerts();

    Labels groupLabels();

    /** Labels with the same value in all alerts. */
    Labels commonLabels();

    Labels commonAnnotations();

    /** Where the user reaches this server. */
    URI externalUrl();

    /** Why it is sent: "first notification", "repeat interval elapsed" ...; empty when unknown. */
    String reason();

    /** The time by which alerts count as firing or resolved. */
    Instant now();

    Duration timeout();

    /** "firing" when at least one alert is, else "resolved". */
    default String status() {
        return alerts().stream().allMatch(a -> a.isResolvedAt(now())) ? "resolved" : "firing";
    }
}
