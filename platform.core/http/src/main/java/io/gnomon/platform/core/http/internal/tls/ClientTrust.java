package io.gnomon.platform.core.http.internal.tls;

import org.jspecify.annotations.Nullable;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** Which certificates of clients are taken. */
final class ClientTrust extends X509ExtendedTrustManager {
    private final @Nullable X509ExtendedTrustManager authorities;
    private final List<String> allowedSans;

    /**
     * @param authorities asks who has signed a certificate; null to take any
     * @param allowedSans a certificate must have one of these names (of hosts, addresses, mail and
     *     URIs); empty: any will do
     */
    ClientTrust(@Nullable X509ExtendedTrustManager authorities, List<String> allowedSans) {
        this.authorities = authorities;
        this.allowedSans = allowedSans;
    }

    private void checkName(X509Certificate[] chain) throws CertificateException {
        if (allowedSans.isEmpty()) {
            return;
        }
        Collection<List<?>> names = chain[0].getSubjectAlternativeNames();
        if (names != null) {
            for (List<?> name : names) {
                if (name.get(1) instanceof String text && allowedSans.contains(text)) {
                    return;
                }
            }
        }
        throw new CertificateException("none of the certificate's names is in client_allowed_sans");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
            throws CertificateException {
        if (authorities != null) {
            authorities.checkClientTrusted(chain, type, engine);
        }
        checkName(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
            throws CertificateException {
        if (authorities != null) {
            authorities.checkClientTrusted(chain, type, socket);
        }
        checkName(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
            throws CertificateException {
        if (authorities != null) {
            authorities.checkClientTrusted(chain, type);
        }
        checkName(chain);
    }

    /** Which authorities a client should have a certificate of; none means any. */
    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return authorities == null ? new X509Certificate[0] : authorities.getAcceptedIssuers();
    }

    private static CertificateException noClient() {
        return new CertificateException("this server asks nobody with it");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
            throws CertificateException {
        throw noClient();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
            throws CertificateException {
        throw noClient();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
            throws CertificateException {
        throw noClient();
    }
}
