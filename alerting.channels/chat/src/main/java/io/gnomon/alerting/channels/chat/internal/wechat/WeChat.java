package io.gnomon.alerting.channels.chat.internal.wechat;

import io.gnomon.alerting.channels.posting.Answer;
import io.gnomon.alerting.channels.posting.Exchange;
import io.gnomon.alerting.channels.posting.Fields;
import io.gnomon.alerting.channels.posting.Json;
import io.gnomon.alerting.channels.posting.Poster;
import io.gnomon.alerting.channels.posting.PostingFactory.Posting;
import io.gnomon.alerting.channels.posting.SecretText;
import io.gnomon.alerting.channels.posting.Urls;
import io.gnomon.spi.channel.Delivery;
import io.gnomon.spi.channel.DeliveryRefused;
import io.gnomon.spi.channel.Notification;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/**
 * Sends with an access token, which is fetched with the secret and used until WeChat wants another
 * one.
 */
final class WeChat implements Posting {
    /** The token that counted is no more: 40014 invalid, 42001 expired. */
    private static final String INVALID = "40014";

    private static final String EXPIRED = "42001";
    private static final Duration TOKEN_LIFE = Duration.ofHours(2);

    private final WeChatSettings settings;
    private final Poster poster;
    private volatile @Nullable Token token;

    /**
     * A token.
     *
     * @param secret with which it was fetched: another one makes it worthless
     */
    private record Token(String text, String secret, long fetchedNanos) {
        boolean isUsable(String now) {
            return secret.equals(now) && System.nanoTime() - fetchedNanos < TOKEN_LIFE.toNanos();
        }

        @Override
        public String toString() {
            return "token";
        }
    }

    WeChat(WeChatSettings settings, Poster poster) {
        this.settings = settings;
        this.poster = poster;
    }

    @Override
    public Delivery send(Notification notification) throws Exception {
        Exchange exchange = poster.within(notification);
        String secret =
                new SecretText("api_secret", settings.apiSecret(), settings.apiSecretFile())
                        .reveal(notification);
        Token usable = token;
        if (usable == null || !usable.isUsable(secret)) {
            Map<String, String> parameters =
                    Map.of("corpid", notification.text(settings.corpId()), "corpsecret", secret);
            Answer answer =
                    exchange.get(
                            Urls.join(settings.apiUrl(), "gettoken?" + Urls.query(parameters)),
                            Map.of());
            if (!answer.isOk()) {
                return answer.delivery();
            }
            String text = answer.json().text("access_token");
            if (text.isEmpty()) {
                return new Delivery.Refused("invalid APISecret for CorpID: " + settings.corpId());
            }
            usable = new Token(text, secret, System.nanoTime());
            token = usable;
        }
        Answer answer =
                exchange.post(
                        Urls.join(
                                settings.apiUrl(),
                                "message/send?" + Urls.query(Map.of("access_token", usable.text))),
                        message(notification));
        return answer.status() == 200 ? said(answer) : answer.delivery();
    }

    private Delivery said(Answer answer) throws IOException {
        Json json = answer.json();
        String error = json.text("errmsg");
        return switch (json.text("errcode")) {
            case "", "0" -> new Delivery.Delivered();
            case EXPIRED, INVALID -> {
                token = null;
                yield new Delivery.Retry(error);
            }
            default -> new Delivery.Refused(error);
        };
    }

    private Fields message(Notification notification) throws DeliveryRefused {
        String text = notification.text(settings.message());
        boolean markdown = settings.messageType().equals("markdown");
        return new Fields()
                .put("text", new Fields().put("content", markdown ? "" : text))
                .putIfSet("touser", notification.text(settings.toUser()))
                .putIfSet("toparty", notification.text(settings.toParty()))
                .putIfSet("totag", notification.text(settings.toTag()))
                .putIfSet("agentid", notification.text(settings.agentId()))
                .put("safe", "0")
                .put("msgtype", settings.messageType())
                .put("markdown", new Fields().put("content", markdown ? text : ""));
    }
}
