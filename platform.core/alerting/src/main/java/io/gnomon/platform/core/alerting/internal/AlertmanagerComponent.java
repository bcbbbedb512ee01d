package io.gnomon.platform.core.alerting.internal;

import io.gnomon.model.alert.AlertSink;
import io.gnomon.model.query.QueryEngine;
import io.gnomon.model.text.Durations;
import io.gnomon.platform.core.alerting.Acknowledgements;
import io.gnomon.platform.core.alerting.AlertEvent;
import io.gnomon.platform.core.alerting.AlertHistory;
import io.gnomon.platform.core.alerting.Alertmanager;
import io.gnomon.platform.core.alerting.Alertmanager.Cluster;
import io.gnomon.platform.core.alerting.internal.graphs.AlertGraphs;
import io.gnomon.platform.core.alerting.internal.history.History;
import io.gnomon.platform.core.alerting.internal.notify.Turns;
import io.gnomon.platform.core.alerting.internal.peers.PeerFlags;
import io.gnomon.platform.core.alerting.internal.peers.Peers;
import io.gnomon.platform.core.alerting.internal.silences.Silences;
import io.gnomon.platform.core.alerting.internal.state.AlertingTables;
import io.gnomon.platform.core.alerting.internal.state.GroupCommit;
import io.gnomon.platform.core.alerting.internal.state.StoredHistory;
import io.gnomon.platform.core.alerting.internal.time.ScheduledTimers;
import io.gnomon.platform.core.config.ConfigService;
import io.gnomon.platform.core.config.GnomonAlerting;
import io.gnomon.platform.core.config.GnomonAlerting.HistorySection;
import io.gnomon.platform.core.config.LoadedConfig;
import io.gnomon.platform.core.config.StartProblem;
import io.gnomon.platform.core.config.alerting.AlertmanagerFile;
import io.gnomon.platform.core.database.Database;
import io.gnomon.spi.exporter.ExporterFactory;
import io.gnomon.spi.runtime.Plugins;
import io.gnomon.spi.runtime.Registration;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Starts the Alertmanager with its threads, its state and its flags, and offers it as services. */
@Component(
        service = {},
        immediate = true)
public final class AlertmanagerComponent {
    private static final String FLAGS = "gnomon.alertmanager.";
    private static final int FLUSH_THREADS = 2;
    private static final int STOP_SECONDS = 5;

    private final ScheduledTimers timers = new ScheduledTimers();
    private final ExecutorService flushes =
            Executors.newFixedThreadPool(
                    FLUSH_THREADS,
                    Thread.ofPlatform().daemon().name("alerting-flush-", 0).factory());

