package io.gnomon.platform.core.alerting.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gnomon.model.alert.Alert;
import io.gnomon.model.labels.Labels;
import io.gnomon.platform.core.alerting.Alertmanager.Cluster;
import io.gnomon.platform.core.alerting.Alertmanager.PostedAlert;
import io.gnomon.platform.core.alerting.internal.graphs.AlertGraphs;
import io.gnomon.platform.core.alerting.internal.history.History;
import io.gnomon.platform.core.alerting.internal.notify.Turns;
import io.gnomon.platform.core.alerting.internal.silences.Silences;
import io.gnomon.platform.core.alerting.internal.state.AlertingTables;
import io.gnomon.platform.core.alerting.internal.state.GroupCommit;
import io.gnomon.platform.core.alerting.internal.time.ScheduledTimers;
import io.gnomon.platform.core.config.GnomonAlerting;
import io.gnomon.platform.core.config.GnomonAlerting.EscalationChain;
import io.gnomon.platform.core.config.GnomonAlerting.EscalationStep;
import io.gnomon.platform.core.config.internal.settings.RecordBinder;
import io.gnomon.platform.testkit.runtime.LocalPlugins;
import io.gnomon.spi.channel.Channel;
import io.gnomon.spi.channel.ChannelFactory;
import io.gnomon.spi.channel.Delivery;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * A process that posts alerts until it is killed: {@code FOLDER SEED FIRST}. Each alert that was
 * taken is a line of the file {@code taken}, each notification a line of {@code told} or, when it
 * went up, of {@code escalated}: its group, then its alerts. With FIRST below 0 it posts nothing.
 */
public final class KilledAlertmanager {
    private static final String YAML =
            """
            global: {resolve_timeout: 1h}
            route: {receiver: ops, group_by: [g], group_wait: 50ms, group_interval: 300ms, repeat_interval: 1h}
            receivers: [{name: ops, %1$s}, {name: leads, %1$s}]
            """
                    .formatted(Rig.WEBHOOK);
    private static final int GROUPS = 20;

    /** Nobody acknowledges anything: all goes up. */
    private static final GnomonAlerting UP =
            Rig.with(
                    List.of(),
                    List.of(
                            new EscalationChain(
                                    "ops",
                                    List.of(
                                            new EscalationStep(
                                                    Duration.ofMillis(400), List.of("leads"))))));

    private KilledAlertmanager() {}

    /** Appends lines; what it has written a kill does not take away. */
    private static final class Lines {
        private final FileChannel file;

        Lines(Path path) throws IOException {
            file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }

        synchronized void add(String line) throws IOException {
            int _ = file.write(ByteBuffer.wrap((line + "\n").getBytes(UTF_8)));
        }
    }

    /** A receiver that writes down what it gets. */
    private record Receiver(Lines told, Lines escalated)
            implements ChannelFactory<TestChannel.Settings> {
        @Override
        public String name() {
            return "webhook";
        }

        @Override
        public Class<TestChannel.Settings> settings() {
            return TestChannel.Settings.class;
        }

        @Override
        public Channel create(TestChannel.Settings settings) {
            return notification -> {
                Lines lines = notification.receiver().equals("ops") ? told : escalated;
                lines.add(
                        notification.groupLabels().get("g")
                                + " "
                                + notification.alerts().stream()
                                        .map(Alert::labels)
                                        .map(labels -> labels.get("i"))
                                        .collect(Collectors.joining(" ")));
                return new Delivery.Delivered();
            };
        }
    }

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        Random random = new Random(Long.parseLong(args[1]));
        Receiver receiver =
                new Receiver(
                        new Lines(folder.resolve("told")), new Lines(folder.resolve("escalated")));
        TestDatabase database = new TestDatabase(folder);
        AlertingTables tables = new AlertingTables(database.database().dataSource());
        GroupCommit commit = new GroupCommit(tables, database.database()::flush);
        InsideAlertmanager alertmanager =
                new InsideAlertmanager(
                        new InsideAlertmanager.Machine(
                                InstantSource.system(),
                                new ScheduledTimers(),
                                Executors.newFixedThreadPool(2),
                                Executors.newVirtualThreadPerTaskExecutor(),
                                Turns.ALONE,
                                () -> Cluster.NONE,
                                random,
                                AlertGraphs.NONE),
                        new InsideAlertmanager.Settings(
                                new Silences.Limits(Duration.ofHours(1), 0, 0),
                                Duration.ofHours(1),
                                Duration.ofSeconds(1),
                                0,
                                URI.create("http://gnomon.example"),
                                () -> UP),
                        new LocalPlugins(new RecordBinder(), receiver),
                        commit,
                        new History(InstantSource.system(), commit, () -> 0),
                        tables.read(),
                        Rig.config(YAML),
                        Rig.PLAIN);
        System.out.println("started");
        post(alertmanager, new Lines(folder.resolve("taken")), random, Integer.parseInt(args[2]));
        Thread.currentThread().join();
    }

    private static void post(InsideAlertmanager alertmanager, Lines taken, Random random, int first)
            throws IOException, InterruptedException {
        int next = first;
        while (first >= 0) {
            List<PostedAlert> alerts = new ArrayList<>();
            StringBuilder lines = new StringBuilder();
            for (int i = random.nextInt(5); i >= 0; i--) {
                String group = Integer.toString(random.nextInt(GROUPS));
                Labels labels = Labels.of("alertname", "A", "g", group, "i", "a" + next);
                alerts.add(new PostedAlert(labels, Labels.EMPTY, null, null, ""));
                lines.append(lines.isEmpty() ? "" : "\n").append(group).append(" a").append(next++);
            }
            List<String> problems = alertmanager.post(alerts);
            if (!problems.isEmpty()) {
                throw new IllegalStateException(problems.toString());
            }
            taken.add(lines.toString());
        }
    }
}
