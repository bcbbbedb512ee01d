package io.gnomon.platform.core.http.internal.tls;

import org.eclipse.jetty.util.ssl.SslContextFactory;

import java.nio.file.Path;
import java.util.List;

/**
 * TLS of our listeners, as web.yml has it. Of each text and its file one is given; an empty path
 * means none.
 *
 * @param minVersion TLS10 to TLS13
 * @param cipherSuites names of Go, which are those of the RFCs; empty: Java's choice
 */
public record TlsServerConfig(
        String cert,
        Path certFile,
        String key,
        Path keyFile,
        ClientAuth clientAuth,
        String clientCa,
        Path clientCaFile,
        String minVersion,
        String maxVersion,
        List<String> cipherSuites) {
    private static final List<String> VERSIONS = List.of("TLS10", "TLS11", "TLS12", "TLS13");
    private static final List<String> JAVA_VERSIONS =
            List.of("TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3");

    /**
     * Refuses versions that contradict each other.
     *
     * @throws IllegalArgumentException with a sentence
     */
    public TlsServerConfig {
        if (version("min_version", minVersion) > version("max_version", maxVersion)) {
            throw new IllegalArgumentException(
                    "min_version " + minVersion + " is above max_version " + maxVersion);
        }
    }

    /** Whether clients show a certificate; the names are Go's. */
    public enum ClientAuth {
        NONE("NoClientCert"),
        REQUEST("RequestClientCert"),
        VERIFY_IF_GIVEN("VerifyClientCertIfGiven"),
        REQUIRE("RequireAndVerifyClientCert");

        private final String text;

        ClientAuth(String text) {
            this.text = text;
        }

        /**
         * Reads Go's name.
         *
         * @throws IllegalArgumentException with the valid names
         */
        public static ClientAuth of(String text) {
            if (text.isEmpty()) {
                return NONE;
            }
            for (ClientAuth value : values()) {
                if (value.text.equals(text)) {
                    return value;
                }
            }
            throw new IllegalArgumentException(
                    "client_auth_type: \""
                            + text
                            + "\" is not supported; valid are NoClientCert, RequestClientCert,"
                            + " VerifyClientCertIfGiven and RequireAndVerifyClientCert");
        }
    }

    /** A certificate and a key in files and nothing else. */
    public static TlsServerConfig ofFiles(Path certFile, Path keyFile) {
        return new TlsServerConfig(
                "",
                certFile,
                "",
                keyFile,
                ClientAuth.NONE,
                "",
                Path.of(""),
                "TLS12",
                "TLS13",
                List.of());
    }

    String certName() {
        return cert.isEmpty() ? certFile.toString() : "cert";
    }

    String keyName() {
        return key.isEmpty() ? keyFile.toString() : "key";
    }

    /** Everything but the certificates. */
    void applyTo(SslContextFactory.Server factory) {
        factory.setIncludeProtocols(
                JAVA_VERSIONS
                        .subList(VERSIONS.indexOf(minVersion), VERSIONS.indexOf(maxVersion) + 1)
                        .toArray(String[]::new));
        if (!cipherSuites.isEmpty()) {
            factory.setIncludeCipherSuites(cipherSuites.toArray(String[]::new));
        }
        switch (clientAuth) {
            case NONE -> {
                factory.setWantClientAuth(false);
            }
            case REQUEST, VERIFY_IF_GIVEN -> factory.setWantClientAuth(true);
            case REQUIRE -> factory.setNeedClientAuth(true);
        }
    }

    private static int version(String name, String value) {
        int index = VERSIONS.indexOf(value);
        if (index < 0) {
            throw new IllegalArgumentException(
                    name + ": \"" + value + "\" is not valid; valid are " + VERSIONS);
        }
        return index;
    }
}
