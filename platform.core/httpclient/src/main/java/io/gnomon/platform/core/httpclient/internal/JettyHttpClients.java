package io.gnomon.platform.core.httpclient.internal;

import io.gnomon.platform.core.httpclient.internal.proxy.ProxyRules;
import io.gnomon.spi.common.HttpCaller;
import io.gnomon.spi.common.HttpClients;
import io.gnomon.spi.common.HttpSettings;
import io.gnomon.spi.common.HttpSettings.OAuth2;
import io.gnomon.spi.common.TlsSettings;

import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

import java.time.InstantSource;
import java.util.function.UnaryOperator;

/** The HTTP clients of the server and its plugins. */
@Component
public final class JettyHttpClients implements HttpClients {
    private final SharedClients shared = new SharedClients();
    private final UnaryOperator<String> environment;

    @Activate
    public JettyHttpClients() {
        this(name -> System.getenv(name) == null ? "" : System.getenv(name));
    }

    JettyHttpClients(UnaryOperator<String> environment) {
        this.environment = environment;
    }

    @Override
    public HttpCaller open(HttpSettings settings) {
        ProxyRules proxy = ProxyRules.of(settings, environment);
        CurrentClient client = client(settings.tlsConfig(), proxy, settings.enableHttp2());
        OAuth2Tokens tokens = settings.oauth2() == null ? null : tokens(settings.oauth2());
        return new Caller(
                client,
                proxy.http() == null ? shared.plain() : null,
                new Credentials(settings, tokens),
                settings.followRedirects(),
                () -> close(client, tokens));
    }

    private CurrentClient client(@Nullable TlsSettings tls, ProxyRules proxy, boolean http2) {
        return new CurrentClient(shared, tls, proxy, http2, System::nanoTime);
    }

    private OAuth2Tokens tokens(OAuth2 settings) {
        ProxyRules proxy =
                ProxyRules.of(
                        settings.proxyUrl(),
                        settings.noProxy(),
                        settings.proxyFromEnvironment(),
                        settings.proxyConnectHeader(),
                        environment);
        CurrentClient client = client(settings.tlsConfig(), proxy, true);
        HttpCaller caller =
                new Caller(
                        client,
                        null,
                        new Credentials(HttpSettings.PLAIN, null),
                        true,
                        client::close);
        return new OAuth2Tokens(settings, caller, InstantSource.system());
    }

    private static void close(CurrentClient client, @Nullable OAuth2Tokens tokens) {
        client.close();
        if (tokens != null) {
            tokens.close();
        }
    }

    /** How many different ways of connecting are open. */
    int openClients() {
        return shared.size();
    }

    @Deactivate
    void stop() {
        shared.close();
    }
}
