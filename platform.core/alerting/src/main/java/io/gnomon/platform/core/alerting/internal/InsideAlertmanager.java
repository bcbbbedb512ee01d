package io.gnomon.platform.core.alerting.internal;

import io.gnomon.model.alert.Alert;
import io.gnomon.model.alert.AlertSink;
import io.gnomon.model.sample.MetricType;
import io.gnomon.platform.core.alerting.Acknowledgement;
import io.gnomon.platform.core.alerting.Acknowledgements;
import io.gnomon.platform.core.alerting.Alertmanager;
import io.gnomon.platform.core.alerting.Escalation;
import io.gnomon.platform.core.alerting.RecurringSilence;
import io.gnomon.platform.core.alerting.Silence;
import io.gnomon.platform.core.alerting.SilenceRefused;
import io.gnomon.platform.core.alerting.internal.acknowledge.Acknowledged;
import io.gnomon.platform.core.alerting.internal.alerts.AlertStore;
import io.gnomon.platform.core.alerting.internal.alerts.StoredAlert;
import io.gnomon.platform.core.alerting.internal.dispatch.Dispatcher;
import io.gnomon.platform.core.alerting.internal.escalate.Escalations;
import io.gnomon.platform.core.alerting.internal.graphs.AlertGraphs;
import io.gnomon.platform.core.alerting.internal.history.History;
import io.gnomon.platform.core.alerting.internal.inhibit.Inhibitor;
import io.gnomon.platform.core.alerting.internal.measure.Spent;
import io.gnomon.platform.core.alerting.internal.measure.Upkeep;
import io.gnomon.platform.core.alerting.internal.notify.Backoff;
import io.gnomon.platform.core.alerting.internal.notify.Channels;
import io.gnomon.platform.core.alerting.internal.notify.NotificationLog;
import io.gnomon.platform.core.alerting.internal.notify.NotifyMetrics;
import io.gnomon.platform.core.alerting.internal.notify.Pipeline;
import io.gnomon.platform.core.alerting.internal.notify.Rendering;
import io.gnomon.platform.core.alerting.internal.notify.Surroundings;
import io.gnomon.platform.core.alerting.internal.notify.Turns;
import io.gnomon.platform.core.alerting.internal.silences.RecurringSilences;
import io.gnomon.platform.core.alerting.internal.silences.Silences;
import io.gnomon.platform.core.alerting.internal.state.Journal;
import io.gnomon.platform.core.alerting.internal.state.Stored;
import io.gnomon.platform.core.alerting.internal.time.Repeated;
import io.gnomon.platform.core.alerting.internal.time.Timers;
import io.gnomon.platform.core.config.GnomonAlerting;
import io.gnomon.platform.core.config.alerting.AlertmanagerFile;
import io.gnomon.spi.exporter.MetricSink;
import io.gnomon.spi.runtime.Plugins;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * The parts of the Alertmanager put together. Alerts, silences and the notification log live as
 * long as it; what depends on the configuration is made anew at each reload and switched in one
 * step.
 */
final class InsideAlertmanager implements Alertmanager, Acknowledgements, AlertSink, AutoCloseable {
    private static final Duration CLEANING = Duration.ofMinutes(15);

    private final Machine machine;
    private final Journal journal;
    private final Instant startedAt;
    private final AlertStore alerts;
    private final Silences silences;
    private final RecurringSilences recurring;
    private final NotificationLog log;
    private final History history;
    private final Acknowledged acknowledged;
    private final Escalations escalations;
    private final NotifyMetrics metrics = new NotifyMetrics();
    private final Spent routing = new Spent();
    private final Upkeep silenceUpkeep;
    private final Upkeep logUpkeep;
    private final Channels channels;
    private final ReceivedAlerts received;
    private final Repeated repeated;
    private volatile InForce inForce;

    /**
     * What it runs on.
     *
     * @param flushes runs what takes processor time
     * @param deliveries runs what waits for channels
     * @param turns when it is the turn of this server among others
     * @param cluster those others
     */
    record Machine(
            InstantSource clock,
            Timers timers,
            Executor flushes,
            Executor deliveries,
            Turns turns,
            Supplier<Cluster> cluster,
            RandomGenerator random,
            AlertGraphs graphs) {}

