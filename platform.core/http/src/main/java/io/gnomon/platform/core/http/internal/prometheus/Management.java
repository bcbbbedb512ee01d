package io.gnomon.platform.core.http.internal.prometheus;

import io.gnomon.platform.core.config.ConfigService;
import io.gnomon.platform.core.http.internal.Rooms;
import io.gnomon.platform.core.http.internal.routing.Exchange;
import io.gnomon.platform.core.http.internal.routing.HttpError;
import io.gnomon.spi.settings.SettingsException;

import java.io.IOException;

/** The paths under {@code /-/}. */
final class Management {
    private static final String TEXT = "text/plain; charset=utf-8";

    private final Rooms rooms;
    private final Runnable quit;

    Management(Rooms rooms, Runnable quit) {
        this.rooms = rooms;
        this.quit = quit;
    }

    void healthy(Exchange exchange) throws IOException {
        exchange.text(200, TEXT, "Gnomon is Healthy.\n");
    }

    void ready(Exchange exchange) throws IOException, HttpError {
        if (!rooms.ready()) {
            throw HttpError.absent("the server");
        }
        exchange.text(200, TEXT, "Gnomon is Ready.\n");
    }

    void reload(Exchange exchange) throws IOException, HttpError {
        ConfigService config = rooms.config();
        try {
            config.reload();
        } catch (SettingsException e) {
            throw new HttpError(500, "failed to reload config: " + e.getMessage());
        }
        ConfigService.Reload outcome = config.lastReload();
        if (!outcome.successful()) {
            throw new HttpError(500, "failed to apply the new configuration: " + outcome.error());
        }
        exchange.empty(200);
    }

    void quit(Exchange exchange) throws IOException {
        exchange.text(200, TEXT, "Requesting termination... Goodbye!");
        // Stopping waits for this very request to end.
        Thread.ofPlatform().name("quit").start(quit);
    }
}
