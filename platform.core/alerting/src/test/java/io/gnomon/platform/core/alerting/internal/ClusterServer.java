package io.gnomon.platform.core.alerting.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.labels.Labels;
import io.gnomon.platform.core.alerting.Alertmanager.PostedAlert;
import io.gnomon.platform.core.alerting.Silence;
import io.gnomon.platform.core.alerting.internal.graphs.AlertGraphs;
import io.gnomon.platform.core.alerting.internal.history.History;
import io.gnomon.platform.core.alerting.internal.peers.Cut;
import io.gnomon.platform.core.alerting.internal.peers.PeerFlags;
import io.gnomon.platform.core.alerting.internal.peers.Peers;
import io.gnomon.platform.core.alerting.internal.silences.Silences;
import io.gnomon.platform.core.alerting.internal.state.Journal;
import io.gnomon.platform.core.alerting.internal.state.Stored;
import io.gnomon.platform.core.alerting.internal.time.ScheduledTimers;
import io.gnomon.platform.core.config.GnomonAlerting;
import io.gnomon.platform.core.config.alerting.MatcherSyntax;
import io.gnomon.platform.core.config.internal.settings.RecordBinder;
import io.gnomon.platform.testkit.runtime.LocalPlugins;
import io.gnomon.spi.channel.Channel;
import io.gnomon.spi.channel.ChannelFactory;
import io.gnomon.spi.channel.Delivery;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A whole Alertmanager that belongs to a cluster on loopback; remembers nothing after its end. */
final class ClusterServer implements AutoCloseable {
    static final Duration PEER_TIMEOUT = Duration.ofSeconds(2);
    private static final String YAML =
            """
            route: {receiver: ops, group_by: [alertname], group_wait: 0s, group_interval: 1s, repeat_interval: 1h}
            receivers: [{name: ops, %s}]
            """
                    .formatted(Rig.WEBHOOK);

    /** Names of the alerts that the receiver was told, in order. */
    final List<String> told = new CopyOnWriteArrayList<>();

    final Peers peers;
    final InsideAlertmanager alertmanager;
    private final ScheduledTimers timers = new ScheduledTimers();
    private final ExecutorService flushes = Executors.newFixedThreadPool(1);
    private final ExecutorService deliveries = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean killed;

    private final class Receiver implements ChannelFactory<TestChannel.Settings> {
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
                if (killed) {
                    return new Delivery.Refused("the process is gone");
                }
                told.add(notification.groupLabels().get("alertname"));
                return new Delivery.Delivered();
            };
        }
    }

    private ClusterServer(PeerFlags flags) {
        peers = Cut.hastyPeers(flags, timers, flushes);
        alertmanager =
                new InsideAlertmanager(
                        new InsideAlertmanager.Machine(
                                InstantSource.system(),
                                timers,
                                flushes,
                                deliveries,
                                peers,
                                peers::cluster,
                                new Random(1),
                                AlertGraphs.NONE),
                        new InsideAlertmanager.Settings(
                                new Silences.Limits(Duration.ofHours(1), 0, 0),
                                Duration.ofHours(1),
                                Duration.ofHours(1),
                                0,
                                URI.create("http://gnomon.example"),
                                () -> GnomonAlerting.DEFAULTS),
                        new LocalPlugins(new RecordBinder(), new Receiver()),
                        peers.sharing(Journal.NONE),
                        new History(InstantSource.system(), Journal.NONE, () -> 0),
                        Stored.NOTHING,
                        Rig.config(YAML),
                        Rig.PLAIN);
        peers.start(alertmanager.shared(Journal.NONE));
    }

    /**
     * Starts one.
     *
     * @param places of all servers
     * @param key null for none
     */
    static ClusterServer start(
            int place, List<InetSocketAddress> places, PeerFlags.@Nullable KeyStoreFile key) {
        return new ClusterServer(
                new PeerFlags(
                        places.get(place),
                        places.get(place),
                        "server-" + place,
                        "test",
                        places.stream().map(a -> a.getHostString() + ":" + a.getPort()).toList(),
                        PEER_TIMEOUT,
                        Duration.ofSeconds(20),
                        key));
    }

    /**
     * Free ports on loopback, below those that connections get: one of them could have a port
     * before its server starts.
     */
    static List<InetSocketAddress> places(int count) throws IOException {
        Random random = new Random();
        Set<InetSocketAddress> places = new LinkedHashSet<>();
        while (places.size() < count) {
            int port = random.nextInt(20_000, 32_000);
            try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                places.add((InetSocketAddress) free.getLocalSocketAddress());
            } catch (BindException taken) {
                // Then another one.
            }
        }
        return List.copyOf(places);
    }

    int members() {
        return peers.cluster().peers().size();
    }

    boolean isReady() {
        return peers.cluster().status().equals("ready");
    }

    /** As its rules would at each evaluation. */
    void fire(String name) {
        try {
            assertEquals(
                    List.of(),
                    alertmanager.post(
                            List.of(
                                    new PostedAlert(
                                            Labels.of("alertname", name),
                                            Labels.EMPTY,
                                            null,
                                            null,
                                            ""))));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    String silence(String name) throws Exception {
        Instant now = Instant.now();
        return alertmanager.setSilence(
                new Silence(
                        "",
                        List.of(MatcherSyntax.FALLBACK.parseOne("alertname=" + name)),
                        now,
                        now.plusSeconds(600),
                        now,
                        "me",
                        "because",
                        Map.of()));
    }

    boolean silences(String id) {
        Silence silence = alertmanager.silence(id);
        return silence != null && silence.stateAt(Instant.now()) == Silence.State.ACTIVE;
    }

    boolean acknowledges(String id) {
        return alertmanager.acknowledgements().stream().anyMatch(given -> given.id().equals(id));
    }

    /** Whether it knows that this was told, by whomever. */
    boolean knowsOf(String name) {
        return alertmanager.shared(Journal.NONE).log().stream()
                .anyMatch(entry -> entry.key().groupKey().contains("\"" + name + "\""));
    }

    /** As kill -9: nothing is said to anybody any more. */
    void kill() throws Exception {
        killed = true;
        Cut.kill(peers);
        close();
    }

    @Override
    public void close() {
        timers.close();
        alertmanager.close();
        peers.close();
        flushes.shutdownNow();
        deliveries.shutdownNow();
    }

    static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "not within 40 s: " + what);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }
}