    /**
     * Flags.
     *
     * @param retention of expired silences and of the notification log
     * @param alertCleaning how often alerts that are over are forgotten
     * @param perNameMax most alerts with the same name, 0 for no limit
     * @param alerting what gnomon.yml says now
     */
    record Settings(
            Silences.Limits silences,
            Duration retention,
            Duration alertCleaning,
            int perNameMax,
            URI externalUrl,
            Supplier<GnomonAlerting> alerting) {}

    /** What belongs to one configuration. */
    private record InForce(AlertmanagerFile config, Inhibitor inhibitor, Dispatcher dispatcher) {}

    InsideAlertmanager(
            Machine machine,
            Settings settings,
            Plugins plugins,
            Journal journal,
            History history,
            Stored stored,
            AlertmanagerFile config,
            Rendering rendering) {
        this.machine = machine;
        this.journal = journal;
        this.history = history;
        startedAt = machine.clock().instant();
        repeated = new Repeated(machine.clock(), machine.timers(), machine.flushes());
        alerts = new AlertStore(machine.clock(), journal, settings.perNameMax());
        silences =
                new Silences(
                        machine.clock(),
                        journal,
                        settings.silences(),
                        () -> UUID.randomUUID().toString());
        recurring =
                new RecurringSilences(
                        machine.clock(), silences, journal, () -> UUID.randomUUID().toString());
        silenceUpkeep = new Upkeep("alertmanager_silences_", "silence", silences::collectGarbage);
        log = new NotificationLog(machine.clock(), journal, settings.retention());
        logUpkeep = new Upkeep("alertmanager_nflog_", "notification log", log::collectGarbage);
        acknowledged =
                new Acknowledged(
                        machine.clock(),
                        alerts,
                        journal,
                        history,
                        () -> UUID.randomUUID().toString());
        escalations =
                new Escalations(
                        machine.clock(),
                        alerts,
                        acknowledged,
                        journal,
                        history,
                        settings.alerting());
        received = new ReceivedAlerts(alerts, machine.clock());
        channels =
                new Channels(
                        plugins,
                        new Surroundings(
                                machine.clock(),
                                machine.timers(),
                                machine.deliveries(),
                                machine.turns(),
                                log,
                                history,
                                acknowledged,
                                settings.alerting(),
                                metrics,
                                new Backoff(machine.random()),
                                settings.externalUrl(),
                                machine.graphs()));
        silences.load(stored.silences());
        recurring.load(stored.recurring());
        log.load(stored.log());
        alerts.load(stored.alerts(), config.resolveTimeout());
        acknowledged.load(stored.acknowledgements());
        escalations.load(stored.climbs());
        history.load(alerts.all(), stored.marks(), stored.lastEvent());
        recurring.look();
        inForce = enforce(config, rendering);
        // Recurring silences begin with full minutes.
        repeated.eachMinute(recurring::look);
        repeated.every(settings.alertCleaning(), this::cleanAlerts);
        repeated.every(CLEANING, this::cleanRest);
    }

    /** Takes another configuration; groups are made anew from the alerts. One thread at a time. */
    void reload(AlertmanagerFile config, Rendering rendering) {
        inForce.dispatcher().close();
        inForce = enforce(config, rendering);
    }

    private InForce enforce(AlertmanagerFile config, Rendering rendering) {
        channels.update(config.receivers());
        Inhibitor inhibitor = new Inhibitor(config.inhibitRules());
        Pipeline pipeline =
                new Pipeline(
                        config,
                        inhibitor,
                        silences,
                        channels,
                        rendering,
                        metrics,
                        history,
                        escalations);
        Dispatcher dispatcher =
                new Dispatcher(
                        config.route(),
                        machine.clock(),
                        machine.timers(),
                        machine.flushes(),
                        pipeline::flush,
                        alerts::forget);
        alerts.listen(
                present -> {
                    // All that may inhibit is known before the first group is flushed.
                    present.forEach(inhibitor::put);
                    dispatcher.putAll(present);
                },
                new AlertStore.Listener() {
                    @Override
                    public void put(StoredAlert alert) {
                        history.put(alert);
                        inhibitor.put(alert);
                        routing.time(() -> dispatcher.put(alert));
                    }

                    @Override
                    public void removed(StoredAlert alert) {
                        history.over(alert);
                        inhibitor.removed(alert);
                        silences.forget(alert.labels());
                    }
                });
        return new InForce(config, inhibitor, dispatcher);
    }

