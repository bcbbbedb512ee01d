package io.gnomon.platform.core.http.internal.tls;

import java.nio.file.Path;
import java.util.List;

/**
 * TLS of our listeners, as web.yml has it. Of each text and its file one is given; an empty path
 * means none.
 *
 * @param minVersion TLS10 to TLS13
 * @param cipherSuites names of Go, which are those of the RFCs; empty: Java's choice. As in Go they
 *     do not concern TLS 1.3
 * @param curves Go's names of groups for the key exchange, most wanted first; empty: Java's choice
 * @param allowedSans a client's certificate must have one of these names; empty: any will do
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
        List<String> cipherSuites,
        List<String> curves,
        List<String> allowedSans) {
    private static final List<String> VERSIONS = List.of("TLS10", "TLS11", "TLS12", "TLS13");

    private static final List<String> JAVA_VERSIONS =
            List.of("TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3");

    /**
     * Refuses versions that contradict each other, and ciphers that nobody knows.
     *
     * @throws IllegalArgumentException with a sentence
     */
    public TlsServerConfig {
        if (version("min_version", minVersion) > version("max_version", maxVersion)) {
            throw new IllegalArgumentException(
                    "min_version " + minVersion + " is above max_version " + maxVersion);
        }
        for (String suite : cipherSuites) {
            if (!GoTlsNames.SUITES.contains(suite)) {
                throw new IllegalArgumentException(
                        "unknown cipher: " + suite + "; valid are " + GoTlsNames.SUITES);
            }
        }
        for (String curve : curves) {
            if (!GoTlsNames.GROUPS.containsKey(curve)) {
                throw new IllegalArgumentException(
                        "unknown curve: " + curve + "; valid are " + GoTlsNames.GROUPS.keySet());
            }
        }
    }

    /** Whether clients show a certificate; the names are Go's. */
    public enum ClientAuth {
        NONE("NoClientCert"),
        /** Any certificate will do, and none. */
        REQUEST("RequestClientCert"),
        /** Any certificate will do. */
        REQUIRE_ANY("RequireAnyClientCert"),
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
                            + "\" is not valid; valid are NoClientCert, RequestClientCert,"
                            + " RequireAnyClientCert, VerifyClientCertIfGiven and"
                            + " RequireAndVerifyClientCert");
        }

        /** Whether a certificate that is shown must come from an authority that is trusted. */
        boolean verifies() {
            return this == VERIFY_IF_GIVEN || this == REQUIRE;
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
                List.of(),
                List.of(),
                List.of());
    }

    String certName() {
        return cert.isEmpty() ? certFile.toString() : "cert";
    }

    String keyName() {
        return key.isEmpty() ? keyFile.toString() : "key";
    }

    /**
     * Refuses settings with which HTTP/2 cannot be spoken.
     *
     * @throws IllegalArgumentException with a sentence
     */
    public void requireHttp2() {
        boolean hasNeeded =
                cipherSuites.isEmpty()
                        || minVersion.equals("TLS13")
                        || cipherSuites.stream().anyMatch(GoTlsNames.OF_HTTP2::contains);
        if (!hasNeeded) {
            throw new IllegalArgumentException(
                    "cipher_suites: HTTP/2 needs one of "
                            + GoTlsNames.OF_HTTP2
                            + "; or switch it off by http_server_config: {http2: false}");
        }
    }

    /** Names for Java of the protocols that may be spoken. */
    List<String> protocols() {
        return JAVA_VERSIONS.subList(
                VERSIONS.indexOf(minVersion), VERSIONS.indexOf(maxVersion) + 1);
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
