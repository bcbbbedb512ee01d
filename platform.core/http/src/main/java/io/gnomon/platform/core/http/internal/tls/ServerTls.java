package io.gnomon.platform.core.http.internal.tls;

import org.eclipse.jetty.util.ssl.SslContextFactory;

import java.security.KeyStore;
import java.security.cert.CRL;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** Jetty's TLS with what a {@link TlsServerConfig} says. */
final class ServerTls extends SslContextFactory.Server {
    private volatile TlsServerConfig config;

    ServerTls(TlsServerConfig config) {
        this.config = config;
        setKeyStorePassword(ServerIdentity.PASSWORD);
        use(config);
    }

    /** Takes over everything but the certificates. */
    void use(TlsServerConfig now) {
        config = now;
        setIncludeProtocols(now.protocols().toArray(String[]::new));
        List<String> suites = new ArrayList<>(now.cipherSuites());
        if (!suites.isEmpty()) {
            suites.addAll(GoTlsNames.OF_TLS13);
        }
        setIncludeCipherSuites(suites.toArray(String[]::new));
        boolean needed =
                now.clientAuth() == TlsServerConfig.ClientAuth.REQUIRE
                        || now.clientAuth() == TlsServerConfig.ClientAuth.REQUIRE_ANY;
        setNeedClientAuth(needed);
        setWantClientAuth(!needed && now.clientAuth() != TlsServerConfig.ClientAuth.NONE);
    }

    @Override
    public SSLParameters customize(SSLParameters parameters) {
        SSLParameters customized = super.customize(parameters);
        if (!config.curves().isEmpty()) {
            customized.setNamedGroups(
                    config.curves().stream().map(GoTlsNames.GROUPS::get).toArray(String[]::new));
        }
        return customized;
    }

    @Override
    protected TrustManager[] getTrustManagers(
            KeyStore trustStore, Collection<? extends CRL> revoked) throws Exception {
        if (config.clientAuth() == TlsServerConfig.ClientAuth.NONE) {
            return super.getTrustManagers(trustStore, revoked);
        }
        if (!config.clientAuth().verifies()) {
            return new TrustManager[] {new ClientTrust(null, config.allowedSans())};
        }
        TrustManager[] managers = super.getTrustManagers(trustStore, revoked);
        for (int i = 0; i < managers.length; i++) {
            if (managers[i] instanceof X509ExtendedTrustManager checking) {
                managers[i] = new ClientTrust(checking, config.allowedSans());
            }
        }
        return managers;
    }
}
