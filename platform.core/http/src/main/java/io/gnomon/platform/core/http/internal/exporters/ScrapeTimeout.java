package io.gnomon.platform.core.http.internal.exporters;

import io.gnomon.platform.core.http.internal.routing.Exchange;

import java.time.Duration;

/** How long a scrape over HTTP may take. */
final class ScrapeTimeout {
    private static final Duration MAX = Duration.ofMinutes(5);
    private static final String HEADER = "X-Prometheus-Scrape-Timeout-Seconds";

    private ScrapeTimeout() {}

    /**
     * What the scraper waits, a little less so that the answer still reaches it.
     *
     * @param usual for a client that does not say
     */
    static Duration of(Exchange exchange, Duration usual) {
        try {
            double seconds = Double.parseDouble(exchange.header(HEADER));
            if (seconds > 0 && seconds <= MAX.toSeconds()) {
                return Duration.ofMillis((long) (seconds * 950));
            }
        } catch (NumberFormatException e) {
            // Not sent by this client.
        }
        return usual;
    }
}
