package io.gnomon.platform.core.http.internal.alone;

import io.gnomon.platform.core.config.GnomonConfig.ExporterSection;
import io.gnomon.platform.core.config.SettingsFlags;
import io.gnomon.platform.core.exposition.ExporterCall;
import io.gnomon.platform.core.http.internal.ServerFacts;
import io.gnomon.platform.core.http.internal.exporters.ExporterHandles;
import io.gnomon.platform.core.http.internal.exporters.ExporterSite;
import io.gnomon.platform.core.http.internal.front.Cors;
import io.gnomon.platform.core.http.internal.front.FrontDoor;
import io.gnomon.platform.core.http.internal.front.HostCheck;
import io.gnomon.platform.core.http.internal.front.Prefix;
import io.gnomon.platform.core.http.internal.login.DoorUsers;
import io.gnomon.platform.core.http.internal.login.LoginThrottle;
import io.gnomon.platform.core.http.internal.login.Passwords;
import io.gnomon.platform.core.http.internal.routing.Access;
import io.gnomon.platform.core.http.internal.routing.Routes;
import io.gnomon.platform.core.http.internal.server.ListenAddress;
import io.gnomon.platform.core.http.internal.server.TrustedProxies;
import io.gnomon.platform.core.http.internal.server.WebServer;
import io.gnomon.platform.core.http.internal.tls.ReloadingTls;
import io.gnomon.platform.core.http.internal.tls.TlsServerConfig;
import io.gnomon.platform.core.http.internal.webconfig.WebConfigFile;
import io.gnomon.spi.exporter.Exporter;
import io.gnomon.spi.exporter.ExporterFactory;
import io.gnomon.spi.runtime.PluginException;
import io.gnomon.spi.settings.SettingsBinder;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * One exporter and its listener. Nothing else of the server runs: no store, no rules, no web
 * application, no framework.
 */
final class AloneServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AloneServer.class);
    private static final int CHECK_SECONDS = 1;
    private static final int CONNECTIONS_MAX = 512;
    private static final Duration READ_TIMEOUT = Duration.ofMinutes(5);
    private static final Duration REHEARSAL_TIMEOUT = Duration.ofSeconds(30);

    private final ExporterFactory<?> factory;
    private final AloneSettings settings;
    private final OnePlugin plugin;
    private final ExporterHandles handles;
    private final WebConfigFile webConfig;
    private final @Nullable ReloadingTls tls;
    private final WebServer server;
    private final ScheduledExecutorService checks =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("http-files").factory());

    /**
     * Listens.
     *
     * @param given flags of {@link AloneSettings} and of the factory's settings
     * @throws IllegalArgumentException with a sentence about a flag
     * @throws IOException with a sentence when an address or a file cannot be had
     * @throws PluginException when the exporter does not take its settings
     */
    AloneServer(
            ExporterFactory<?> factory,
            String version,
            SettingsFlags.Given given,
            SettingsBinder binder)
            throws IOException, PluginException {
        this.factory = factory;
        this.settings = given.bind(AloneSettings.class);
        List<ListenAddress> addresses = addresses();
        webConfig = new WebConfigFile(binder, settings.webConfigFile());
        TlsServerConfig tlsConfig = webConfig.tls();
        tls = tlsConfig == null ? null : new ReloadingTls(tlsConfig);
        ExporterSection section =
                new ExporterSection(
                        null, null, settings.maxRequests(), settings.disableExporterMetrics());
        plugin = new OnePlugin(factory, version, create(factory, given));
        handles = new ExporterHandles(plugin, name -> section, () -> null);
        Routes routes = new Routes();
        new ExporterSite(() -> handles, new Access.PeerWrite(true, 0, ""))
                .addTo(routes, factory.name(), settings.telemetryPath());
        server =
                new WebServer(
                        addresses.stream()
                                .map(a -> new WebServer.Listener(FrontDoor.MAIN, a))
                                .toList(),
                        new WebServer.Transport(
                                READ_TIMEOUT,
                                CONNECTIONS_MAX,
                                new TrustedProxies(""),
                                tls == null ? null : tls.tls(webConfig.http2())),
                        new FrontDoor(
                                rules(addresses.getFirst().port()),
                                Map.of(FrontDoor.MAIN, routes),
                                null));
    }

    private List<ListenAddress> addresses() {
        List<ListenAddress> addresses = new ArrayList<>();
        settings.listenAddresses().forEach(text -> addresses.add(ListenAddress.parse(text)));
        if (addresses.isEmpty()) {
            if (factory.usualPort() == 0) {
                throw new IllegalArgumentException(
                        "the exporter "
                                + factory.name()
                                + " has no usual port: give --web.listen-address=HOST:PORT");
            }
            addresses.add(new ListenAddress("", factory.usualPort()));
        }
        return addresses;
    }

    private static <S extends Record> Exporter create(
            ExporterFactory<S> factory, SettingsFlags.Given given) throws PluginException {
        S record = given.bind(factory.settings());
        try {
            return factory.create(record);
        } catch (Exception e) {
            String message = e.getMessage() == null ? e.toString() : e.getMessage();
            throw new PluginException(PluginException.Kind.SETTINGS, message, e);
        }
    }

    private FrontDoor.Rules rules(int port) {
        String hostname = ServerFacts.localHostname();
        Prefix prefix =
                Prefix.of(settings.externalUrl(), settings.routePrefix(), hostname + ":" + port);
        List<String> hosts = new ArrayList<>(settings.allowedHosts());
        hosts.add(hostname);
        hosts.add(prefix.externalHost());
        Clock clock = Clock.systemUTC();
        return new FrontDoor.Rules(
                prefix,
                new HostCheck(hosts),
                new DoorUsers(new Passwords(clock), new LoginThrottle(clock), webConfig::users),
                true,
                webConfig::headers,
                webConfig::rate,
                new Cors(""),
                (handler, status, seconds, bytes) -> {});
    }

    /** Begins to serve. */
    void start() throws IOException {
        server.start();
        for (String address : server.addresses()) {
            LOG.info(
                    "the exporter {} listens on {}://{}/",
                    factory.name(),
                    tls == null ? "http" : "https",
                    address);
        }
        var _ =
                checks.scheduleWithFixedDelay(
                        this::checkFiles, CHECK_SECONDS, CHECK_SECONDS, TimeUnit.SECONDS);
    }

    /** Ports that were really taken. */
    List<Integer> ports() {
        return server.ports();
    }

    private void checkFiles() {
        try {
            webConfig.check();
            if (tls != null) {
                tls.check(webConfig.tls());
            }
        } catch (RuntimeException e) {
            LOG.error("looking for what changed failed", e);
        }
    }

    /** Collects once, as the first scrape will. */
    void rehearse() throws PluginException, InterruptedException {
        handles.collect(
                factory.name(),
                new ExporterCall(REHEARSAL_TIMEOUT, ExporterCall.METRICS, Map.of()));
    }

    /** Has the exporter read its files again; what is wrong is logged. */
    void reload() {
        if (!factory.reloads()) {
            return;
        }
        try {
            handles.reload(factory.name());
            LOG.info("the exporter {} has read its files again", factory.name());
        } catch (PluginException e) {
            LOG.error("failed to reload config, what was in force stays: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        checks.shutdownNow();
        server.close();
        handles.close();
        plugin.close();
    }
}
