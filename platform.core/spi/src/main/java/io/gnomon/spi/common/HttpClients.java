package io.gnomon.spi.common;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Makes HTTP clients that speak the field's {@code http_config}; an OSGi service that plugins
 * reference.
 */
@ProviderType
public interface HttpClients {
    /**
     * A client with these settings. Connections and TLS contexts are shared between clients with
     * equal settings. Does no I/O except reading the files that the settings name.
     *
     * @throws IllegalArgumentException with a sentence when a file cannot be read or does not fit
     */
    default HttpCaller open(HttpSettings settings) {
        return open(settings, null);
    }

    /**
     * As {@link #open(HttpSettings)}, with requests that are signed.
     *
     * @param signing null for none; what it proves goes before credentials of the settings
     */
    HttpCaller open(HttpSettings settings, @Nullable HttpSigning signing);

    /**
     * The same for a name behind which several servers are: each new connection goes to any of
     * them.
     */
    default HttpCaller openSpread(HttpSettings settings, @Nullable HttpSigning signing) {
        return open(settings, signing);
    }
}
