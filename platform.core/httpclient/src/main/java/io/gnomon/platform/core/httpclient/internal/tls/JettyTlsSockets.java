package io.gnomon.platform.core.httpclient.internal.tls;

import io.gnomon.spi.common.TlsSettings;
import io.gnomon.spi.common.TlsSockets;

import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;

import java.security.GeneralSecurityException;
import java.security.KeyStore;

import javax.net.ssl.SSLSocketFactory;

/** TLS sockets with the settings of HTTP clients, as a service. */
@Component
public final class JettyTlsSockets implements TlsSockets {
    @Override
    public SSLSocketFactory open(@Nullable TlsSettings settings) {
        TlsMaterial material = TlsMaterial.of(settings);
        SslContextFactory.Client context = material.contextFactory();
        try {
            context.start();
            return new NamedSockets(
                    context.getSslContext().getSocketFactory(),
                    context.getIncludeProtocols(),
                    material.serverName(),
                    !material.insecureSkipVerify());
        } catch (Exception e) {
            throw new IllegalArgumentException("TLS cannot be set up: " + e.getMessage(), e);
        }
    }

    @Override
    public KeyStore clientKeys(TlsSettings settings, char[] password) {
        try {
            return TlsMaterial.of(settings).clientKeys(password);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "the client key cannot be used: " + e.getMessage(), e);
        }
    }
}