    private void cleanAlerts() {
        alerts.collectGarbage(labels -> inForce.dispatcher().holds(labels));
    }

    private void cleanRest() {
        silenceUpkeep.run();
        logUpkeep.run();
        acknowledged.collectGarbage();
        escalations.collectGarbage();
        history.trim();
    }

    @Override
    public void alerts(List<Alert> raised) {
        received.raised(raised);
    }

    @Override
    public List<String> post(List<PostedAlert> posted) throws InterruptedException {
        List<String> problems = received.post(posted, inForce.config().resolveTimeout());
        journal.saved();
        return problems;
    }

    @Override
    public List<AlertView> alerts(AlertFilter filter) {
        return listing().alerts(alerts.all(), filter);
    }

    @Override
    public List<AlertGroup> groups(AlertFilter filter, boolean muted) {
        return listing().groups(filter, muted);
    }

    private Listing listing() {
        InForce now = inForce;
        return new Listing(now.dispatcher(), now.inhibitor(), silences, machine.clock().instant());
    }

    @Override
    public List<Silence> silences() {
        return silences.all();
    }

    @Override
    public @Nullable Silence silence(String id) {
        return silences.get(id);
    }

    @Override
    public String setSilence(Silence draft) throws SilenceRefused, InterruptedException {
        String id = silences.set(draft);
        journal.saved();
        return id;
    }

    @Override
    public void expireSilence(String id) throws SilenceRefused, InterruptedException {
        silences.expire(id);
        journal.saved();
    }

    @Override
    public List<RecurringSilence> recurringSilences() {
        return recurring.all();
    }

    @Override
    public String setRecurringSilence(RecurringSilence draft)
            throws SilenceRefused, InterruptedException {
        String id = recurring.set(draft);
        journal.saved();
        return id;
    }

    @Override
    public void deleteRecurringSilence(String id) throws SilenceRefused, InterruptedException {
        recurring.delete(id);
        journal.saved();
    }

    @Override
    public List<Acknowledgement> acknowledgements() {
        return acknowledged.list();
    }

    @Override
    public Acknowledgement acknowledge(Acknowledgement draft) throws InterruptedException {
        Acknowledgement given = acknowledged.add(draft);
        journal.saved();
        return given;
    }

    @Override
    public List<Escalation> escalations() {
        return escalations.list();
    }

    @Override
    public boolean withdraw(String id) throws InterruptedException {
        boolean there = acknowledged.withdraw(id);
        journal.saved();
        return there;
    }

    @Override
    public AlertmanagerFile config() {
        return inForce.config();
    }

    @Override
    public Instant startedAt() {
        return startedAt;
    }

    @Override
    public Cluster cluster() {
        return machine.cluster().get();
    }

    /**
     * What is shared with other servers.
     *
     * @param disk keeps what comes from them
     */
    SharedState shared(Journal disk) {
        return new SharedState(silences, log, acknowledged, disk);
    }

    /** Self-metrics with Alertmanager's names. */
    void writeTo(MetricSink sink) {
        new AlertingMetrics(sink, machine.clock().instant())
                .write(
                        listing().alerts(alerts.all(), AlertFilter.ALL),
                        alerts,
                        silences.all(),
                        inForce.dispatcher(),
                        inForce.config());
        sink.family(
                "alertmanager_dispatcher_alert_processing_duration_seconds",
                MetricType.SUMMARY,
                "Summary of latencies for the processing of alerts.");
        routing.writeTo(sink);
        received.writeTo(sink);
        metrics.writeTo(sink);
        silences.writeTo(sink);
        silenceUpkeep.writeTo(sink);
        log.writeTo(sink);
        logUpkeep.writeTo(sink);
    }

    @Override
    public void close() {
        repeated.close();
        inForce.dispatcher().close();
        channels.close();
    }
}
