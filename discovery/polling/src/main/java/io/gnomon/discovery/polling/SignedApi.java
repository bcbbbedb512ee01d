package io.gnomon.discovery.polling;

import io.gnomon.spi.common.HttpClients;
import io.gnomon.spi.common.HttpSettings;
import io.gnomon.spi.common.HttpSigning;

import org.jspecify.annotations.Nullable;

/**
 * An API whose requests are signed, for sources that learn only when they look how: from a file,
 * from this machine. One thread.
 */
public final class SignedApi implements AutoCloseable {
    private final HttpClients clients;
    private final HttpSettings http;
    private final Api plain;
    private @Nullable HttpSigning signing;
    private @Nullable Api signed;

    /**
     * An API that is not open yet.
     *
     * @param plain without signatures; stays its owner's
     */
    public SignedApi(HttpClients clients, HttpSettings http, Api plain) {
        this.clients = clients;
        this.http = http;
        this.plain = plain;
    }

    /** The API with requests signed like this; the one before is closed when that is another. */
    public Api by(HttpSigning wanted) {
        Api now = signed;
        if (now == null || !wanted.equals(signing)) {
            close();
            now = plain.over(clients.open(http, wanted));
            signed = now;
            signing = wanted;
        }
        return now;
    }

    /** The API that is asked without signatures. */
    public Api plain() {
        return plain;
    }

    @Override
    public void close() {
        if (signed != null) {
            signed.close();
            signed = null;
        }
    }
}
