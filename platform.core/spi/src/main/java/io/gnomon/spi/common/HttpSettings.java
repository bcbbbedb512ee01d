package io.gnomon.spi.common;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * The field's {@code http_config}, with Prometheus's names. Nested in settings with {@link Inline}.
 */
@Doc("How requests are sent")
public record HttpSettings(
        @Nullable BasicAuth basicAuth,
        @Nullable Authorization authorization,
        @Key("oauth2") @Nullable OAuth2 oauth2,
        @Doc("Sends this token as a bearer token; older form of authorization")
                @Form(advanced = true)
                @Nullable Secret bearerToken,
        @Form(advanced = true) @Nullable String bearerTokenFile,
        @Nullable TlsSettings tlsConfig,
        @Doc("Proxy to send requests through") @Form(advanced = true) @Nullable URI proxyUrl,
        @Doc("Hosts, domains and networks that are reached without the proxy, separated by commas")
                @Form(advanced = true)
                @Nullable String noProxy,
        @Form(advanced = true) boolean proxyFromEnvironment,
        @Form(advanced = true) Map<String, List<Secret>> proxyConnectHeader,
        @Default("true") @Form(advanced = true) boolean followRedirects,
        @Key("enable_http2") @Default("true") @Form(advanced = true) boolean enableHttp2,
        @Doc("Headers to send with each request") @Form(advanced = true)
                Map<String, HeaderValues> httpHeaders) {

    /** No credentials, system trust, no proxy, redirects followed. */
    public static final HttpSettings PLAIN =
            new HttpSettings(
                    null, null, null, null, null, null, null, null, false, Map.of(), true, true,
                    Map.of());

    public record BasicAuth(
            @Nullable String username,
            @Nullable String usernameFile,
            @Nullable Secret password,
            @Nullable String passwordFile) {}

    public record Authorization(
            @Default("Bearer") String type,
            @Nullable Secret credentials,
            @Nullable String credentialsFile) {}

    public record OAuth2(
            String clientId,
            @Nullable Secret clientSecret,
            @Nullable String clientSecretFile,
            URI tokenUrl,
            List<String> scopes,
            Map<String, String> endpointParams,
            @Nullable TlsSettings tlsConfig,
            @Nullable URI proxyUrl) {}

    public record HeaderValues(List<String> values, List<Secret> secrets, List<String> files) {}
}
