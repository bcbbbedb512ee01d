package io.gnomon.platform.core.alerting.internal;

import static io.gnomon.platform.core.alerting.internal.ClusterServer.PEER_TIMEOUT;
import static io.gnomon.platform.core.alerting.internal.ClusterServer.await;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gnomon.model.labels.Matcher;
import io.gnomon.platform.core.alerting.Acknowledgement;
import io.gnomon.platform.core.alerting.internal.peers.HostileBytes;
import io.gnomon.platform.core.alerting.internal.peers.PeerFlags;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Servers that are joined by JGroups on loopback. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
final class ClusterTest {
    private final List<ClusterServer> servers = new ArrayList<>();
    private final List<InetSocketAddress> places;

    ClusterTest() throws IOException {
        places = ClusterServer.places(4);
    }

    private ClusterServer start(int place, PeerFlags.@Nullable KeyStoreFile key) {
        ClusterServer server = ClusterServer.start(place, places, key);
        servers.add(server);
        return server;
    }

    @AfterEach
    void close() {
        servers.forEach(ClusterServer::close);
    }

    @Test
    void theyTellOnceAndWhenTheFirstIsGoneTheSecondTells() throws Exception {
        ClusterServer first = start(0, null);
        await("alone it settles", first::isReady);
        String before = first.silence("Quiet");
        first.fire("Early");
        await("alone it tells", () -> first.told.size() == 1);

        ClusterServer second = start(1, null);
        await("both", () -> first.members() == 2 && second.members() == 2 && second.isReady());
        assertTrue(second.silences(before), "the silence came with the join");
        assertTrue(second.knowsOf("Early"), "what was told came with the join");
        assertEquals(Duration.ZERO, first.peers.untilTurn());
        assertEquals(PEER_TIMEOUT, second.peers.untilTurn());

        String later = second.silence("Later");
        await("a new silence", () -> first.silences(later));
        second.alertmanager.expireSilence(later);
        await("the end of the silence", () -> !first.silences(later));

        second.fire("Early");
        Acknowledgement given =
                first.alertmanager.acknowledge(
                        Acknowledgement.draft(
                                List.of(Matcher.equal("alertname", "Early")), "me", "", null));
        await("the acknowledgement", () -> second.acknowledges(given.id()));
        assertTrue(second.alertmanager.withdraw(given.id()));
        await("the end of it", () -> !first.acknowledges(given.id()));

        List.of(first, second).forEach(server -> server.fire("Quiet"));
        second.fire("Early");
        List.of(first, second).forEach(server -> server.fire("Down"));
        await("the second knows that it was told", () -> second.knowsOf("Down"));
        assertEquals(List.of("Early", "Down"), first.told);

        first.kill();
        second.fire("Lost");
        await("the second tells", () -> second.told.contains("Lost"));
        await("it is alone", () -> second.members() == 1);
        assertEquals(List.of("Lost"), second.told);
    }

    @Test
    void hostileBytesDoNoHarm() throws Exception {
        ClusterServer first = start(0, null);
        ClusterServer second = start(1, null);
        await("both", () -> first.members() == 2 && second.members() == 2 && second.isReady());
        HostileBytes.sendTo(places.get(0));
        String silence = second.silence("Quiet");
        await("they still hear each other", () -> first.silences(silence));
        assertEquals(2, first.members());
        ClusterServer third = start(2, null);
        await("others still get in", () -> third.members() == 3 && third.silences(silence));
    }

    @Test
    void onlyWhoHasTheKeyGetsIn(@TempDir Path folder) throws Exception {
        PeerFlags.KeyStoreFile key = key(folder.resolve("key.p12"));
        ClusterServer first = start(0, key);
        ClusterServer second = start(1, key);
        await("both", () -> first.members() == 2 && second.members() == 2 && second.isReady());
        ClusterServer otherKey = start(2, key(folder.resolve("other.p12")));
        ClusterServer noKey = start(3, null);
        await("they settle", () -> otherKey.isReady() && noKey.isReady());
        String silence = first.silence("Quiet");
        await("the silence", () -> second.silences(silence));
        for (ClusterServer stranger : List.of(otherKey, noKey)) {
            assertEquals(1, stranger.members());
            assertFalse(stranger.silences(silence));
        }
        assertEquals(2, first.members());
    }

    private static PeerFlags.KeyStoreFile key(Path file) throws Exception {
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "cluster",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=cluster",
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                "changeit",
                                "-keystore",
                                file.toString())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(keytool.getInputStream().readAllBytes(), UTF_8);
        assertEquals(0, keytool.waitFor(), said);
        return new PeerFlags.KeyStoreFile(file, "changeit");
    }

    @Test
    void itOpensOnePortAndNoMore() throws Exception {
        Set<Integer> before = OpenPorts.ofThisProcess();
        ClusterServer only = start(0, null);
        await("it has begun", () -> only.members() == 1);
        Set<Integer> opened = new HashSet<>(OpenPorts.ofThisProcess());
        opened.removeAll(before);
        assertEquals(Set.of(places.get(0).getPort()), opened);
    }

    @Test
    void nothingIsLeftOfItsThreads() throws Exception {
        ClusterServer only = start(0, null);
        await("it has begun", () -> only.members() == 1);
        only.close();
        await(
                "its threads end",
                () ->
                        Thread.getAllStackTraces().keySet().stream()
                                .map(Thread::getName)
                                .noneMatch(ClusterTest::isOfTheCluster));
    }

    private static boolean isOfTheCluster(String thread) {
        return thread.startsWith("alerting-peers")
                || thread.startsWith("jgroups")
                || thread.contains("server-0");
    }
}
