package io.gnomon.alerting.channels.incidents.internal.victorops;

import io.gnomon.alerting.channels.posting.GroupKey;
import io.gnomon.alerting.channels.posting.Poster;
import io.gnomon.alerting.channels.posting.PostingFactory.Posting;
import io.gnomon.alerting.channels.posting.SecretText;
import io.gnomon.alerting.channels.posting.Shortened;
import io.gnomon.alerting.channels.posting.Urls;
import io.gnomon.spi.channel.Delivery;
import io.gnomon.spi.channel.DeliveryRefused;
import io.gnomon.spi.channel.Notification;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Posts to the REST endpoint of VictorOps; a group is one incident. */
record VictorOps(VictorOpsSettings settings, Poster poster) implements Posting {
    private static final int MESSAGE_CHARACTERS_MAX = 20480;
    private static final Set<String> TYPES = Set.of("INFO", "WARNING", "CRITICAL");

    @Override
    public Delivery send(Notification notification) throws Exception {
        String key = new SecretText("api_key", settings.apiKey(), settings.apiKeyFile()).reveal();
        String url =
                Urls.join(settings.apiUrl(), key + "/" + notification.text(settings.routingKey()));
        return poster.within(notification).post(url, message(notification)).delivery();
    }

    private Map<String, String> message(Notification notification) throws DeliveryRefused {
        Map<String, String> message = new TreeMap<>();
        message.put("message_type", type(notification));
        message.put("entity_id", GroupKey.hash(notification));
        message.put("entity_display_name", notification.text(settings.entityDisplayName()));
        message.put(
                "state_message",
                Shortened.toCharacters(
                        notification.text(settings.stateMessage()), MESSAGE_CHARACTERS_MAX));
        message.put("monitoring_tool", notification.text(settings.monitoringTool()));
        for (Map.Entry<String, String> field : settings.customFields().entrySet()) {
            message.put(field.getKey(), notification.text(field.getValue()));
        }
        return message;
    }

    private String type(Notification notification) throws DeliveryRefused {
        if (!notification.status().equals("firing")) {
            return "RECOVERY";
        }
        String type = notification.text(settings.messageType());
        return TYPES.contains(type) ? type : "CRITICAL";
    }
}
