package io.gnomon.platform.core.http.internal;

import io.gnomon.model.text.Durations;
import io.gnomon.platform.core.config.GnomonConfig;
import io.gnomon.platform.core.http.internal.exporters.ExporterHandles;
import io.gnomon.platform.core.http.internal.exporters.ExporterListener;
import io.gnomon.platform.core.http.internal.exporters.ExporterSite;
import io.gnomon.platform.core.http.internal.front.Cors;
import io.gnomon.platform.core.http.internal.front.FrontDoor;
import io.gnomon.platform.core.http.internal.front.HostCheck;
import io.gnomon.platform.core.http.internal.front.Prefix;
import io.gnomon.platform.core.http.internal.gnomon.EventStream;
import io.gnomon.platform.core.http.internal.login.Accounts;
import io.gnomon.platform.core.http.internal.login.AuditLog;
import io.gnomon.platform.core.http.internal.login.FirstAdministrator;
import io.gnomon.platform.core.http.internal.login.Login;
import io.gnomon.platform.core.http.internal.login.LoginThrottle;
import io.gnomon.platform.core.http.internal.login.Passwords;
import io.gnomon.platform.core.http.internal.logs.ServerLog;
import io.gnomon.platform.core.http.internal.metrics.RequestMetrics;
import io.gnomon.platform.core.http.internal.prometheus.Notifications;
import io.gnomon.platform.core.http.internal.prometheus.PrometheusApi;
import io.gnomon.platform.core.http.internal.routing.Routes;
import io.gnomon.platform.core.http.internal.server.ListenAddress;
import io.gnomon.platform.core.http.internal.server.TrustedProxies;
import io.gnomon.platform.core.http.internal.server.WebServer;
import io.gnomon.platform.core.http.internal.servlets.ServletBridge;
import io.gnomon.platform.core.http.internal.tls.ReloadingTls;
import io.gnomon.platform.core.http.internal.tls.TlsServerConfig;
import io.gnomon.platform.core.http.internal.webconfig.WebConfigFile;
import io.gnomon.platform.core.scrape.TargetsView;
import io.gnomon.spi.runtime.Plugins;
import io.gnomon.spi.runtime.Registration;

import jakarta.servlet.http.HttpServlet;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

import javax.sql.DataSource;

