package io.gnomon.platform.core.http.internal;

import io.gnomon.model.query.QueryEngine;
import io.gnomon.model.query.QueryObserver;
import io.gnomon.model.storage.RemoteReads;
import io.gnomon.model.storage.Storage;
import io.gnomon.model.storage.StorageAdmin;
import io.gnomon.platform.core.alerting.Acknowledgements;
import io.gnomon.platform.core.alerting.AlertHistory;
import io.gnomon.platform.core.alerting.Alertmanager;
import io.gnomon.platform.core.alerting.AlertmanagersView;
import io.gnomon.platform.core.alerting.ChannelTests;
import io.gnomon.platform.core.config.ConfigService;
import io.gnomon.platform.core.config.LoadedConfig;
import io.gnomon.platform.core.config.StartProblem;
import io.gnomon.platform.core.dashboards.Annotations;
import io.gnomon.platform.core.dashboards.DashboardStore;
import io.gnomon.platform.core.dashboards.DataSources;
import io.gnomon.platform.core.dashboards.MissingParts;
import io.gnomon.platform.core.dashboards.PanelRunner;
import io.gnomon.platform.core.database.Database;
import io.gnomon.platform.core.database.DatabaseException;
import io.gnomon.platform.core.http.internal.front.Prefix;
import io.gnomon.platform.core.http.internal.gnomon.EventStream;
import io.gnomon.platform.core.http.internal.logs.ServerLog;
import io.gnomon.platform.core.http.internal.metrics.EngineMetrics;
import io.gnomon.platform.core.http.internal.metrics.RequestMetrics;
import io.gnomon.platform.core.http.internal.metrics.SelfMetrics;
import io.gnomon.platform.core.http.internal.prometheus.QueryLog;
import io.gnomon.platform.core.remote.RemoteProtocols;
import io.gnomon.platform.core.rules.BackTests;
import io.gnomon.platform.core.rules.RulesView;
import io.gnomon.platform.core.scrape.TargetsView;
import io.gnomon.spi.exporter.ExporterFactory;
import io.gnomon.spi.runtime.PluginAdmin;
import io.gnomon.spi.runtime.Plugins;
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
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
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
public final class HttpRoom implements Rooms {
    private static final Logger LOG = LoggerFactory.getLogger(HttpRoom.class);

    private final BundleContext context;
    private final ConfigService config;
    private final SettingsBinder binder;
    private final Database database;
    private final HttpServlet dispatcher;
    private final ServerLog log;
    private final EventStream events;
    private @Nullable HttpServices services;
    private @Nullable ServiceRegistration<StartProblem> startProblem;
    private final QueryLog queryLog = new QueryLog(Clock.systemUTC());
    private final EngineMetrics queries = new EngineMetrics();
    private @Nullable ServiceRegistration<QueryObserver> logObserver;
    private @Nullable ServiceRegistration<QueryObserver> metricsObserver;
    private @Nullable Registration logFile;

    @SuppressWarnings("rawtypes") // the class object of a generic service interface
    private @Nullable ServiceRegistration<ExporterFactory> selfMetrics;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Storage storage;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable StorageAdmin storageAdmin;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable RemoteReads remoteReads;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable QueryEngine engine;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable TargetsView targets;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable RulesView rules;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable BackTests backTests;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable AlertmanagersView alertmanagers;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable RemoteProtocols remote;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Plugins plugins;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable PanelRunner panels;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Annotations annotations;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable MissingParts missingParts;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable DataSources dataSources;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable ChannelTests channels;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Alertmanager alertmanager;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable AlertHistory alertHistory;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Acknowledgements acknowledgements;

    private volatile @Nullable PluginAdmin pluginAdmin;
    private volatile @Nullable DashboardStore dashboards;
    private @Nullable Registration pluginEvents;
    private @Nullable Registration dashboardEvents;

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
        this.binder = binder;
        this.database = database;
        this.dispatcher = dispatcher;
        this.log = new ServerLog(logLines);
        this.events = new EventStream(prefixOrNone().externalPath());
    }

    @Activate
    void start() {
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
                        this,
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
                        new SelfMetrics(facts.version(), this, events, requests, queries, queryLog),
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
        close(logFile);
        queryLog.close();
        if (selfMetrics != null) {
            selfMetrics.unregister();
        }
        if (services != null) {
            services.close();
        }
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    synchronized void setPluginAdmin(PluginAdmin admin) {
        close(pluginEvents);
        pluginAdmin = admin;
        pluginEvents = admin.onEvent(events::plugin);
    }

    synchronized void unsetPluginAdmin(PluginAdmin admin) {
        if (admin.equals(pluginAdmin)) {
            pluginAdmin = null;
            close(pluginEvents);
        }
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    synchronized void setDashboards(DashboardStore store) {
        close(dashboardEvents);
        dashboards = store;
        dashboardEvents = store.onChange(events::dashboard);
    }

    synchronized void unsetDashboards(DashboardStore store) {
        if (store.equals(dashboards)) {
            dashboards = null;
            close(dashboardEvents);
        }
    }

    private static void close(@Nullable Registration registration) {
        if (registration != null) {
            registration.close();
        }
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

    @Override
    public @Nullable Storage storage() {
        return storage;
    }

    @Override
    public @Nullable StorageAdmin storageAdmin() {
        return storageAdmin;
    }

    @Override
    public @Nullable RemoteReads remoteReads() {
        return remoteReads;
    }

    @Override
    public @Nullable QueryEngine engine() {
        return engine;
    }

    @Override
    public @Nullable TargetsView targets() {
        return targets;
    }

    @Override
    public @Nullable RulesView rules() {
        return rules;
    }

    @Override
    public @Nullable BackTests backTests() {
        return backTests;
    }

    @Override
    public @Nullable AlertmanagersView alertmanagers() {
        return alertmanagers;
    }

    @Override
    public @Nullable RemoteProtocols remote() {
        return remote;
    }

    @Override
    public ConfigService config() {
        return config;
    }

    @Override
    public @Nullable Plugins plugins() {
        return plugins;
    }

    @Override
    public @Nullable PluginAdmin pluginAdmin() {
        return pluginAdmin;
    }

    @Override
    public SettingsBinder binder() {
        return binder;
    }

    @Override
    public @Nullable DashboardStore dashboards() {
        return dashboards;
    }

    @Override
    public @Nullable PanelRunner panels() {
        return panels;
    }

    @Override
    public @Nullable Annotations annotations() {
        return annotations;
    }

    @Override
    public @Nullable MissingParts missingParts() {
        return missingParts;
    }

    @Override
    public @Nullable DataSources dataSources() {
        return dataSources;
    }

    @Override
    public @Nullable ChannelTests channels() {
        return channels;
    }

    @Override
    public @Nullable Alertmanager alertmanager() {
        return alertmanager;
    }

    @Override
    public @Nullable AlertHistory alertHistory() {
        return alertHistory;
    }

    @Override
    public @Nullable Acknowledgements acknowledgements() {
        return acknowledgements;
    }
}
