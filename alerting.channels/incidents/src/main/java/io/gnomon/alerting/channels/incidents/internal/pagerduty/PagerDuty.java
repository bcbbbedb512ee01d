package io.gnomon.alerting.channels.incidents.internal.pagerduty;

import io.gnomon.alerting.channels.posting.Answer;
import io.gnomon.alerting.channels.posting.Exchange;
import io.gnomon.alerting.channels.posting.Fields;
import io.gnomon.alerting.channels.posting.GroupKey;
import io.gnomon.alerting.channels.posting.Json;
import io.gnomon.alerting.channels.posting.Poster;
import io.gnomon.alerting.channels.posting.PostingFactory.Posting;
import io.gnomon.alerting.channels.posting.SecretText;
import io.gnomon.spi.channel.Delivery;
import io.gnomon.spi.channel.Notification;

import java.io.IOException;
import java.net.URI;
import java.util.stream.Collectors;

/** Sends events to PagerDuty, by version 2 of its Events API or by version 1. */
record PagerDuty(PagerDutySettings settings, Poster poster) implements Posting {
    private static final String VERSION_1 = "/generic/2010-04-15/create_event.json";

    /** https://developer.pagerduty.com/docs/events-api-v2: 512 kB. */
    private static final int EVENT_BYTES_MAX = 512_000;

    private static final String REMOVED =
            "Custom details have been removed because the original event exceeds the maximum size"
                    + " of 512KB";

    @Override
    public Delivery send(Notification notification) throws Exception {
        Exchange exchange = poster.within(notification, settings.timeout());
        return settings.isVersion1()
                ? version1(notification, exchange)
                : version2(notification, exchange);
    }

    private Delivery version2(Notification notification, Exchange exchange) throws Exception {
        String key =
                new SecretText("routing_key", settings.routingKey(), settings.routingKeyFile())
                        .reveal(notification);
        PagerDutyEvent event =
                new PagerDutyEvent(settings, notification, GroupKey.hash(notification));
        Fields message = event.version2(key, event.details());
        if (Json.bytes(message).length > EVENT_BYTES_MAX) {
            message = event.version2(key, new Fields().put("error", REMOVED).map());
        }
        Answer answer = exchange.post(settings.url(), message);
        return answer.delivery(said(answer));
    }

    private Delivery version1(Notification notification, Exchange exchange) throws Exception {
        String key =
                new SecretText("service_key", settings.serviceKey(), settings.serviceKeyFile())
                        .reveal(notification);
        PagerDutyEvent event =
                new PagerDutyEvent(settings, notification, GroupKey.hash(notification));
        Fields message = event.version1(key, event.details());
        if (Json.bytes(message).length > EVENT_BYTES_MAX) {
            message = event.version1(key, new Fields().put("error", REMOVED).map());
        }
        Answer answer = exchange.post(version1Url(), message);
        // Version 1 says 403 for too many requests.
        return answer.status() == 403
                ? new Delivery.Retry("unexpected status code 403: too many requests")
                : answer.delivery(said(answer));
    }

    /** At the same host as version 2. */
    private String version1Url() {
        URI url = URI.create(settings.url());
        return url.getScheme() + "://" + url.getRawAuthority() + VERSION_1;
    }

    /** PagerDuty explains what is wrong with a request. */
    private static String said(Answer answer) {
        if (answer.status() != 400) {
            return "";
        }
        try {
            Json json = answer.json();
            return json.text("message")
                    + ": "
                    + json.items("errors").stream()
                            .map(Json::text)
                            .collect(Collectors.joining(","));
        } catch (IOException e) {
            return "";
        }
    }
}
