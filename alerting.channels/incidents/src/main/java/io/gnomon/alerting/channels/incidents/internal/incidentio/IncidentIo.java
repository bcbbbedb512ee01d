package io.gnomon.alerting.channels.incidents.internal.incidentio;

import io.gnomon.alerting.channels.posting.AlertsMessage;
import io.gnomon.alerting.channels.posting.Answer;
import io.gnomon.alerting.channels.posting.Fields;
import io.gnomon.alerting.channels.posting.Json;
import io.gnomon.alerting.channels.posting.Poster;
import io.gnomon.alerting.channels.posting.PostingFactory.Posting;
import io.gnomon.alerting.channels.posting.SecretText;
import io.gnomon.spi.channel.Delivery;
import io.gnomon.spi.channel.Notification;

import java.io.IOException;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Posts Alertmanager's message to incident.io. */
record IncidentIo(IncidentIoSettings settings, Poster poster) implements Posting {
    private static final String VERSION = "1";

    /** More is refused with 429. */
    private static final int MESSAGE_BYTES_MAX = 512 * 1024;

    @Override
    public Delivery send(Notification notification) throws Exception {
        String url = new SecretText("url", settings.url(), settings.urlFile()).reveal();
        String token =
                new SecretText(
                                "alert_source_token",
                                settings.alertSourceToken(),
                                settings.alertSourceTokenFile())
                        .reveal();
        Fields message = AlertsMessage.of(notification, VERSION, settings.maxAlerts());
        if (Json.bytes(message).length > MESSAGE_BYTES_MAX) {
            // A group is one alert there: the first of ours says what there is to say.
            message = AlertsMessage.of(notification, VERSION, 1);
        }
        Answer answer =
                poster.within(notification, settings.timeout())
                        .post(
                                url,
                                token.isEmpty()
                                        ? Map.of()
                                        : Map.of("authorization", "Bearer " + token),
                                message);
        return answer.delivery(said(answer));
    }

    private static String said(Answer answer) {
        try {
            Json json = answer.json();
            String errors =
                    json.items("errors").stream().map(Json::text).collect(Collectors.joining(", "));
            return Stream.of(json.text("message"), json.text("error"), errors)
                    .filter(text -> !text.isEmpty())
                    .collect(Collectors.joining(": "));
        } catch (IOException e) {
            return "";
        }
    }
}