/** Puts the parts of the room together and runs them. */
final class HttpServices implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpServices.class);
    private static final String PORT_FILE = "http.port";
    private static final int CHECK_SECONDS = 1;

    private final Rooms rooms;
    private final Setting setting;
    private final EventStream events;
    private final Notifications notifications;
    private final RequestMetrics requests;
    private final WebConfigFile webConfig;
    private final @Nullable ReloadingTls tls;
    private final WebServer server;
    private final ScheduledExecutorService checks =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("http-checks").factory());
    private final ScheduledFuture<?> checking;
    private final Registration reloading;
    private @Nullable ExporterHandles exporters;

    /**
     * What the room runs with.
     *
     * @param data the data directory
     * @param dispatcher the servlet of Felix's bridge
     * @param log what the server said of late
     */
    record Setting(
            ServerFacts facts,
            Prefix prefix,
            Path data,
            DataSource database,
            HttpServlet dispatcher,
            ServerLog log) {}

    /**
     * Starts listening.
     *
     * @throws IOException with a sentence when an address or a file cannot be had
     */
    HttpServices(
            Rooms rooms,
            Setting setting,
            EventStream events,
            RequestMetrics requests,
            Runnable quit)
            throws IOException, SQLException {
        this.rooms = rooms;
        this.setting = setting;
        this.events = events;
        this.requests = requests;
        ServerFacts facts = setting.facts();
        webConfig = new WebConfigFile(rooms.binder(), facts.flag("web.config.file"));
        TlsServerConfig tlsConfig = webConfig.tls();
        tls = tlsConfig == null ? null : new ReloadingTls(tlsConfig);

        Clock clock = Clock.systemUTC();
        Accounts accounts = new Accounts(setting.database(), clock);
        AuditLog audit = new AuditLog(setting.database(), clock);
        FirstAdministrator administrator = new FirstAdministrator(accounts, setting.data());
        String passwordFile = System.getenv("GNOMON_ADMIN_PASSWORD_FILE");
        administrator.ensure(
                passwordFile == null ? "" : passwordFile, FirstAdministrator.Terminal::ofProcess);
        Login login =
                new Login(
                        accounts, new Passwords(clock), new LoginThrottle(clock), webConfig::users);

        ExporterSite site = new ExporterSite(this::exporters, PrometheusApi.lifecycle(facts));
        notifications =
                new Notifications(
                        rooms,
                        clock,
                        Integer.parseInt(facts.flag("web.max-notifications-subscribers", "16")));
        Routes main =
                new MainRoutes(rooms, facts, clock, this::exporters)
                        .all(
                                new MainRoutes.People(accounts, login, audit, administrator),
                                setting.prefix(),
                                setting.log(),
                                new MainRoutes.Streams(events, notifications),
                                site,
                                quit);

        List<ListenAddress> addresses = addresses(facts.property());
        List<WebServer.Listener> listeners = new ArrayList<>();
        addresses.forEach(a -> listeners.add(new WebServer.Listener(FrontDoor.MAIN, a)));
        Map<String, Routes> routes = new HashMap<>(Map.of(FrontDoor.MAIN, main));
        addExporters(listeners, routes, site);

        server =
                new WebServer(
                        listeners,
                        new WebServer.Transport(
                                Duration.ofMillis(
                                        Durations.parseMillis(
                                                facts.flag("web.read-timeout", "5m"))),
                                Integer.parseInt(facts.flag("web.max-connections", "512")),
                                new TrustedProxies(facts.flag("gnomon.trusted-proxies")),
                                tls == null ? null : tls.tls(webConfig.http2())),
                        new FrontDoor(
                                rules(login, audit),
                                routes,
                                ServletBridge.handler(
                                        setting.dispatcher(), setting.prefix().routePrefix())));
        server.start();
        try {
            announce(addresses.size());
        } catch (IOException e) {
            server.close();
            throw e;
        }
        reloading = rooms.config().onChange(config -> reloadExporters());
        checking =
                checks.scheduleWithFixedDelay(
                        this::check, CHECK_SECONDS, CHECK_SECONDS, TimeUnit.SECONDS);
    }

    private FrontDoor.Rules rules(Login login, AuditLog audit) {
        ServerFacts facts = setting.facts();
        List<String> hosts = new ArrayList<>();
        hosts.add(facts.hostname());
        hosts.add(setting.prefix().externalHost());
        for (String host : facts.flag("gnomon.allowed-hosts").split(",", -1)) {
            hosts.add(host.strip());
        }
        return new FrontDoor.Rules(
                setting.prefix(),
                new HostCheck(hosts),
                login,
                !facts.isOn("gnomon.login-to-read"),
                webConfig::headers,
                webConfig::rate,
                new Cors(facts.flag("web.cors.origin")),
                new Watch(requests, audit));
    }

    /** Counts requests and writes down who changed what. */
    private record Watch(RequestMetrics requests, AuditLog audit) implements FrontDoor.Answered {
        @Override
        public void answered(String handler, int status, double seconds, long bodyBytes) {
            requests.answered(handler, status, seconds, bodyBytes);
        }

        @Override
        public void changed(FrontDoor.Change change) {
            audit.note(AuditLog.Call.of(change));
        }
    }

    private void addExporters(
            List<WebServer.Listener> listeners, Map<String, Routes> routes, ExporterSite site) {
        String flag = setting.facts().flag("gnomon.exporter.listen-address");
        ExporterListener.all(flag, gnomonConfig())
                .forEach((name, address) -> {
                    String listener = "exporter " + name;
                    listeners.add(new WebServer.Listener(listener, address));
                    Routes own = new Routes();
                    site.addTo(own, name, "/metrics");
                    routes.put(listener, own);
                });
    }

    /** Prometheus listens everywhere; without a configuration of the user's we stay at home. */
    static List<ListenAddress> addresses(UnaryOperator<String> property) {
        String flag = property.apply("web.listen-address");
        if (flag.isEmpty()) {
            flag = property.apply("config.file").isEmpty() ? "127.0.0.1:9090" : "0.0.0.0:9090";
        }
        return ListenAddress.parseAll(flag);
    }

    private GnomonConfig gnomonConfig() {
        return rooms.config().current().gnomon();
    }

    private void announce(int mainListeners) throws IOException {
        String scheme = tls == null ? "http://" : "https://";
        List<String> addresses = server.addresses();
        for (int i = 0; i < addresses.size(); i++) {
            if (i < mainListeners) {
                LOG.info(
                        "listening on {}{}{}/ (change it with --web.listen-address)",
                        scheme,
                        addresses.get(i),
                        setting.prefix().routePrefix());
            } else {
                LOG.info("listening on {}{}/ for one exporter", scheme, addresses.get(i));
            }
        }
        Path file = setting.data().resolve(PORT_FILE);
        try {
            Files.writeString(file, server.ports().get(0) + "\n");
        } catch (IOException e) {
            throw new IOException("cannot write " + file + ": " + e, e);
        }
    }

    private void check() {
        try {
            notifications.look();
            events.logged(setting.log().newest());
            webConfig.check();
            if (tls != null) {
                tls.check(webConfig.tls());
            }
        } catch (RuntimeException e) {
            LOG.error("looking for what changed failed", e);
        }
    }

    private void reloadExporters() {
        ExporterHandles all = exporters();
        if (all != null) {
            all.reloadAll();
        }
    }

    private synchronized @Nullable ExporterHandles exporters() {
        Plugins plugins = rooms.find(Plugins.class);
        if (exporters == null && plugins != null) {
            exporters =
                    new ExporterHandles(
                            plugins,
                            name -> gnomonConfig().exporter(name),
                            () -> rooms.find(TargetsView.class));
        }
        return exporters;
    }

    @Override
    public void close() {
        reloading.close();
        checking.cancel(false);
        checks.shutdown();
        events.close();
        notifications.close();
        server.close();
        synchronized (this) {
            if (exporters != null) {
                exporters.close();
            }
        }
        try {
            Files.deleteIfExists(setting.data().resolve(PORT_FILE));
        } catch (IOException e) {
            LOG.debug("{} stays", PORT_FILE, e);
        }
    }
}
