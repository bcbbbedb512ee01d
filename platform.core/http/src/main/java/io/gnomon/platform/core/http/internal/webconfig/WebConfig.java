package io.gnomon.platform.core.http.internal.webconfig;

import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.common.Key;
import io.gnomon.spi.common.Limit;
import io.gnomon.spi.common.Secret;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The file's sections with the names of the peers' exporter-toolkit. */
@Doc("TLS and users of the web interface")
public record WebConfig(
        @Nullable TlsSection tlsServerConfig,
        @Nullable HttpSection httpServerConfig,
        @Doc("Users with their bcrypt hashes") Map<String, Secret> basicAuthUsers,
        @Nullable RateSection rateLimit) {

    /** How many requests may come. */
    public record RateSection(
            @Doc("Time between two requests, 0 for no limit") @Default("0s") Duration interval,
            @Doc("Requests that may come at once") @Default("20") @Limit(min = 0) int burst) {}

    /** TLS of the listeners. */
    public record TlsSection(
            @Nullable String cert,
            @Nullable String certFile,
            @Nullable Secret key,
            @Nullable String keyFile,
            @Nullable String clientCa,
            @Nullable String clientCaFile,
            @Default("") String clientAuthType,
            @Doc("Names of which a client's certificate must have one")
                    List<String> clientAllowedSans,
            List<String> cipherSuites,
            @Doc("Groups of the key exchange, most wanted first") List<String> curvePreferences,
            @Default("TLS12") String minVersion,
            @Default("TLS13") String maxVersion,
            @Doc("Accepted, without effect") @Default("true") boolean preferServerCipherSuites) {}

    /** HTTP itself. */
    public record HttpSection(
            @Key("http2") @Default("true") boolean http2,
            @Doc("Headers of every answer") Map<String, String> headers) {}
}
