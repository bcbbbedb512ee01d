package io.gnomon.platform.core.httpclient.internal.tls;

import io.gnomon.spi.common.TlsSettings;

import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;

import javax.net.ssl.SSLEngine;

/**
 * TLS settings with the files they name, read. Equal ones give equal connections, so this is what
 * clients are shared by; a file that was replaced makes another one.
 *
 * @param ca PEM of the certificates to trust, empty for those of the system
 * @param cert PEM of the client's certificate, empty for none
 * @param key PEM of its key
 */
public record TlsMaterial(
        String ca,
        String cert,
        String key,
        String serverName,
        boolean insecureSkipVerify,
        String minVersion,
        String maxVersion) {

    private static final List<String> NAMES = List.of("TLS10", "TLS11", "TLS12", "TLS13");
    private static final List<String> PROTOCOLS = List.of("TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3");

    /** Trust of the system, no client certificate. */
    public static final TlsMaterial USUAL = new TlsMaterial("", "", "", "", false, "", "");

    /**
     * Reads the files.
     *
     * @throws IllegalArgumentException with a sentence when one cannot be read
     */
    public static TlsMaterial of(@Nullable TlsSettings settings) {
        if (settings == null) {
            return USUAL;
        }
        return new TlsMaterial(
                text(settings.ca(), settings.caFile(), "CA certificate"),
                text(settings.cert(), settings.certFile(), "client certificate"),
                text(
                        settings.key() == null ? null : settings.key().reveal(),
                        settings.keyFile(),
                        "client key"),
                settings.serverName() == null ? "" : settings.serverName(),
                settings.insecureSkipVerify(),
                settings.minVersion() == null ? "" : settings.minVersion(),
                settings.maxVersion() == null ? "" : settings.maxVersion());
    }

    private static String text(@Nullable String text, @Nullable String file, String what) {
        if (text != null || file == null) {
            return text == null ? "" : text;
        }
        try {
            return Files.readString(Path.of(file));
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException(
                    "unable to read %s: %s does not exist".formatted(what, file), e);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "unable to read %s from %s: %s".formatted(what, file, e.getMessage()), e);
        }
    }

    /**
     * What Jetty connects with.
     *
     * @throws IllegalArgumentException with a sentence when a certificate or key is broken
     */
    public SslContextFactory.Client contextFactory() {
        SslContextFactory.Client factory = new NamedClient(serverName, insecureSkipVerify);
        if (insecureSkipVerify) {
            factory.setEndpointIdentificationAlgorithm(null);
        }
        factory.setIncludeProtocols(protocols());
        factory.setExcludeProtocols();
        try {
            if (!ca.isEmpty() && !insecureSkipVerify) {
                KeyStore trusted = emptyStore();
                List<X509Certificate> certificates = Pem.certificates(ca, "the CA certificate");
                for (int i = 0; i < certificates.size(); i++) {
                    trusted.setCertificateEntry("ca" + i, certificates.get(i));
                }
                factory.setTrustStore(trusted);
            }
            if (!cert.isEmpty()) {
                factory.setKeyStore(clientKeys(new char[0]));
                factory.setKeyStorePassword("");
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("TLS cannot be set up: " + e.getMessage(), e);
        }
        return factory;
    }

    /**
     * The client's certificate and key, empty when there is none.
     *
     * @throws IllegalArgumentException with a sentence when one of them is broken
     */
    KeyStore clientKeys(char[] password) throws GeneralSecurityException {
        KeyStore own = emptyStore();
        if (!cert.isEmpty()) {
            Certificate[] chain =
                    Pem.certificates(cert, "the client certificate").toArray(new Certificate[0]);
            PrivateKey privateKey = Pem.privateKey(key, "the client key");
            own.setKeyEntry("client", privateKey, password, chain);
        }
        return own;
    }

    private String[] protocols() {
        int from = minVersion.isEmpty() ? 2 : NAMES.indexOf(minVersion);
        int to = maxVersion.isEmpty() ? 3 : NAMES.indexOf(maxVersion);
        return PROTOCOLS.subList(Math.min(from, to), to + 1).toArray(new String[0]);
    }

    private static KeyStore emptyStore() throws GeneralSecurityException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            return store;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Expects, and asks for, the configured name instead of the host's. */
    private static final class NamedClient extends SslContextFactory.Client {
        private final String serverName;

        NamedClient(String serverName, boolean trustAll) {
            super(trustAll);
            this.serverName = serverName;
        }

        @Override
        public SSLEngine newSSLEngine(String host, int port) {
            return super.newSSLEngine(serverName.isEmpty() ? host : serverName, port);
        }
    }

    /** Never the key. */
    @Override
    public String toString() {
        return "TLS " + Arrays.asList(serverName, insecureSkipVerify, minVersion, maxVersion);
    }
}
