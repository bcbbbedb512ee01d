package io.gnomon.platform.core.http.internal.gnomon;

import io.gnomon.platform.core.http.internal.routing.Exchange;
import io.gnomon.platform.core.http.internal.routing.HttpError;

import java.io.IOException;

/** Reads numbers among the parameters of a call. */
final class Numbers {
    private Numbers() {}

    /**
     * The parameter as a whole number from 1 on.
     *
     * @param absent what it is when it is not given
     * @throws HttpError 400 with a sentence when it is no such number
     */
    static long parameter(Exchange exchange, String name, long absent, long max)
            throws IOException, HttpError {
        String text = exchange.parameter(name);
        if (text.isEmpty()) {
            return absent;
        }
        try {
            long number = Long.parseLong(text);
            if (number >= 1 && number <= max) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Said below.
        }
        throw new HttpError(400, "%s=%s: give a number from 1 to %d".formatted(name, text, max));
    }
}
