package io.gnomon.alerting.channels.push.internal.pushover;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gnomon.alerting.channels.posting.Poster;
import io.gnomon.alerting.channels.posting.PostingFactory.Posting;
import io.gnomon.alerting.channels.posting.SecretText;
import io.gnomon.alerting.channels.posting.Shortened;
import io.gnomon.alerting.channels.posting.Urls;
import io.gnomon.spi.channel.Delivery;
import io.gnomon.spi.channel.DeliveryRefused;
import io.gnomon.spi.channel.Notification;

import java.util.Map;
import java.util.TreeMap;

/**
 * Posts a form to Pushover, https://pushover.net/api. The parameters are those of Alertmanager;
 * they are the body of the request and not its URL, because two of them are secrets.
 */
record Pushover(PushoverSettings settings, Poster poster) implements Posting {
    private static final String URL = "https://api.pushover.net/1/messages.json";
    private static final int TITLE_CHARACTERS_MAX = 250;
    private static final int MESSAGE_CHARACTERS_MAX = 1024;
    private static final int URL_CHARACTERS_MAX = 512;

    @Override
    public Delivery send(Notification notification) throws Exception {
        Map<String, String> form = new TreeMap<>(message(notification));
        form.put(
                "token",
                new SecretText("token", settings.token(), settings.tokenFile())
                        .reveal(notification));
        form.put(
                "user",
                new SecretText("user_key", settings.userKey(), settings.userKeyFile())
                        .reveal(notification));
        return poster.within(notification)
                .send(
                        "POST",
                        URL,
                        Map.of(),
                        Urls.query(form).getBytes(UTF_8),
                        "application/x-www-form-urlencoded")
                .delivery();
    }

    private Map<String, String> message(Notification notification) throws DeliveryRefused {
        Map<String, String> form = new TreeMap<>();
        form.put(
                "title",
                Shortened.toCharacters(notification.text(settings.title()), TITLE_CHARACTERS_MAX));
        String text =
                settings.html()
                        ? notification.html(settings.message())
                        : notification.text(settings.message());
        text = Shortened.toCharacters(text, MESSAGE_CHARACTERS_MAX).strip();
        // Pushover takes no empty message.
        form.put("message", text.isEmpty() ? "(no details)" : text);
        form.put(
                "url",
                Shortened.toCharacters(notification.text(settings.url()), URL_CHARACTERS_MAX));
        form.put("url_title", notification.text(settings.urlTitle()));
        form.put("priority", notification.text(settings.priority()));
        form.put("retry", String.valueOf(settings.retry().toSeconds()));
        form.put("expire", String.valueOf(settings.expire().toSeconds()));
        form.put("device", notification.text(settings.device()));
        form.put("sound", notification.text(settings.sound()));
        if (settings.html()) {
            form.put("html", "1");
        }
        if (settings.monospace()) {
            form.put("monospace", "1");
        }
        if (settings.ttl().toSeconds() > 0) {
            form.put("ttl", String.valueOf(settings.ttl().toSeconds()));
        }
        form.values().removeIf(String::isEmpty);
        return form;
    }
}
