package io.gnomon.spi.common;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * The field's {@code tls_config} of clients. Inline text and file of one thing exclude each other.
 */
@Doc("TLS of the connection")
public record TlsSettings(
        @Doc("Certificates to trust, PEM") @Form(widget = "textarea") @Nullable String ca,
        @FilePath @Nullable String caFile,
        @Doc("Client certificate, PEM") @Form(widget = "textarea") @Nullable String cert,
        @FilePath @Nullable String certFile,
        @Doc("Client key, PEM") @Form(widget = "textarea") @Nullable Secret key,
        @FilePath @Nullable String keyFile,
        @Doc("Name to expect in the server's certificate instead of the host's")
                @Nullable String serverName,
        @Doc("Accept any certificate") boolean insecureSkipVerify,
        @Doc("TLS10, TLS11, TLS12 or TLS13") @Form(advanced = true) @Nullable String minVersion,
        @Form(advanced = true) @Nullable String maxVersion) {
    private static final List<String> VERSIONS = List.of("TLS10", "TLS11", "TLS12", "TLS13");

    public TlsSettings {
        refuse(ca != null && caFile != null, "at most one of ca and ca_file must be configured");
        refuse(
                cert != null && certFile != null,
                "at most one of cert and cert_file must be configured");
        refuse(
                key != null && keyFile != null,
                "at most one of key and key_file must be configured");
        boolean hasCert = cert != null || certFile != null;
        boolean hasKey = key != null || keyFile != null;
        refuse(
                hasCert && !hasKey,
                "exactly one of key or key_file must be configured when a client certificate is"
                        + " configured");
        refuse(
                hasKey && !hasCert,
                "exactly one of cert or cert_file must be configured when a client key is"
                        + " configured");
        for (String version : new @Nullable String[] {minVersion, maxVersion}) {
            refuse(
                    version != null && !VERSIONS.contains(version),
                    "unknown TLS version: " + version);
        }
        refuse(
                minVersion != null
                        && maxVersion != null
                        && VERSIONS.indexOf(minVersion) > VERSIONS.indexOf(maxVersion),
                "tls_config.max_version must be greater than or equal to tls_config.min_version if"
                        + " both are specified");
    }

    private static void refuse(boolean wrong, String sentence) {
        if (wrong) {
            throw new IllegalArgumentException(sentence);
        }
    }
}
