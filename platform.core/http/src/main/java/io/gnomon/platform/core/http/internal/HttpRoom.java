package io.gnomon.platform.core.http.internal;

import io.gnomon.model.query.QueryObserver;
import io.gnomon.platform.core.config.ConfigService;
import io.gnomon.platform.core.config.LoadedConfig;
import io.gnomon.platform.core.config.StartProblem;
import io.gnomon.platform.core.dashboards.DashboardStore;
import io.gnomon.platform.core.database.Database;
import io.gnomon.platform.core.database.DatabaseException;
import io.gnomon.platform.core.http.internal.front.Prefix;
import io.gnomon.platform.core.http.internal.gnomon.EventStream;
import io.gnomon.platform.core.http.internal.logs.ServerLog;
import io.gnomon.platform.core.http.internal.metrics.EngineMetrics;
import io.gnomon.platform.core.http.internal.metrics.RequestMetrics;
import io.gnomon.platform.core.http.internal.metrics.SelfMetrics;
import io.gnomon.platform.core.http.internal.prometheus.QueryLog;
import io.gnomon.spi.exporter.ExporterFactory;
import io.gnomon.spi.runtime.PluginAdmin;
import io.gnomon.spi.runtime.Registration;
import io.gnomon.spi.settings.SettingsBinder;

import jakarta.servlet.http.HttpServlet;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.logging.LogRecord;

/**
 * The room as an OSGi component: listens as soon as the configuration has been read, and answers
 * 503 for what is not there yet. When it cannot listen a {@link StartProblem} is registered, which
 * ends the start of the server.
 */
@Component(
        immediate = true,
        service = {})
public final class HttpRoom {
    private static final Logger LOG = LoggerFactory.getLogger(HttpRoom.class);

    private final BundleContext context;
    private final ConfigService config;
    private final Database database;
    private final HttpServlet dispatcher;
    private final ServerLog log;
    private final EventStream events;
    private final ServiceRooms rooms;
    private @Nullable HttpServices services;
    private @Nullable ServiceRegistration<StartProblem> startProblem;
    private final QueryLog queryLog = new QueryLog(Clock.systemUTC());
    private final EngineMetrics queries = new EngineMetrics();
    private @Nullable ServiceRegistration<QueryObserver> logObserver;
    private @Nullable ServiceRegistration<QueryObserver> metricsObserver;
    private @Nullable Registration logFile;

    @SuppressWarnings("rawtypes") // the class object of a generic service interface
    private @Nullable ServiceRegistration<ExporterFactory> selfMetrics;

    @Activate
    public HttpRoom(
            BundleContext context,
            @Reference ConfigService config,
            @Reference SettingsBinder binder,
            @Reference Database database,
            @Reference(target = "(http.felix.dispatcher=*)") HttpServlet dispatcher,
            @Reference(target = "(gnomon.log=lines)") Supplier<List<LogRecord>> logLines) {
        this.context = context;
        this.config = config;
        this.database = database;
        this.dispatcher = dispatcher;
        this.log = new ServerLog(logLines);
        this.events = new EventStream(prefixOrNone().externalPath());
        this.rooms = new ServiceRooms(context, config, binder);
    }

    @Activate
    void start() {
        rooms.follow(PluginAdmin.class, admin -> admin.onEvent(events::plugin));
        rooms.follow(DashboardStore.class, store -> store.onChange(events::dashboard));
        try {
            listen();
        } catch (IOException | SQLException | DatabaseException | IllegalArgumentException e) {
            String sentence = "the web interface cannot start: " + e.getMessage();
            LOG.error("{}", sentence);
            startProblem =
                    context.registerService(
                            StartProblem.class,
                            new StartProblem(sentence),
                            FrameworkUtil.asDictionary(Map.of()));
        }
    }

    private void listen() throws IOException, SQLException {
        Prefix checked = prefix();
        database.migrate("http", HttpRoom.class.getClassLoader(), "db/migration-http");
        ServerFacts facts = facts();
        RequestMetrics requests = new RequestMetrics();
        services =
                new HttpServices(
                        rooms,
                        new HttpServices.Setting(
                                facts, checked, data(), database.dataSource(), dispatcher, log),
                        events,
                        requests,
                        this::stopFramework);
        logFile = config.onChange(this::logTo);
        logTo(config.current());
        logObserver = observe(queryLog);
        metricsObserver = observe(queries);
        selfMetrics =
                context.registerService(
                        ExporterFactory.class,
                        new SelfMetrics(
                                facts.version(), rooms, events, requests, queries, queryLog),
                        FrameworkUtil.asDictionary(Map.of()));
    }

    private ServiceRegistration<QueryObserver> observe(QueryObserver observer) {
        return context.registerService(
                QueryObserver.class, observer, FrameworkUtil.asDictionary(Map.of()));
    }

    private void logTo(LoadedConfig loaded) {
        queryLog.moveTo(loaded.global().queryLogFile());
    }

    @Deactivate
    void stop() {
        if (startProblem != null) {
            startProblem.unregister();
        }
        if (logObserver != null) {
            logObserver.unregister();
        }
        if (metricsObserver != null) {
            metricsObserver.unregister();
        }
        if (logFile != null) {
            logFile.close();
        }
        queryLog.close();
        if (selfMetrics != null) {
            selfMetrics.unregister();
        }
        if (services != null) {
            services.close();
        }
        rooms.close();
    }

    /** Nobody asks for it when the flags are wrong: {@link #listen} refuses them. */
    private Prefix prefixOrNone() {
        try {
            return prefix();
        } catch (IllegalArgumentException e) {
            return new Prefix("http://localhost", "");
        }
    }

    private Prefix prefix() {
        String port = HttpServices.addresses(this::property).get(0).port() + "";
        return Prefix.of(
                property("web.external-url"),
                property("web.route-prefix"),
                ServerFacts.localHostname() + ":" + port);
    }

    private Path data() {
        return Path.of(property("gnomon.data"));
    }

    private String property(String name) {
        String value = context.getProperty(name);
        return value == null ? "" : value;
    }

    /** Flags arrive as framework properties; their names are in the property gnomon.flags. */
    private ServerFacts facts() {
        Map<String, String> flags = new HashMap<>();
        for (String name : property("gnomon.flags").split(",", -1)) {
            if (!name.isEmpty()) {
                flags.put(name, property(name));
            }
        }
        return new ServerFacts(
                version(), ServerFacts.localHostname(), Instant.now(), flags, this::property);
    }

    private String version() {
        var version = context.getBundle().getVersion();
        String numbers = version.getMajor() + "." + version.getMinor() + "." + version.getMicro();
        return version.getQualifier().isEmpty() ? numbers : numbers + "-" + version.getQualifier();
    }

    private void stopFramework() {
        try {
            context.getBundle(0).stop();
        } catch (BundleException e) {
            LOG.error("cannot stop: {}", e.getMessage());
        }
    }
}
