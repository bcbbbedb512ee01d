package io.gnomon.spi.common;

import org.jspecify.annotations.Nullable;

/**
 * The field's {@code tls_config} of clients. Inline text and file of one thing exclude each other.
 */
@Doc("TLS of the connection")
public record TlsSettings(
        @Doc("Certificates to trust, PEM") @Form(widget = "textarea") @Nullable String ca,
        @Nullable String caFile,
        @Doc("Client certificate, PEM") @Form(widget = "textarea") @Nullable String cert,
        @Nullable String certFile,
        @Doc("Client key, PEM") @Form(widget = "textarea") @Nullable Secret key,
        @Nullable String keyFile,
        @Doc("Name to expect in the server's certificate instead of the host's")
                @Nullable String serverName,
        @Doc("Accept any certificate") boolean insecureSkipVerify,
        @Doc("TLS10, TLS11, TLS12 or TLS13") @Form(advanced = true) @Nullable String minVersion,
        @Form(advanced = true) @Nullable String maxVersion) {}
