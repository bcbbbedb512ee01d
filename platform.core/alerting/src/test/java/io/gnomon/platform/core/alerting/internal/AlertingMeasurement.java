package io.gnomon.platform.core.alerting.internal;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.labels.Matcher;
import io.gnomon.platform.core.alerting.Alertmanager.AlertFilter;
import io.gnomon.platform.core.alerting.Alertmanager.Cluster;
import io.gnomon.platform.core.alerting.Alertmanager.PostedAlert;
import io.gnomon.platform.core.alerting.Silence;
import io.gnomon.platform.core.alerting.internal.graphs.AlertGraphs;
import io.gnomon.platform.core.alerting.internal.history.History;
import io.gnomon.platform.core.alerting.internal.notify.Turns;
import io.gnomon.platform.core.alerting.internal.silences.Silences;
import io.gnomon.platform.core.alerting.internal.state.AlertingTables;
import io.gnomon.platform.core.alerting.internal.state.GroupCommit;
import io.gnomon.platform.core.alerting.internal.time.ScheduledTimers;
import io.gnomon.platform.core.config.GnomonAlerting;
import io.gnomon.platform.core.config.internal.settings.RecordBinder;
import io.gnomon.platform.testkit.runtime.LocalPlugins;
import io.gnomon.spi.channel.Channel;
import io.gnomon.spi.channel.ChannelFactory;
import io.gnomon.spi.channel.Delivery;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * 10,000 alerts in 1,000 groups with 1,000 silences that cover none of them, on the real database:
 * how long they take to be taken, routed and told. For docs/measurements, not a test.
 */
public final class AlertingMeasurement {
    private static final int ALERTS = 10_000;
    private static final int GROUPS = 1_000;
    private static final int SILENCES = 1_000;
    private static final String YAML =
            """
            route: {receiver: ops, group_by: [g], group_wait: 0s, group_interval: 5m}
            receivers: [{name: ops, %s}]
            """
                    .formatted(Rig.WEBHOOK);

    private AlertingMeasurement() {}

    private record Counter(AtomicInteger notifications, AtomicInteger alerts)
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
                notifications.incrementAndGet();
                alerts.addAndGet(notification.alerts().size());
                return new Delivery.Delivered();
            };
        }
    }

    public static void main(String[] args) throws Exception {
        for (int round = 0; round < 3; round++) {
            Path folder = Files.createTempDirectory("alerting");
            try (TestDatabase database = new TestDatabase(folder)) {
                measure(database);
            }
        }
        System.exit(0);
    }

    private static void measure(TestDatabase database) throws Exception {
        Counter counter = new Counter(new AtomicInteger(), new AtomicInteger());
        AlertingTables tables = new AlertingTables(database.database().dataSource());
        GroupCommit commit = new GroupCommit(tables, database.database()::flush);
        try (ScheduledTimers timers = new ScheduledTimers();
                InsideAlertmanager alertmanager =
                        new InsideAlertmanager(
                                new InsideAlertmanager.Machine(
                                        InstantSource.system(),
                                        timers,
                                        Executors.newFixedThreadPool(2),
                                        Executors.newVirtualThreadPerTaskExecutor(),
                                        Turns.ALONE,
                                        () -> Cluster.NONE,
                                        new Random(1),
                                        AlertGraphs.NONE),
                                new InsideAlertmanager.Settings(
                                        new Silences.Limits(Duration.ofHours(1), 0, 0),
                                        Duration.ofHours(1),
                                        Duration.ofMinutes(30),
                                        0,
                                        URI.create("http://gnomon.example"),
                                        () -> GnomonAlerting.DEFAULTS),
                                new LocalPlugins(new RecordBinder(), counter),
                                commit,
                                new History(InstantSource.system(), commit, () -> 0),
                                tables.read(),
                                Rig.config(YAML),
                                Rig.PLAIN)) {
            time("1,000 silences", () -> silence(alertmanager));
            time("10,000 alerts posted in batches of 64, safe on disk", () -> post(alertmanager));
            long posted = System.nanoTime();
            while (alertmanager.groups(AlertFilter.ALL, true).size() < GROUPS) {
                Thread.onSpinWait();
            }
            print("all routed and grouped, since the last was taken", posted);
            while (counter.notifications().get() < GROUPS) {
                Thread.sleep(1);
            }
            print("all told, since the last was taken", posted);
            time("the same again", () -> post(alertmanager));
            time("listing groups", () -> alertmanager.groups(AlertFilter.ALL, true));
            time("one more alert, safe on disk", () -> alertmanager.post(List.of(alert(0))));
            System.out.printf(
                    "%d notifications, %d alerts in them%n%n",
                    counter.notifications().get(), counter.alerts().get());
        } finally {
            commit.close();
        }
    }

    private interface Work {
        void run() throws Exception;
    }

    private static void time(String what, Work work) throws Exception {
        long start = System.nanoTime();
        work.run();
        print(what, start);
    }

    private static void print(String what, long start) {
        System.out.printf("%-60s %6d ms%n", what, (System.nanoTime() - start) / 1_000_000);
    }

    private static void silence(InsideAlertmanager alertmanager) throws Exception {
        List<Silence> drafts = new ArrayList<>();
        for (int i = 0; i < SILENCES; i++) {
            Matcher matcher =
                    i % 10 == 0
                            ? new Matcher(Matcher.Type.REGEX, "instance", "none" + i + ".*")
                            : Matcher.equal("instance", "none" + i);
            drafts.add(
                    new Silence(
                            "",
                            List.of(matcher),
                            Instant.now(),
                            Instant.now().plusSeconds(3600),
                            Instant.EPOCH,
                            "me",
                            "",
                            Map.of()));
        }
        for (Silence draft : drafts) {
            String _ = alertmanager.setSilence(draft);
        }
    }

    private static void post(InsideAlertmanager alertmanager) throws InterruptedException {
        for (int from = 0; from < ALERTS; from += 64) {
            List<PostedAlert> batch = new ArrayList<>();
            for (int i = from; i < Math.min(ALERTS, from + 64); i++) {
                batch.add(alert(i));
            }
            List<String> problems = alertmanager.post(batch);
            if (!problems.isEmpty()) {
                throw new IllegalStateException(problems.toString());
            }
        }
    }

    private static PostedAlert alert(int i) {
        return new PostedAlert(
                Labels.of(
                        "alertname", "Down",
                        "g", "g" + i % GROUPS,
                        "instance", "host" + i + ":9100",
                        "job", "node",
                        "severity", "warning"),
                Labels.of("summary", "host" + i + " does not answer"),
                null,
                null,
                "http://gnomon.example/graph?g0.expr=up");
    }
}
