package io.gnomon.alerting.channels.webhook.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gnomon.spi.channel.Channel;
import io.gnomon.spi.channel.Delivery;
import io.gnomon.spi.channel.Notification;
import io.gnomon.spi.common.HttpCaller;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Posts each notification once. */
final class Webhook implements Channel {
    private static final int REASON_BYTES_MAX = 512;

    private final WebhookSettings settings;
    private final HttpCaller http;

    Webhook(WebhookSettings settings, HttpCaller http) {
        this.settings = settings;
        this.http = http;
    }

    @Override
    public Delivery send(Notification notification) throws IOException, InterruptedException {
        URI target = target();
        HttpCaller.Request request =
                new HttpCaller.Request(
                        "POST",
                        target,
                        Map.of("content-type", "application/json"),
                        WebhookMessage.of(notification, settings.maxAlerts()),
                        timeout(notification));
        try (HttpCaller.Response response = http.send(request)) {
            return delivery(response);
        } catch (IOException e) {
            // The URL is a secret; clients like to name it in their errors.
            String reason = String.valueOf(e.getMessage());
            return new Delivery.Retry(reason.replace(target.toString(), "<redacted>"));
        }
    }

    /** The file is read each time, so that a new URL in it counts at once. */
    private URI target() throws IOException {
        if (settings.url() != null) {
            return WebhookSettings.target(settings.url().reveal());
        }
        String file = String.valueOf(settings.urlFile());
        try {
            return WebhookSettings.target(Files.readString(Path.of(file)));
        } catch (IOException e) {
            throw new IOException("cannot read url_file " + file + ": " + e, e);
        }
    }

    private Duration timeout(Notification notification) {
        Duration own = settings.timeout();
        return own.isZero() || own.compareTo(notification.timeout()) > 0
                ? notification.timeout()
                : own;
    }

    private static Delivery delivery(HttpCaller.Response response) throws IOException {
        int status = response.status();
        if (status / 100 == 2) {
            return new Delivery.Delivered();
        }
        String said = new String(response.body().readNBytes(REASON_BYTES_MAX), UTF_8).strip();
        String reason = "unexpected status code " + status + (said.isEmpty() ? "" : ": " + said);
        return status / 100 == 5 || status == 429
                ? new Delivery.Retry(reason)
                : new Delivery.Refused(reason);
    }

    @Override
    public void close() {
        http.close();
    }
}
