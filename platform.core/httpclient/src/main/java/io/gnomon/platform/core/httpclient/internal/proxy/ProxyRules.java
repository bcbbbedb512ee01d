package io.gnomon.platform.core.httpclient.internal.proxy;

import io.gnomon.spi.common.HttpSettings;
import io.gnomon.spi.common.Secret;

import org.eclipse.jetty.client.BasicAuthentication;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.HttpProxy;
import org.eclipse.jetty.client.Origin;
import org.eclipse.jetty.client.ProxyConfiguration;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Socks5Proxy;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Proxies of a client by the scheme of the request; clients with equal rules share connections.
 *
 * @param http proxy for http requests, null for none
 * @param https proxy for https requests, null for none
 * @param noProxy hosts reached without one
 * @param connectHeaders headers for the proxy when it makes a tunnel
 */
public record ProxyRules(
        @Nullable URI http,
        @Nullable URI https,
        String noProxy,
        Map<String, List<Secret>> connectHeaders) {

    public static final ProxyRules NONE = new ProxyRules(null, null, "", Map.of());

    /** Rules of the settings. */
    public static ProxyRules of(HttpSettings settings, UnaryOperator<String> environment) {
        return of(
                settings.proxyUrl(),
                settings.noProxy(),
                settings.proxyFromEnvironment(),
                settings.proxyConnectHeader(),
                environment);
    }

    /**
     * Rules of the settings' parts.
     *
     * @param environment value of an environment variable, empty when it is not set
     */
    public static ProxyRules of(
            @Nullable URI url,
            @Nullable String noProxy,
            boolean fromEnvironment,
            Map<String, List<Secret>> connectHeaders,
            UnaryOperator<String> environment) {
        if (fromEnvironment) {
            return new ProxyRules(
                    uri(variable("HTTP_PROXY", environment)),
                    uri(variable("HTTPS_PROXY", environment)),
                    variable("NO_PROXY", environment),
                    connectHeaders);
        }
        return url == null
                ? NONE
                : new ProxyRules(url, url, noProxy == null ? "" : noProxy, connectHeaders);
    }

    private static String variable(String name, UnaryOperator<String> environment) {
        String value = environment.apply(name);
        return value.isEmpty() ? environment.apply(name.toLowerCase(Locale.ROOT)) : value;
    }

    private static @Nullable URI uri(String text) {
        if (text.isEmpty()) {
            return null;
        }
        return URI.create(text.contains("://") ? text : "http://" + text);
    }

    /** Makes the client follow these rules; before it is started. */
    public void apply(HttpClient client) {
        NoProxy direct = new NoProxy(noProxy);
        // A named proxy_url is used for loopback as well, unless no_proxy is given: as in Go.
        boolean always = noProxy.isEmpty() && http != null && http.equals(https);
        add(client, http, "http", always ? null : direct);
        add(client, https, "https", always ? null : direct);
        if (!connectHeaders.isEmpty()) {
            client.getRequestListeners()
                    .addListener(
                            new Request.Listener() {
                                @Override
                                public void onQueued(Request request) {
                                    addConnectHeaders(request);
                                }
                            });
        }
    }

    private void addConnectHeaders(Request request) {
        if (HttpMethod.CONNECT.is(request.getMethod())) {
            connectHeaders.forEach((name, values) ->
                    values.forEach(value -> request.headers(h -> h.add(name, value.reveal()))));
        }
    }

    private static void add(
            HttpClient client, @Nullable URI proxy, String scheme, @Nullable NoProxy direct) {
        if (proxy == null) {
            return;
        }
        String kind = String.valueOf(proxy.getScheme()).toLowerCase(Locale.ROOT);
        boolean secure = kind.equals("https");
        int port = proxy.getPort() > 0 ? proxy.getPort() : secure ? 443 : 80;
        Origin.Address address = new Origin.Address(proxy.getHost(), port);
        ProxyConfiguration.Proxy added =
                switch (kind) {
                    case "http", "https" ->
                            new Http(address, secure ? client.getSslContextFactory() : null) {
                                @Override
                                public boolean matches(Origin origin) {
                                    return fits(origin, scheme, direct);
                                }
                            };
                    case "socks5", "socks5h" ->
                            new Socks5Proxy(address, false) {
                                @Override
                                public boolean matches(Origin origin) {
                                    return fits(origin, scheme, direct);
                                }
                            };
                    default ->
                            throw new IllegalArgumentException(
                                    "the proxy's scheme \""
                                            + kind
                                            + "\" is unknown; valid: http, https, socks5");
                };
        client.getProxyConfiguration().addProxy(added);
        String user = proxy.getUserInfo();
        if (user != null) {
            int colon = user.indexOf(':');
            client.getAuthenticationStore()
                    .addAuthenticationResult(
                            new BasicAuthentication.BasicResult(
                                    added.getURI(),
                                    HttpHeader.PROXY_AUTHORIZATION,
                                    colon < 0 ? user : user.substring(0, colon),
                                    colon < 0 ? "" : user.substring(colon + 1)));
        }
    }

    private static boolean fits(Origin origin, String scheme, @Nullable NoProxy direct) {
        Origin.Address to = origin.getAddress();
        return origin.getScheme().equals(scheme)
                && (direct == null || !direct.covers(to.getHost(), to.getPort()));
    }

    private abstract static class Http extends HttpProxy {
        Http(Origin.Address address, SslContextFactory.@Nullable Client tls) {
            super(address, tls != null);
        }
    }
}
