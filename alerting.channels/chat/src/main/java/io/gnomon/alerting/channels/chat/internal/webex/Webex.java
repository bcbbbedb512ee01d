package io.gnomon.alerting.channels.chat.internal.webex;

import io.gnomon.alerting.channels.posting.Fields;
import io.gnomon.alerting.channels.posting.Poster;
import io.gnomon.alerting.channels.posting.PostingFactory.Posting;
import io.gnomon.alerting.channels.posting.Shortened;
import io.gnomon.spi.channel.Delivery;
import io.gnomon.spi.channel.Notification;

/** Posts markdown to a room of Webex. */
record Webex(WebexSettings settings, Poster poster) implements Posting {
    /** https://developer.webex.com/docs/api/v1/messages/create-a-message. */
    private static final int MESSAGE_BYTES_MAX = 7439;

    @Override
    public Delivery send(Notification notification) throws Exception {
        Fields message =
                new Fields()
                        .put(
                                "markdown",
                                Shortened.toBytes(
                                        notification.text(settings.message()), MESSAGE_BYTES_MAX))
                        .putIfSet("roomId", notification.text(settings.roomId()));
        return poster.within(notification).post(settings.apiUrl(), message).delivery();
    }
}
