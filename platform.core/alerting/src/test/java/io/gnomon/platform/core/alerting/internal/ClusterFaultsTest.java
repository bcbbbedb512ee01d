package io.gnomon.platform.core.alerting.internal;

import static io.gnomon.platform.core.alerting.internal.ClusterServer.PEER_TIMEOUT;
import static io.gnomon.platform.core.alerting.internal.ClusterServer.await;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.platform.core.alerting.internal.peers.Cut;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Three servers with the same alerts of which one is killed or cut off from the others, again and
 * again, while alerts begin. Every alert is told; once when nothing was wrong, at most once more
 * when one was killed or cut off just then. Whoever was killed comes back with empty hands, so that
 * all it knows is what the others told it. {@code -Dgnomon.faults} times (2, 40 with {@code
 * -Plong}), by {@code -Dgnomon.seed}.
 */
final class ClusterFaultsTest {
    private static final int FAULTS =
            Integer.getInteger("gnomon.faults", Boolean.getBoolean("long") ? 40 : 2);

    private final List<InetSocketAddress> places;
    private final List<ClusterServer> servers = new ArrayList<>();

    /** Alerts that fire, and how often each may be told. */
    private final Map<String, Integer> firing = new LinkedHashMap<>();

    private final Set<String> silences = new LinkedHashSet<>();
    private final List<String> toldByTheDead = new ArrayList<>();

    ClusterFaultsTest() throws IOException {
        places = ClusterServer.places(3);
    }

    @AfterEach
    void close() {
        servers.forEach(ClusterServer::close);
    }

    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void nothingIsLostAndLittleIsToldTwice() throws Exception {
        long seed = Long.getLong("gnomon.seed", System.nanoTime());
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int place = 0; place < places.size(); place++) {
            servers.add(ClusterServer.start(place, places, null));
        }
        awaitWhole();
        boolean kill = random.nextBoolean();
        for (int fault = 0; fault < FAULTS; fault++) {
            calm(fault, random);
            int place = random.nextInt(places.size());
            if (kill) {
                killed("Killed" + fault, place, random);
            } else {
                cutOff("Cut" + fault, place, random);
            }
            kill = FAULTS > 2 ? random.nextBoolean() : !kill;
        }
        calm(FAULTS, random);
        // Long enough for whoever would tell something again.
        TimeUnit.MILLISECONDS.sleep(3 * PEER_TIMEOUT.toMillis());
        check();
    }

    private void calm(int number, Random random) throws Exception {
        String quiet = "Quiet" + number;
        silences.add(any(random).silence(quiet));
        awaitSilences();
        firing.put(quiet, 0);
        fire(quiet);
        begin("Calm" + number, 1);
        awaitTold("Calm" + number);
    }

    private void killed(String name, int place, Random random) throws Exception {
        ClusterServer victim = servers.get(place);
        begin(name, 2);
        TimeUnit.MILLISECONDS.sleep(random.nextInt(30));
        victim.kill();
        toldByTheDead.addAll(victim.told);
        servers.remove(place);
        begin(name + "Later", 2);
        awaitTold(name + "Later");
        servers.add(place, ClusterServer.start(place, places, null));
        firing.keySet().forEach(servers.get(place)::fire);
        awaitWhole();
    }

    private void cutOff(String name, int place, Random random) throws Exception {
        try (Cut _ = Cut.of(servers.get(place).peers)) {
            begin(name, 2);
            for (ClusterServer server : servers) {
                silences.add(server.silence("Quiet-" + name));
            }
            await(
                    "each part has told",
                    () -> servers.stream().allMatch(server -> server.knowsOf(name)));
            if (random.nextBoolean()) {
                await("they miss each other", () -> servers.get(place).members() == 1);
            }
        }
        awaitWhole();
    }

    private ClusterServer any(Random random) {
        return servers.get(random.nextInt(servers.size()));
    }

    private void begin(String name, int most) {
        firing.put(name, most);
        fire(name);
    }

    private void fire(String name) {
        servers.forEach(server -> server.fire(name));
    }

    private void awaitTold(String name) throws InterruptedException {
        await(name + " is told", () -> servers.stream().allMatch(server -> server.knowsOf(name)));
    }

    private void awaitWhole() throws InterruptedException {
        await(
                "all are together",
                () ->
                        servers.stream()
                                .allMatch(server ->
                                        server.members() == places.size() && server.isReady()));
        awaitSilences();
        for (Map.Entry<String, Integer> alert : firing.entrySet()) {
            if (alert.getValue() > 0) {
                awaitTold(alert.getKey());
            }
        }
    }

    private void awaitSilences() throws InterruptedException {
        await(
                "all silences are known to all",
                () ->
                        servers.stream()
                                .allMatch(server -> silences.stream().allMatch(server::silences)));
    }

    private void check() {
        List<String> told = new ArrayList<>(toldByTheDead);
        servers.forEach(server -> told.addAll(server.told));
        int again = 0;
        for (Map.Entry<String, Integer> alert : firing.entrySet()) {
            int times = (int) told.stream().filter(alert.getKey()::equals).count();
            if (alert.getValue() == 0) {
                assertEquals(0, times, alert.getKey());
            } else {
                assertTrue(times >= 1, alert.getKey() + " was not told");
                assertTrue(
                        times <= alert.getValue(),
                        alert.getKey() + " was told " + times + " times");
                again += times - 1;
            }
        }
        System.out.println(
                "%d faults, %d alerts, %d of them told twice"
                        .formatted(FAULTS, firing.size(), again));
    }
}
