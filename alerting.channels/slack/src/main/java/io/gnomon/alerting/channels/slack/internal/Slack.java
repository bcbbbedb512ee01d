package io.gnomon.alerting.channels.slack.internal;

import io.gnomon.alerting.channels.posting.Answer;
import io.gnomon.alerting.channels.posting.Exchange;
import io.gnomon.alerting.channels.posting.Fields;
import io.gnomon.alerting.channels.posting.Json;
import io.gnomon.alerting.channels.posting.Poster;
import io.gnomon.alerting.channels.posting.PostingFactory.Posting;
import io.gnomon.alerting.channels.posting.SecretText;
import io.gnomon.spi.channel.Delivery;
import io.gnomon.spi.channel.Delivery.Delivered;
import io.gnomon.spi.channel.Delivery.Refused;
import io.gnomon.spi.channel.Delivery.Retry;
import io.gnomon.spi.channel.Notification;

import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.Map;
import java.util.Set;

/**
 * Posts to Slack. Where the first message of a group is to be changed or answered, its place
 * (channel and time stamp) is the memory of the group.
 */
record Slack(SlackSettings settings, Poster poster) implements Posting {
    private static final String CHANNEL = "channelId";
    private static final String TIME_STAMP = "threadTs";

    /** What Slack answers with status 200 when it may go better later. */
    private static final Set<String> ERRORS_FOR_NOW =
            Set.of(
                    "ratelimited",
                    "rate_limited",
                    "internal_error",
                    "fatal_error",
                    "service_unavailable",
                    "request_timeout",
                    "rollup_error");

    /** The message to change is no more: it is posted anew. */
    private static final Set<String> MESSAGE_IS_GONE =
            Set.of("message_not_found", "cant_update_message", "edit_window_closed");

    @Override
    public Delivery send(Notification notification) throws Exception {
        return new Sending(
                        this,
                        notification,
                        poster.within(notification, settings.timeout()),
                        settings.isApp()
                                ? settings.appUrl()
                                : new SecretText(
                                                "api_url", settings.apiUrl(), settings.apiUrlFile())
                                        .reveal(),
                        settings.isApp() ? Map.of("authorization", "Bearer " + token()) : Map.of())
                .send();
    }

    private String token() throws IOException {
        return new SecretText("app_token", settings.appToken(), settings.appTokenFile()).reveal();
    }

    /** One delivery. */
    private record Sending(
            Slack slack,
            Notification notification,
            Exchange exchange,
            String url,
            Map<String, String> headers) {

        Delivery send() throws Exception {
            Map<String, String> memory = notification.memory();
            boolean thread = slack.settings.postUpdatesToThread();
            if (!memory.containsKey(CHANNEL) || !memory.containsKey(TIME_STAMP)) {
                return first();
            }
            if (slack.settings.updateMessage()) {
                Result update =
                        post(
                                url.replaceFirst("chat\\.postMessage$", "chat.update"),
                                message(memory).put("ts", memory.get(TIME_STAMP)));
                if (MESSAGE_IS_GONE.contains(update.error)) {
                    return first();
                } else if (!update.isDelivered() || !thread) {
                    return update.remembering(memory);
                }
            }
            return thread ? answer(memory) : first();
        }

        /** The first message of the group; when it will be changed, a copy is its first answer. */
        private Delivery first() throws Exception {
            SlackSettings settings = slack.settings;
            Result posted =
                    post(
                            url,
                            SlackMessage.of(
                                    settings, notification, notification.text(settings.channel())));
            if (!settings.updateMessage() && !settings.postUpdatesToThread()) {
                return posted.delivery;
            }
            Map<String, String> memory = posted.place();
            if (settings.updateMessage()
                    && settings.postUpdatesToThread()
                    && posted.isDelivered()
                    && !memory.isEmpty()) {
                copy(memory);
            }
            return posted.remembering(memory);
        }

        /** The message is delivered without its copy: no second message because of that. */
        private void copy(Map<String, String> memory) throws Exception {
            try {
                Delivery _ = answer(memory);
            } catch (IOException e) {
                LoggerFactory.getLogger(Slack.class)
                        .warn("cannot copy the first message to its thread: {}", e.getMessage());
            }
        }

        private Delivery answer(Map<String, String> memory) throws Exception {
            return post(url, message(memory).put("thread_ts", memory.get(TIME_STAMP)))
                    .remembering(memory);
        }

        private Fields message(Map<String, String> memory) throws Exception {
            return SlackMessage.of(slack.settings, notification, memory.getOrDefault(CHANNEL, ""));
        }

        private Result post(String to, Fields message) throws Exception {
            Answer answer = exchange.post(to, headers, message);
            String channel = "channel \"" + message.map().getOrDefault("channel", "") + "\": ";
            Delivery byStatus = answer.delivery();
            if (byStatus instanceof Retry(String reason)) {
                return new Result(new Retry(channel + reason), Json.NONE, "");
            } else if (byStatus instanceof Refused(String reason)) {
                return new Result(new Refused(channel + reason), Json.NONE, "");
            } else if (answer.isJson()) {
                return said(answer, channel);
            }
            String said = answer.text();
            return new Result(
                    said.strip().equals("ok")
                            ? byStatus
                            : new Refused(
                                    channel + "received an error response from Slack: " + said),
                    Json.NONE,
                    "");
        }

        private static Result said(Answer answer, String channel) {
            Json json;
            try {
                json = answer.json();
            } catch (IOException e) {
                return new Result(
                        new Retry(channel + "could not read Slack's answer: " + e.getMessage()),
                        Json.NONE,
                        "");
            }
            if (json.isTrue("ok")) {
                return new Result(new Delivered(), json, "");
            }
            String error = json.text("error");
            String reason = channel + "error response from Slack: " + error;
            return new Result(
                    ERRORS_FOR_NOW.contains(error) ? new Retry(reason) : new Refused(reason),
                    json,
                    error);
        }
    }

    /**
     * What became of one request.
     *
     * @param error Slack's word for it, empty when there is none
     */
    private record Result(Delivery delivery, Json answer, String error) {
        boolean isDelivered() {
            return delivery instanceof Delivered;
        }

        /** Where the message stands; empty when Slack does not say. */
        Map<String, String> place() {
            String channel = answer.text("channel");
            String timeStamp = answer.text("ts");
            return channel.isEmpty() || timeStamp.isEmpty()
                    ? Map.of()
                    : Map.of(CHANNEL, channel, TIME_STAMP, timeStamp);
        }

        Delivery remembering(Map<String, String> memory) {
            return isDelivered() ? new Delivered(memory) : delivery;
        }
    }
}
