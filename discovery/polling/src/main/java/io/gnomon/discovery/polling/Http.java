package io.gnomon.discovery.polling;

import io.gnomon.spi.common.HttpSettings;
import io.gnomon.spi.common.TlsSettings;

import org.jspecify.annotations.Nullable;

/** HTTP settings of discoveries whose sections do not have all of them. */
public final class Http {
    private Http() {}

    /** Settings with TLS and nothing else. */
    public static HttpSettings tls(@Nullable TlsSettings tls) {
        return of(null, null, tls);
    }

    /** Settings with credentials and TLS and nothing else. */
    public static HttpSettings of(
            HttpSettings.@Nullable BasicAuth basic,
            HttpSettings.@Nullable Authorization token,
            @Nullable TlsSettings tls) {
        HttpSettings plain = HttpSettings.PLAIN;
        return new HttpSettings(
                basic,
                token,
                null,
                null,
                null,
                tls,
                null,
                null,
                false,
                plain.proxyConnectHeader(),
                true,
                true,
                plain.httpHeaders());
    }
}
