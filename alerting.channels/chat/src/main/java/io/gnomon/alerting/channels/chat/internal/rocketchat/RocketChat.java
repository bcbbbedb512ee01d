package io.gnomon.alerting.channels.chat.internal.rocketchat;

import io.gnomon.alerting.channels.chat.internal.rocketchat.RocketChatSettings.Action;
import io.gnomon.alerting.channels.chat.internal.rocketchat.RocketChatSettings.Field;
import io.gnomon.alerting.channels.posting.Answer;
import io.gnomon.alerting.channels.posting.Fields;
import io.gnomon.alerting.channels.posting.Json;
import io.gnomon.alerting.channels.posting.Poster;
import io.gnomon.alerting.channels.posting.PostingFactory.Posting;
import io.gnomon.alerting.channels.posting.SecretText;
import io.gnomon.alerting.channels.posting.Shortened;
import io.gnomon.alerting.channels.posting.Urls;
import io.gnomon.spi.channel.Delivery;
import io.gnomon.spi.channel.DeliveryRefused;
import io.gnomon.spi.channel.Notification;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Posts to Rocket.Chat's chat.postMessage. */
record RocketChat(RocketChatSettings settings, Poster poster) implements Posting {
    private static final int TITLE_CHARACTERS_MAX = 1024;

    @Override
    public Delivery send(Notification notification) throws Exception {
        String channel = notification.text(settings.channel());
        Fields message =
                new Fields()
                        .putIfSet("channel", channel)
                        .putIfSet("emoji", notification.text(settings.emoji()))
                        .putIfSet("avatar", notification.text(settings.iconUrl()))
                        .put("attachments", List.of(attachment(notification)));
        Map<String, String> headers =
                Map.of(
                        "x-auth-token",
                        new SecretText("token", settings.token(), settings.tokenFile()).reveal(),
                        "x-user-id",
                        new SecretText("token_id", settings.tokenId(), settings.tokenIdFile())
                                .reveal());
        Answer answer =
                poster.within(notification)
                        .post(
                                Urls.join(settings.apiUrl(), "api/v1/chat.postMessage"),
                                headers,
                                message);
        return switch (delivery(answer)) {
            case Delivery.Retry(String reason) -> new Delivery.Retry(named(channel, reason));
            case Delivery.Refused(String reason) -> new Delivery.Refused(named(channel, reason));
            case Delivery.Delivered delivered -> delivered;
        };
    }

    private static String named(String channel, String reason) {
        return "channel \"" + channel + "\": " + reason;
    }

    /** Errors come with status 200, too. */
    private static Delivery delivery(Answer answer) {
        if (!answer.isOk()) {
            return answer.delivery();
        }
        Json json;
        try {
            json = answer.json();
        } catch (IOException e) {
            return new Delivery.Retry("could not read Rocket.Chat's answer: " + e.getMessage());
        }
        return json.isTrue("success")
                ? new Delivery.Delivered()
                : new Delivery.Refused("error response from Rocketchat: " + json.text("error"));
    }

    private Fields attachment(Notification notification) throws DeliveryRefused {
        return new Fields()
                .putIfSet(
                        "title",
                        Shortened.toCharacters(
                                notification.text(settings.title()), TITLE_CHARACTERS_MAX))
                .putIfSet("title_link", notification.text(settings.titleLink()))
                .putIfSet("text", notification.text(settings.text()))
                .putIfSet("image_url", notification.text(settings.imageUrl()))
                .putIfSet("thumb_url", notification.text(settings.thumbUrl()))
                .putIfSet("color", notification.text(settings.color()))
                .putIfSet("fields", fields(notification))
                .putIfSet("actions", actions(notification));
    }

    private List<Fields> fields(Notification notification) throws DeliveryRefused {
        List<Fields> fields = new ArrayList<>();
        for (Field field : settings.fields()) {
            Boolean own = field.isShort();
            fields.add(
                    new Fields()
                            .put("short", own == null ? settings.shortFields() : own)
                            .putIfSet("title", notification.text(field.title()))
                            .putIfSet("value", notification.text(field.value())));
        }
        return fields;
    }

    private List<Fields> actions(Notification notification) throws DeliveryRefused {
        List<Fields> actions = new ArrayList<>();
        for (Action action : settings.actions()) {
            actions.add(
                    new Fields()
                            .put("type", "button")
                            .putIfSet("text", notification.text(action.text()))
                            .putIfSet("url", notification.text(action.url()))
                            .put("is_webview", false)
                            .putIfSet("msg", notification.text(action.msg()))
                            .put("msg_in_chat_window", false));
        }
        return actions;
    }
}
