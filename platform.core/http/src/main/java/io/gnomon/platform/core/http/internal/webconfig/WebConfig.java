package io.gnomon.platform.core.http.internal.webconfig;

import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.common.Key;
import io.gnomon.spi.common.Secret;
import io.gnomon.spi.settings.SettingsNode;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/** The file's sections with the names of the peers' exporter-toolkit. */
@Doc("TLS and users of the web interface")
public record WebConfig(
        @Nullable TlsSection tlsServerConfig,
        @Nullable HttpSection httpServerConfig,
        @Doc("Users with their bcrypt hashes") Map<String, Secret> basicAuthUsers,
        @Doc("Accepted, without effect") @Nullable SettingsNode rateLimit) {

    /** TLS of the listeners. */
    public record TlsSection(
            @Nullable String cert,
            @Nullable String certFile,
            @Nullable Secret key,
            @Nullable String keyFile,
            @Nullable String clientCa,
            @Nullable String clientCaFile,
            @Default("") String clientAuthType,
            List<String> clientAllowedSans,
            List<String> cipherSuites,
            @Doc("Accepted, without effect") List<String> curvePreferences,
            @Default("TLS12") String minVersion,
            @Default("TLS13") String maxVersion,
            @Doc("Accepted, without effect") @Default("true") boolean preferServerCipherSuites) {}

    /** HTTP itself. */
    public record HttpSection(
            @Key("http2") @Default("true") boolean http2,
            @Doc("Headers of every answer") Map<String, String> headers) {}
}
