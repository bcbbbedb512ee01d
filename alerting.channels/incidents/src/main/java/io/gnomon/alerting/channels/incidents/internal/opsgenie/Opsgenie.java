package io.gnomon.alerting.channels.incidents.internal.opsgenie;

import io.gnomon.alerting.channels.incidents.internal.opsgenie.OpsgenieSettings.Responder;
import io.gnomon.alerting.channels.posting.Answer;
import io.gnomon.alerting.channels.posting.Exchange;
import io.gnomon.alerting.channels.posting.Fields;
import io.gnomon.alerting.channels.posting.GroupKey;
import io.gnomon.alerting.channels.posting.Json;
import io.gnomon.alerting.channels.posting.Poster;
import io.gnomon.alerting.channels.posting.PostingFactory.Posting;
import io.gnomon.alerting.channels.posting.SecretText;
import io.gnomon.alerting.channels.posting.Shortened;
import io.gnomon.alerting.channels.posting.Urls;
import io.gnomon.model.labels.Labels;
import io.gnomon.spi.channel.Delivery;
import io.gnomon.spi.channel.DeliveryRefused;
import io.gnomon.spi.channel.Notification;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Opens and closes alerts of Opsgenie, https://docs.opsgenie.com/docs/alert-api. A group is one
 * alert, its alias the hash of the group's key.
 */
record Opsgenie(OpsgenieSettings settings, Poster poster) implements Posting {
    private static final int MESSAGE_CHARACTERS_MAX = 130;
    private static final Pattern COMMA = Pattern.compile(",");

    @Override
    public Delivery send(Notification notification) throws Exception {
        String key =
                new SecretText("api_key", settings.apiKey(), settings.apiKeyFile())
                        .reveal(notification);
        Calls calls =
                new Calls(
                        poster.within(notification),
                        settings.apiUrl(),
                        Map.of("authorization", "GenieKey " + key));
        String alias = GroupKey.hash(notification);
        if (!notification.status().equals("firing")) {
            return calls.send(
                            "POST",
                            "v2/alerts/" + alias + "/close?identifierType=alias",
                            new Fields().put("source", notification.text(settings.source())))
                    .delivery();
        }
        String message =
                Shortened.toCharacters(
                        notification.text(settings.message()), MESSAGE_CHARACTERS_MAX);
        String description = notification.text(settings.description());
        Answer opened =
                calls.send("POST", "v2/alerts", alert(notification, alias, message, description));
        if (!opened.isOk() || !settings.updateAlerts()) {
            return opened.delivery();
        }
        Answer changed =
                calls.send(
                        "PUT",
                        "v2/alerts/" + alias + "/message?identifierType=alias",
                        new Fields().putIfSet("message", message));
        return changed.isOk()
                ? calls.send(
                                "PUT",
                                "v2/alerts/" + alias + "/description?identifierType=alias",
                                new Fields().putIfSet("description", description))
                        .delivery()
                : changed.delivery();
    }

    private record Calls(Exchange exchange, String base, Map<String, String> headers) {
        Answer send(String method, String path, Fields body) throws Exception {
            return exchange.send(
                    method, Urls.join(base, path), headers, Json.bytes(body), "application/json");
        }

        @Override
        public String toString() {
            return base;
        }
    }

    private Fields alert(
            Notification notification, String alias, String message, String description)
            throws DeliveryRefused {
        return new Fields()
                .put("alias", alias)
                .put("message", message)
                .putIfSet("description", description)
                .put("details", details(notification))
                .put("source", notification.text(settings.source()))
                .putIfSet("responders", responders(notification))
                .putIfSet("tags", parts(notification.text(settings.tags())))
                .putIfSet("note", notification.text(settings.note()))
                .putIfSet("priority", notification.text(settings.priority()))
                .putIfSet("entity", notification.text(settings.entity()))
                .putIfSet("actions", parts(notification.text(settings.actions())));
    }

    private Map<String, String> details(Notification notification) throws DeliveryRefused {
        Map<String, String> details = new TreeMap<>();
        Labels common = notification.commonLabels();
        for (int i = 0; i < common.size(); i++) {
            details.put(common.name(i), common.value(i));
        }
        for (Map.Entry<String, String> detail : settings.details().entrySet()) {
            details.put(detail.getKey(), notification.text(detail.getValue()));
        }
        return details;
    }

    /** Responders of whom templates leave nothing are left out. */
    private List<Fields> responders(Notification notification) throws DeliveryRefused {
        List<Fields> responders = new ArrayList<>();
        for (Responder responder : settings.responders()) {
            String id = notification.text(responder.id());
            String name = notification.text(responder.name());
            String username = notification.text(responder.username());
            String type = notification.text(responder.type());
            if (type.equals("teams")) {
                for (String team : parts(name)) {
                    responders.add(new Fields().put("name", team).put("type", "team"));
                }
            } else if (!(id + name + username).isEmpty()) {
                responders.add(
                        new Fields()
                                .putIfSet("id", id)
                                .putIfSet("name", name)
                                .putIfSet("username", username)
                                .put("type", type));
            }
        }
        return responders;
    }

    private static List<String> parts(String text) {
        return COMMA.splitAsStream(text.strip()).filter(part -> !part.isEmpty()).toList();
    }
}
