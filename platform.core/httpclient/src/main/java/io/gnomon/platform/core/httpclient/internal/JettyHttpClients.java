package io.gnomon.platform.core.httpclient.internal;

import io.gnomon.platform.core.httpclient.internal.proxy.ProxyRules;
import io.gnomon.platform.core.httpclient.internal.signing.Asking;
import io.gnomon.platform.core.httpclient.internal.signing.Signers;
import io.gnomon.platform.core.httpclient.internal.signing.Surroundings;
import io.gnomon.spi.common.HttpCaller;
import io.gnomon.spi.common.HttpClients;
import io.gnomon.spi.common.HttpSettings;
import io.gnomon.spi.common.HttpSettings.OAuth2;
import io.gnomon.spi.common.HttpSigning;
import io.gnomon.spi.common.TlsSettings;
import io.gnomon.spi.common.TracedHttp;

import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

import java.time.InstantSource;
import java.util.function.UnaryOperator;

/** The HTTP clients of the server and its plugins. */
@Component
public final class JettyHttpClients implements HttpClients, TracedHttp {
    private final SharedClients shared = new SharedClients();
    private final UnaryOperator<String> environment;
    private final String machine;

    @Activate
    public JettyHttpClients() {
        this(name -> System.getenv(name) == null ? "" : System.getenv(name), Surroundings.MACHINE);
    }

    /**
     * Clients in other surroundings.
     *
     * @param environment value of a variable, empty when it is not set
     * @param machine URL of the metadata service of the machine
     */
    JettyHttpClients(UnaryOperator<String> environment, String machine) {
        this.environment = environment;
        this.machine = machine;
    }

    @Override
    public HttpCaller open(HttpSettings settings, @Nullable HttpSigning signing) {
        return open(settings, signing, false);
    }

    @Override
    public HttpCaller openSpread(HttpSettings settings, @Nullable HttpSigning signing) {
        return open(settings, signing, true);
    }

    @Override
    public TracedHttp.Sender openTraced(HttpSettings settings) {
        return open(settings, null, false);
    }

    private Caller open(HttpSettings settings, @Nullable HttpSigning signing, boolean spread) {
        ProxyRules proxy = ProxyRules.of(settings, environment);
        CurrentClient client = client(settings.tlsConfig(), proxy, settings.enableHttp2(), spread);
        OAuth2Tokens tokens = settings.oauth2() == null ? null : tokens(settings.oauth2());
        Surroundings surroundings = signing == null ? null : surroundings(settings, proxy);
        return new Caller(
                client,
                proxy.http() == null && !spread ? shared.plain() : null,
                new Credentials(settings, tokens),
                signing == null || surroundings == null ? null : Signers.of(signing, surroundings),
                settings.followRedirects(),
                () -> close(client, tokens, surroundings));
    }

    private Surroundings surroundings(HttpSettings settings, ProxyRules proxy) {
        return new Surroundings(
                new Asking(bare(client(settings.tlsConfig(), proxy, true, false))),
                new Asking(
                        bare(
                                client(
                                        null,
                                        ProxyRules.of(HttpSettings.PLAIN, environment),
                                        true,
                                        false))),
                environment,
                InstantSource.system(),
                machine);
    }

    /** A caller without credentials, for what gives some. */
    private static HttpCaller bare(CurrentClient client) {
        return new Caller(
                client, null, new Credentials(HttpSettings.PLAIN, null), null, true, client::close);
    }

    private CurrentClient client(
            @Nullable TlsSettings tls, ProxyRules proxy, boolean http2, boolean spread) {
        return new CurrentClient(shared, tls, proxy, http2, spread, System::nanoTime);
    }

    private OAuth2Tokens tokens(OAuth2 settings) {
        ProxyRules proxy =
                ProxyRules.of(
                        settings.proxyUrl(),
                        settings.noProxy(),
                        settings.proxyFromEnvironment(),
                        settings.proxyConnectHeader(),
                        environment);
        return new OAuth2Tokens(
                settings,
                bare(client(settings.tlsConfig(), proxy, true, false)),
                InstantSource.system());
    }

    private static void close(
            CurrentClient client,
            @Nullable OAuth2Tokens tokens,
            @Nullable Surroundings surroundings) {
        client.close();
        if (tokens != null) {
            tokens.close();
        }
        if (surroundings != null) {
            surroundings.close();
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
