package io.gnomon.platform.core.alerting.internal.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

final class PeerFlagsTest {
    private static final String FLAGS = "gnomon.alertmanager.cluster-";

    private static @Nullable PeerFlags read(Map<String, String> flags) {
        return PeerFlags.read(name -> flags.get(name.replace(FLAGS, "")));
    }

    private static String problem(Map<String, String> flags) {
        return String.valueOf(
                assertThrows(IllegalArgumentException.class, () -> read(flags)).getMessage());
    }

    @Test
    void withoutAnAddressThereIsNoCluster() {
        assertNull(read(Map.of()));
        assertEquals(
                "--gnomon.alertmanager.cluster-peer=a:1: give"
                        + " --gnomon.alertmanager.cluster-listen-address=HOST:PORT, too",
                problem(Map.of("peer", "a:1")));
    }

    @Test
    void onLoopbackDefaultsAreAlertmanagers() throws IOException {
        PeerFlags flags =
                Objects.requireNonNull(
                        read(Map.of("listen-address", "127.0.0.1:" + freePort(), "peer", "b:2")));
        assertEquals(Duration.ofSeconds(15), flags.peerTimeout());
        assertEquals(Duration.ofMinutes(1), flags.settleTimeout());
        assertEquals("127.0.0.1:" + flags.listen().getPort(), flags.name());
    }

    @Test
    void whatOthersReachNeedsAKey() {
        assertTrue(
                problem(Map.of("listen-address", "192.0.2.1:9094")).contains("cluster-key-store"),
                "an address of another machine");
        assertTrue(
                problem(Map.of("listen-address", "0.0.0.0:9094")).contains("name the one address"),
                "all addresses");
    }

    @Test
    void mistakesAreOneSentence() throws IOException {
        assertEquals(
                "--gnomon.alertmanager.cluster-listen-address=9094: give HOST:PORT, such as"
                        + " 10.0.0.1:9094",
                problem(Map.of("listen-address", "9094")));
        String address = "127.0.0.1:" + freePort();
        assertTrue(
                problem(Map.of("listen-address", address, "peer-timeout", "soon"))
                        .startsWith("--gnomon.alertmanager.cluster-peer-timeout=soon: "));
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertTrue(
                    problem(Map.of("listen-address", "127.0.0.1:" + taken.getLocalPort()))
                            .contains("cannot listen there"));
        }
    }

    @Test
    void aKeyStoreThatDoesNotOpenIsSaidAtTheStart(@TempDir Path folder) throws Exception {
        Path password = Files.writeString(folder.resolve("password"), "secret\n");
        Path store = folder.resolve("store.p12");
        KeyStore empty = KeyStore.getInstance("PKCS12");
        empty.load(null, null);
        String address = "127.0.0.1:" + freePort();
        Map<String, String> flags =
                Map.of(
                        "listen-address",
                        address,
                        "key-store",
                        store.toString(),
                        "key-store-password-file",
                        password.toString());
        assertTrue(problem(flags).endsWith("there is no such file"), problem(flags));
        try (OutputStream out = Files.newOutputStream(store)) {
            empty.store(out, "secret".toCharArray());
        }
        assertTrue(problem(flags).endsWith("there is no private key in it"), problem(flags));
        Path _ = Files.writeString(password, "another");
        assertTrue(problem(flags).contains("cannot be opened with the password in"));
        Map<String, String> half = Map.of("listen-address", address, "key-store", store.toString());
        assertTrue(problem(half).endsWith("belong together"), problem(half));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
