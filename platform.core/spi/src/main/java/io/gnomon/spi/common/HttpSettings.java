package io.gnomon.spi.common;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The field's {@code http_config}, with Prometheus's names. Nested in settings with {@link Inline}.
 * Refuses what contradicts itself in the peers' words.
 */
@Doc("How requests are sent")
public record HttpSettings(
        @Nullable BasicAuth basicAuth,
        @Nullable Authorization authorization,
        @Key("oauth2") @Nullable OAuth2 oauth2,
        @Doc("Sends this token as a bearer token; older form of authorization")
                @Form(advanced = true)
                @Nullable Secret bearerToken,
        @FilePath @Form(advanced = true) @Nullable String bearerTokenFile,
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

    /** Headers that are the client's own, or those of remote write and request signing. */
    private static final Set<String> RESERVED =
            Set.of(
                    "accept-encoding",
                    "authorization",
                    "connection",
                    "content-encoding",
                    "content-length",
                    "content-type",
                    "host",
                    "keep-alive",
                    "proxy-authenticate",
                    "proxy-authorization",
                    "user-agent",
                    "www-authenticate",
                    "x-amz-content-sha256",
                    "x-amz-date",
                    "x-amz-security-token",
                    "x-prometheus-remote-read-version",
                    "x-prometheus-remote-write-version",
                    "x-prometheus-scrape-timeout-seconds");

    public HttpSettings {
        boolean bearer = bearerToken != null || bearerTokenFile != null;
        refuse(
                bearerToken != null && bearerTokenFile != null,
                "at most one of bearer_token & bearer_token_file must be configured");
        refuse(
                bearer && (basicAuth != null || oauth2 != null),
                "at most one of basic_auth, oauth2, bearer_token & bearer_token_file must be"
                        + " configured");
        refuse(
                bearer && authorization != null,
                "authorization is not compatible with bearer_token & bearer_token_file");
        refuse(
                (basicAuth != null && oauth2 != null)
                        || (authorization != null && (basicAuth != null || oauth2 != null)),
                "at most one of basic_auth, oauth2 & authorization must be configured");
        checkProxy(proxyUrl, noProxy, proxyFromEnvironment, proxyConnectHeader);
        for (String name : httpHeaders.keySet()) {
            refuse(
                    RESERVED.contains(name.toLowerCase(Locale.ROOT)),
                    "setting header \"" + name + "\" is not allowed");
        }
    }

    private static void checkProxy(
            @Nullable URI url,
            @Nullable String noProxy,
            boolean fromEnvironment,
            Map<String, List<Secret>> connectHeader) {
        refuse(
                fromEnvironment && url != null,
                "if proxy_from_environment is configured, proxy_url must not be configured");
        refuse(
                fromEnvironment && noProxy != null,
                "if proxy_from_environment is configured, no_proxy must not be configured");
        refuse(
                noProxy != null && url == null,
                "if no_proxy is configured, proxy_url must also be configured");
        refuse(
                !connectHeader.isEmpty() && url == null && !fromEnvironment,
                "if proxy_connect_header is configured, proxy_url or proxy_from_environment must"
                        + " also be configured");
    }

    private static void refuse(boolean wrong, String sentence) {
        if (wrong) {
            throw new IllegalArgumentException(sentence);
        }
    }

    public record BasicAuth(
            @Nullable String username,
            @FilePath @Nullable String usernameFile,
            @Nullable Secret password,
            @FilePath @Nullable String passwordFile) {
        public BasicAuth {
            refuse(
                    username != null && usernameFile != null,
                    "at most one of basic_auth username & username_file must be configured");
            refuse(
                    password != null && passwordFile != null,
                    "at most one of basic_auth password & password_file must be configured");
        }
    }

    public record Authorization(
            @Default("Bearer") String type,
            @Nullable Secret credentials,
            @FilePath @Nullable String credentialsFile) {
        public Authorization {
            refuse(
                    credentials != null && credentialsFile != null,
                    "at most one of authorization credentials & credentials_file must be"
                            + " configured");
            type = type.isBlank() ? "Bearer" : type.strip();
            refuse(
                    type.equalsIgnoreCase("basic"),
                    "authorization type cannot be set to \"basic\", use \"basic_auth\" instead");
        }
    }

    public record OAuth2(
            String clientId,
            @Nullable Secret clientSecret,
            @FilePath @Nullable String clientSecretFile,
            URI tokenUrl,
            List<String> scopes,
            Map<String, String> endpointParams,
            @Nullable TlsSettings tlsConfig,
            @Nullable URI proxyUrl,
            @Nullable String noProxy,
            boolean proxyFromEnvironment,
            Map<String, List<Secret>> proxyConnectHeader) {
        public OAuth2 {
            refuse(
                    clientSecret != null && clientSecretFile != null,
                    "at most one of oauth2 client_secret & client_secret_file must be configured");
            checkProxy(proxyUrl, noProxy, proxyFromEnvironment, proxyConnectHeader);
        }
    }

    public record HeaderValues(
            List<String> values, List<Secret> secrets, @FilePath List<String> files) {}
}
