package io.gnomon.alerting.channels.posting;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gnomon.spi.channel.Delivery;

import java.io.IOException;

/**
 * What a service answered.
 *
 * @param contentType empty when it was not said
 */
public record Answer(int status, String contentType, byte[] body) {
    private static final int SHOWN_CHARACTERS_MAX = 512;

    public boolean isOk() {
        return status / 100 == 2;
    }

    public boolean isJson() {
        return contentType.startsWith("application/json");
    }

    public String text() {
        return new String(body, UTF_8);
    }

    /** The body as JSON; see {@link Json}. */
    public Json json() throws IOException {
        return Json.read(body);
    }

    /**
     * What the status says: 2xx is delivered; what may be better later, 5xx and too many requests,
     * is tried again; all else is refused. The reason has the beginning of the body.
     */
    public Delivery delivery() {
        String said = text().strip().replaceAll("\\s+", " ");
        return delivery(
                said.length() > SHOWN_CHARACTERS_MAX
                        ? said.substring(0, SHOWN_CHARACTERS_MAX)
                        : said);
    }

    /** As {@link #delivery()} with other words of the service, empty for none. */
    public Delivery delivery(String said) {
        if (isOk()) {
            return new Delivery.Delivered();
        }
        String reason = "unexpected status code " + status + (said.isEmpty() ? "" : ": " + said);
        return isForNow() ? new Delivery.Retry(reason) : new Delivery.Refused(reason);
    }

    /** Whether the status is one that may be another one later. */
    public boolean isForNow() {
        return status / 100 == 5 || status == 429;
    }
}
