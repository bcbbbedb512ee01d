package io.gnomon.exporters.mysql.internal;

import io.gnomon.spi.common.TlsSettings;
import io.gnomon.spi.common.TlsSockets;

import org.jspecify.annotations.Nullable;

import java.security.KeyStore;

import javax.net.ssl.SSLSocketFactory;

/** For exporters without client certificates. */
final class NoTls implements TlsSockets {
    @Override
    public SSLSocketFactory open(@Nullable TlsSettings settings) {
        throw new AssertionError("the driver has TLS of its own");
    }

    @Override
    public KeyStore clientKeys(TlsSettings settings, char[] password) {
        throw new AssertionError("no account has a certificate");
    }
}
