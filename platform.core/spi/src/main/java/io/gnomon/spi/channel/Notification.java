package io.gnomon.spi.channel;

import io.gnomon.model.alert.Alert;
import io.gnomon.model.labels.Labels;

import org.osgi.annotation.versioning.ProviderType;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Alerts of one group on their way to one receiver. Immutable; any thread. */
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

    /** Labels of the route that led to the receiver. */
    Labels routeLabels();

    /** Where the user reaches this server. */
    URI externalUrl();

    /** Why it is sent: "first notification", "repeat interval elapsed" ...; empty when unknown. */
    String reason();

    /** The time by which alerts count as firing or resolved. */
    Instant now();

    Duration timeout();

    /**
     * The text of a template of the receiver's settings, in the language of Go's text/template, run
     * by the server with this notification and the definitions that its configuration has.
     *
     * @throws DeliveryRefused when the template is not one or fails
     */
    String text(String template) throws DeliveryRefused;

    /** As {@link #text} for HTML: values are escaped as their place in the page needs it. */
    String html(String template) throws DeliveryRefused;

    /**
     * What the last {@link Delivery.Delivered} of this group and receiver left to be remembered;
     * empty for the first notification of a group.
     */
    Map<String, String> memory();

    /**
     * Graphs of what the alerts are about. They are made by this call, which takes up to a few
     * seconds; what cannot be made in time is left out. Meant for channels that show them.
     *
     * @throws InterruptedException when the delivery is to end
     */
    default List<Picture> pictures() throws InterruptedException {
        return List.of();
    }

    /** "firing" when at least one alert is, else "resolved". */
    default String status() {
        return alerts().stream().allMatch(a -> a.isResolvedAt(now())) ? "resolved" : "firing";
    }
}
