package io.gnomon.platform.core.config;

import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.common.HttpSettings;
import io.gnomon.spi.common.Inline;
import io.gnomon.spi.common.Limit;
import io.gnomon.spi.common.Secret;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * An entry of {@code remote_read}: a server that is asked for samples. Two that are equal are asked
 * in the same way.
 *
 * @param chunkedReadLimit bytes; a longer frame of a stream is refused
 * @param readRecent whether it is asked for times of which the store has everything, too
 * @param requiredMatchers labels and values; it is asked only by selectors that demand all of them
 * @param filterExternalLabels whether it is asked for series with our external labels, which are
 *     then taken off
 */
@Doc("A server that is asked for samples")
public record RemoteReadConfig(
        @Default("") URI url,
        @Default("") String name,
        @Default("1m") Duration remoteTimeout,
        @Default("50000000") @Limit(min = 1) long chunkedReadLimit,
        Map<String, Secret> headers,
        boolean readRecent,
        Map<String, String> requiredMatchers,
        @Default("true") boolean filterExternalLabels,
        @Inline HttpSettings http) {
    public RemoteReadConfig {
        if (url.toString().isEmpty()) {
            throw new IllegalArgumentException("url for remote_read is empty");
        }
        RemoteUrls.checkHeaders(headers.keySet());
    }

    /** The URL without a password that it may have. */
    public String shownUrl() {
        return RemoteUrls.shown(url);
    }
}
