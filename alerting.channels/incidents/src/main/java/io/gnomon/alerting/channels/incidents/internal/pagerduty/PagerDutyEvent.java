package io.gnomon.alerting.channels.incidents.internal.pagerduty;

import io.gnomon.alerting.channels.incidents.internal.pagerduty.PagerDutySettings.Image;
import io.gnomon.alerting.channels.incidents.internal.pagerduty.PagerDutySettings.Link;
import io.gnomon.alerting.channels.posting.Fields;
import io.gnomon.alerting.channels.posting.Shortened;
import io.gnomon.alerting.channels.posting.payload.Payload;
import io.gnomon.spi.channel.DeliveryRefused;
import io.gnomon.spi.channel.Notification;
import io.gnomon.spi.settings.SettingsNode;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An event of PagerDuty: a group of alerts is one incident, known by the hash of its key. */
record PagerDutyEvent(PagerDutySettings settings, Notification notification, String key) {
    private static final int SUMMARY_CHARACTERS_MAX = 1024;

    private static final Map<String, String> USUAL_DETAILS =
            Map.of(
                    "firing", "{{ .Alerts.Firing | toJson }}",
                    "resolved", "{{ .Alerts.Resolved | toJson }}",
                    "num_firing", "{{ .Alerts.Firing | len }}",
                    "num_resolved", "{{ .Alerts.Resolved | len }}");

    /** The details of the settings, and the usual ones that they do not replace. */
    Map<String, @Nullable Object> details() throws DeliveryRefused {
        Map<String, @Nullable Object> details = new TreeMap<>();
        for (Map.Entry<String, SettingsNode> detail : settings.details().entrySet()) {
            details.put(detail.getKey(), Payload.of(detail.getValue(), notification));
        }
        for (Map.Entry<String, String> detail : USUAL_DETAILS.entrySet()) {
            if (!details.containsKey(detail.getKey())) {
                details.put(detail.getKey(), Payload.of(detail.getValue(), notification));
            }
        }
        return details;
    }

    private boolean isFiring() {
        return notification.status().equals("firing");
    }

    private String text(String template) throws DeliveryRefused {
        return notification.text(template);
    }

    private String action() {
        return isFiring() ? "trigger" : "resolve";
    }

    private String summary() throws DeliveryRefused {
        return Shortened.toCharacters(text(settings.description()), SUMMARY_CHARACTERS_MAX);
    }

    /** https://developer.pagerduty.com/docs/events-api-v2/trigger-events. */
    Fields version2(String routingKey, Map<String, @Nullable Object> details)
            throws DeliveryRefused {
        Fields payload =
                new Fields()
                        .put("summary", summary())
                        .put("source", text(settings.source()))
                        .put("severity", text(settings.severity()))
                        .putIfSet("class", text(settings.type()))
                        .putIfSet("component", text(settings.component()))
                        .putIfSet("group", text(settings.group()))
                        .putIfSet("custom_details", details);
        return new Fields()
                .put("routing_key", routingKey)
                .put("dedup_key", key)
                .put("event_action", action())
                .put("payload", payload)
                .putIfSet("client", text(settings.client()))
                .putIfSet("client_url", text(settings.clientUrl()))
                .putIfSet("images", images())
                .putIfSet("links", links());
    }

    /** https://developer.pagerduty.com/docs/events-api-v1/trigger-events. */
    Fields version1(String serviceKey, Map<String, @Nullable Object> details)
            throws DeliveryRefused {
        Fields event =
                new Fields()
                        .put("service_key", serviceKey)
                        .put("incident_key", key)
                        .put("event_type", action())
                        .put("description", summary());
        if (isFiring()) {
            event.putIfSet("client", text(settings.client()))
                    .putIfSet("client_url", text(settings.clientUrl()));
        }
        return event.putIfSet("details", details);
    }

    private List<Fields> images() throws DeliveryRefused {
        List<Fields> images = new ArrayList<>();
        for (Image image : settings.images()) {
            String src = text(image.src());
            if (!src.isEmpty()) {
                images.add(
                        new Fields()
                                .put("src", src)
                                .put("alt", text(image.alt()))
                                .put("href", text(image.href())));
            }
        }
        return images;
    }

    private List<Fields> links() throws DeliveryRefused {
        List<Fields> links = new ArrayList<>();
        for (Link link : settings.links()) {
            String href = text(link.href());
            if (!href.isEmpty()) {
                links.add(new Fields().put("href", href).put("text", text(link.text())));
            }
        }
        return links;
    }
}
