package io.gnomon.alerting.channels.chat.internal.telegram;

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

/** Sends by a bot's sendMessage, https://core.telegram.org/bots/api#sendmessage. */
record Telegram(TelegramSettings settings, Poster poster) implements Posting {
    private static final int MESSAGE_CHARACTERS_MAX = 4096;

    /** Alertmanager's text for HTML that cannot be cut without breaking it. */
    private static final String TOO_LONG =
            "Alertmanager notification could not be sent: message length exceeds Telegram limits."
                    + " Please check the template used for producing the message content.";

    @Override
    public Delivery send(Notification notification) throws Exception {
        Fields message =
                new Fields()
                        .put("chat_id", chatId())
                        .putIfSet(
                                "disable_notification",
                                settings.disableNotifications() ? "true" : "")
                        .put("disable_web_page_preview", "true")
                        .putIfSet(
                                "message_thread_id",
                                settings.messageThreadId() == 0
                                        ? ""
                                        : String.valueOf(settings.messageThreadId()))
                        .putIfSet("parse_mode", settings.parseMode())
                        .put("text", text(notification));
        String token =
                new SecretText("bot_token", settings.botToken(), settings.botTokenFile()).reveal();
        Answer answer =
                poster.within(notification, settings.timeout())
                        .post(
                                Urls.join(settings.apiUrl(), "bot" + token + "/sendMessage"),
                                message);
        return answer.isOk() ? said(answer) : answer.delivery(description(answer));
    }

    private String text(Notification notification) throws DeliveryRefused {
        if (!settings.parseMode().equals("HTML")) {
            return Shortened.toCharacters(
                    notification.text(settings.message()), MESSAGE_CHARACTERS_MAX);
        }
        String html = notification.html(settings.message());
        return HtmlLength.isTooLong(html, MESSAGE_CHARACTERS_MAX) ? TOO_LONG : html;
    }

    private String chatId() throws IOException {
        return settings.chatId() == 0
                ? new SecretText("chat_id", null, settings.chatIdFile()).reveal()
                : String.valueOf(settings.chatId());
    }

    private static Delivery said(Answer answer) throws IOException {
        Json json = answer.json();
        return json.isTrue("ok")
                ? new Delivery.Delivered()
                : new Delivery.Refused("telegram: " + json.text("description"));
    }

    private static String description(Answer answer) {
        try {
            return answer.json().text("description");
        } catch (IOException e) {
            return "";
        }
    }
}
