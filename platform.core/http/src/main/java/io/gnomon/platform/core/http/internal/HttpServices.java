package io.gnomon.platform.core.http.internal;

import io.gnomon.model.text.Durations;
import io.gnomon.platform.core.config.ConfigService;
import io.gnomon.platform.core.config.GnomonConfig;
import io.gnomon.platform.core.http.internal.exporters.ExporterHandles;
import io.gnomon.platform.core.http.internal.exporters.ExporterListener;
import io.gnomon.platform.core.http.internal.exporters.ExporterPages;
import io.gnomon.platform.core.http.internal.front.FrontDoor;
import io.gnomon.platform.core.http.internal.front.HostCheck;
import io.gnomon.platform.core.http.internal.front.Prefix;
import io.gnomon.platform.core.http.internal.prometheus.PrometheusApi;
import io.gnomon.platform.core.http.internal.routing.Access;
import io.gnomon.platform.core.http.internal.routing.Caller;
import io.gnomon.platform.core.http.internal.routing.Routes;
import io.gnomon.platform.core.http.internal.routing.Routes.ErrorStyle;
import io.gnomon.platform.core.http.internal.server.ListenAddress;
import io.gnomon.platform.core.http.internal.server.WebServer;
import io.gnomon.spi.runtime.Plugins;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts the parts of the room together and runs them. */
final class HttpServices implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpServices.class);
    private static final String MAIN = "main";
    private static final String PORT_FILE = "http.port";

    private final Rooms rooms;
    private final Path portFile;
    private final WebServer server;
    private @Nullable ExporterHandles exporters;

    /** Starts listening. */
    HttpServices(Rooms rooms, ServerFacts facts, Path data, Runnable quit) throws IOException {
        this.rooms = rooms;
        this.portFile = data.resolve(PORT_FILE);
        List<WebServer.Listener> listeners = new ArrayList<>();
        List<ListenAddress> addresses = addresses(facts);
        addresses.forEach(address -> listeners.add(new WebServer.Listener(MAIN, address)));

        ExporterPages pages = new ExporterPages(this::exporters);
        Map<String, Routes> routes = new HashMap<>();
        Routes main = new Routes();
        routes.put(MAIN, main);
        PrometheusApi.addTo(main, rooms, facts, Clock.systemUTC(), quit);
        main.group(Access.READ, ErrorStyle.TEXT)
                .get("/metrics", pages::self)
                .get("/exporters/{name}/metrics", pages::named);
        ExporterListener.all(facts.flag("gnomon.exporter.listen-address"), gnomonConfig())
                .forEach((name, address) -> {
                    String listener = "exporter:" + name;
                    listeners.add(new WebServer.Listener(listener, address));
                    Routes own = new Routes();
                    own.group(Access.OPEN, ErrorStyle.TEXT).get("/metrics", pages.only(name));
                    routes.put(listener, own);
                });

        Prefix prefix =
                Prefix.of(
                        facts.flag("web.external-url"),
                        facts.flag("web.route-prefix"),
                        facts.hostname() + ":" + addresses.get(0).port());
        FrontDoor door =
                new FrontDoor(
                        new FrontDoor.Rules(
                                prefix,
                                new HostCheck(List.of(facts.hostname(), prefix.externalHost())),
                                request -> Caller.ANONYMOUS,
                                true,
                                Map::of),
                        routes,
                        null);
        this.server =
                new WebServer(
                        listeners,
                        new WebServer.Transport(
                                Duration.ofMillis(
                                        Durations.parseMillis(
                                                facts.flag("web.read-timeout", "5m"))),
                                Integer.parseInt(facts.flag("web.max-connections", "512")),
                                null),
                        door);
        server.start();
        announce(addresses.size());
    }

    /** Prometheus listens everywhere; without a configuration of the user's we stay at home. */
    private static List<ListenAddress> addresses(ServerFacts facts) {
        String flag = facts.flag("web.listen-address");
        if (flag.isEmpty()) {
            flag = facts.flag("config.file").isEmpty() ? "127.0.0.1:9090" : "0.0.0.0:9090";
        }
        return ListenAddress.parseAll(flag);
    }

    private GnomonConfig gnomonConfig() {
        ConfigService config = rooms.config();
        return config == null ? GnomonConfig.DEFAULTS : config.current().gnomon();
    }

    private void announce(int mainListeners) throws IOException {
        List<String> addresses = server.addresses();
        for (int i = 0; i < addresses.size(); i++) {
            LOG.info(
                    "listening on http://{}{}",
                    addresses.get(i),
                    i < mainListeners ? "" : " (an exporter alone)");
        }
        Files.writeString(portFile, server.ports().get(0) + "\n");
    }

    private synchronized @Nullable ExporterHandles exporters() {
        Plugins plugins = rooms.plugins();
        if (exporters == null && plugins != null) {
            exporters = new ExporterHandles(plugins, name -> gnomonConfig().exporterSettings(name));
        }
        return exporters;
    }

    @Override
    public void close() {
        server.close();
        synchronized (this) {
            if (exporters != null) {
                exporters.close();
            }
        }
        try {
            Files.deleteIfExists(portFile);
        } catch (IOException e) {
            LOG.debug("{} stays", portFile, e);
        }
    }
}