    /** They wait for plugins and for the disk; each channel limits how many there are. */
    private final ExecutorService deliveries =
            Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name("alerting-delivery-", 0).factory());

    /** For the graphs of notifications; they go without while there is none. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable QueryEngine engine;

    private final StoredHistory events;
    private final GroupCommit commit;
    private final @Nullable Peers peers;
    private final InsideAlertmanager alertmanager;
    private final Registration reloads;
    private final List<ServiceRegistration<?>> services;
    private TemplateRendering rendering;

    @Activate
    public AlertmanagerComponent(
            BundleContext context,
            @Reference ConfigService config,
            @Reference Plugins plugins,
            @Reference Database database) {
        database.migrate("alerting", AlertmanagerComponent.class.getClassLoader(), "tables");
        AlertingTables tables = new AlertingTables(database.dataSource());
        events = new StoredHistory(database.dataSource());
        AlertmanagerFile file = config.current().alertmanager();
        rendering = TemplateRendering.read(file.templates());
        commit = new GroupCommit(tables, database::flush);
        PeerFlags cluster =
                StartProblem.readFlags(context, () -> PeerFlags.read(context::getProperty), null);
        peers = cluster == null ? null : new Peers(cluster, timers, flushes);
        alertmanager =
                new InsideAlertmanager(
                        new InsideAlertmanager.Machine(
                                InstantSource.system(),
                                timers,
                                flushes,
                                deliveries,
                                peers == null ? Turns.ALONE : peers,
                                () -> peers == null ? Cluster.NONE : peers.cluster(),
                                new Random(),
                                new AlertGraphs(
                                        () ->
                                                config.current().gnomon().alerting().graphs()
                                                        ? engine
                                                        : null,
                                        deliveries)),
                        settings(context, () -> config.current().gnomon().alerting()),
                        plugins,
                        peers == null ? commit : peers.sharing(commit),
                        new History(
                                InstantSource.system(),
                                commit,
                                () -> oldestKept(config.current().gnomon().alerting().history())),
                        tables.read(),
                        file,
                        rendering);
        if (peers != null) {
            peers.start(alertmanager.shared(commit));
        }
        reloads = config.onChange(this::reload);
        services =
                List.of(
                        context.registerService(Alertmanager.class, alertmanager, null),
                        context.registerService(Acknowledgements.class, alertmanager, null),
                        context.registerService(AlertSink.class, alertmanager, null),
                        context.registerService(AlertHistory.class, events, null),
                        context.registerService(
                                ExporterFactory.class, new SelfMetrics(alertmanager, peers), null));
    }

    /** Id of the oldest event that is kept. */
    private long oldestKept(HistorySection settings) {
        long byAge =
                settings.keep().isZero()
                        ? 0
                        : AlertEvent.firstId(Instant.now().minus(settings.keep()));
        return Math.max(byAge, events.oldestOf(settings.maxEvents()));
    }

    private static InsideAlertmanager.Settings settings(
            BundleContext context, Supplier<GnomonAlerting> alerting) {
        Duration retention = duration(context, "data-retention", "120h");
        return new InsideAlertmanager.Settings(
                new Silences.Limits(
                        retention,
                        number(context, "max-silences"),
                        number(context, "max-silence-size-bytes")),
                retention,
                duration(context, "alerts-gc-interval", "30m"),
                number(context, "alerts-per-alertname-limit"),
                ChannelTestsComponent.externalUrl(
                        context.getProperty("web.external-url"),
                        context.getProperty("web.listen-address")),
                alerting);
    }

    private static Duration duration(BundleContext context, String flag, String usual) {
        String text = text(context, flag, usual);
        return StartProblem.readFlags(
                context,
                () -> {
                    try {
                        return Duration.ofMillis(Durations.parseMillis(text));
                    } catch (IllegalArgumentException e) {
                        throw new IllegalArgumentException(
                                "--%s%s=%s: %s".formatted(FLAGS, flag, text, e.getMessage()), e);
                    }
                },
                Duration.ofHours(1));
    }

    private static int number(BundleContext context, String flag) {
        String text = text(context, flag, "0");
        return StartProblem.readFlags(
                context,
                () -> {
                    try {
                        return Integer.parseInt(text);
                    } catch (NumberFormatException e) {
                        throw new IllegalArgumentException(
                                "--%s%s=%s: give a number, 0 for no limit"
                                        .formatted(FLAGS, flag, text),
                                e);
                    }
                },
                0);
    }

    private static String text(BundleContext context, String flag, String usual) {
        String text = context.getProperty(FLAGS + flag);
        return text == null || text.isEmpty() ? usual : text;
    }

    /** Called by one thread at a time; a throw makes the reload fail, and nothing has changed. */
    private void reload(LoadedConfig loaded) {
        AlertmanagerFile file = loaded.alertmanager();
        TemplateRendering next = TemplateRendering.read(file.templates());
        if (!file.equals(alertmanager.config()) || !next.files().equals(rendering.files())) {
            alertmanager.reload(file, next);
            rendering = next;
        }
    }

    @Deactivate
    void stop() throws InterruptedException {
        services.forEach(ServiceRegistration::unregister);
        reloads.close();
        timers.close();
        alertmanager.close();
        flushes.shutdown();
        deliveries.shutdown();
        if (!deliveries.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
            deliveries.shutdownNow();
        }
        if (peers != null) {
            peers.close();
        }
        commit.close();
    }
}
