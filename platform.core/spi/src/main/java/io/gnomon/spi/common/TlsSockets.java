package io.gnomon.spi.common;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

import java.security.KeyStore;

import javax.net.ssl.SSLSocketFactory;

/** TLS for protocols other than HTTP, such as SMTP; an OSGi service that plugins reference. */
@ProviderType
public interface TlsSockets {
    /**
     * Makes sockets with these settings, the name in the server's certificate checked. Reads the
     * files that the settings name; a client that wants replaced files asks again. Any thread.
     *
     * @param settings null for the usual ones
     * @throws IllegalArgumentException with a sentence when a file cannot be read or does not fit
     */
    SSLSocketFactory open(@Nullable TlsSettings settings);

    /**
     * The client's certificate and key of settings, for what takes a key store only. Reads the
     * files that the settings name. Any thread.
     *
     * @param password of the key
     * @return a PKCS #12 store; empty when the settings have no certificate
     * @throws IllegalArgumentException with a sentence when a file cannot be read or does not fit
     */
    KeyStore clientKeys(TlsSettings settings, char[] password);
}
