package io.gnomon.platform.nativecalls.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gnomon.spi.common.NativeCalls;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opentest4j.TestAbortedException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

class OperatingSystemTest {
    private static NativeCalls calls(boolean nativeCalls) {
        return nativeCalls ? new OperatingSystem() : OperatingSystem.withoutNativeCalls();
    }

    @Test
    void linuxIsCalledNatively() {
        assumeTrue(System.getProperty("os.name", "").equals("Linux"), "needs Linux");
        assertTrue(LibC.open().isPresent());
    }

    @Test
    void unameAgreesWithTheKernel() throws IOException {
        Path release = Path.of("/proc/sys/kernel/osrelease");
        assumeTrue(Files.exists(release), "needs /proc");
        NativeCalls.Uname uname = calls(true).uname();
        assertEquals(Files.readString(release).strip(), uname.release());
        assertEquals("Linux", uname.sysname());
        assertFalse(uname.nodename().isEmpty());
        assertFalse(uname.machine().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void statvfsAgreesWithTheJdk(boolean nativeCalls) throws IOException {
        Path root = Path.of("/");
        NativeCalls.FileSystemStats stats = calls(nativeCalls).statvfs(root);
        assertEquals(Files.getFileStore(root).getTotalSpace(), stats.blocks() * stats.blockSize());
        assertTrue(stats.blocksAvailable() <= stats.blocksFree());
        assertTrue(stats.blocksFree() <= stats.blocks());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void missingMountPointIsAnError(boolean nativeCalls) {
        assertThrows(
                IOException.class, () -> calls(nativeCalls).statvfs(Path.of("/no/such/folder")));
    }

    @Test
    void errorTellsWhatTheSystemSays() {
        assumeTrue(LibC.open().isPresent(), "needs native calls");
        var e =
                assertThrows(
                        IOException.class, () -> calls(true).statvfs(Path.of("/no/such/folder")));
        assertEquals("no such file or directory", e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void constantsAreSane(boolean nativeCalls) {
        assertEquals(100, calls(nativeCalls).clockTicksPerSecond());
        assertEquals(0, calls(nativeCalls).pageSize() % 4096);
    }

    /** A tick is 10 ms unless somebody tunes it; the error grows while nobody does. */
    @Test
    void clockStateIsSane() throws IOException {
        assumeTrue(LibC.open().isPresent(), "needs native calls");
        NativeCalls.ClockState clock = calls(true).clockState();
        assertTrue(clock.state() >= 0 && clock.state() <= 5, clock::toString);
        assertTrue(clock.tick() >= 9_000 && clock.tick() <= 11_000, clock::toString);
        assertTrue(clock.maxError() >= 0, clock::toString);
        assertTrue(clock.tai() >= 0 && clock.tai() < 100, clock::toString);
        assertThrows(IOException.class, () -> calls(false).clockState());
    }

    /** RTM_GETLINK, which any user may ask: each answer is a link, and lo is among them. */
    @Test
    void netlinkDumpsTheLinks() throws IOException {
        assumeTrue(LibC.open().isPresent(), "needs native calls");
        ByteBuffer request = ByteBuffer.allocate(32).order(ByteOrder.nativeOrder());
        request.putInt(0, 32).putShort(4, (short) 18).putShort(6, (short) 0x301);
        List<byte[]> links = calls(true).netlink(0, request.array());
        assertTrue(
                links.stream()
                        .anyMatch(link ->
                                new String(link, StandardCharsets.ISO_8859_1).contains("lo\0")));
    }

    @Test
    void netlinkTellsWhyItRefuses() {
        assumeTrue(LibC.open().isPresent(), "needs native calls");
        ByteBuffer request = ByteBuffer.allocate(16).order(ByteOrder.nativeOrder());
        request.putInt(0, 16).putShort(4, (short) 0x7fff).putShort(6, (short) 0x301);
        var e = assertThrows(IOException.class, () -> calls(true).netlink(0, request.array()));
        assertEquals("operation not supported", e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void datagramIsAnswered(boolean nativeCalls) throws Exception {
        try (DatagramSocket server = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            Thread echo = Thread.ofPlatform().start(() -> answerOnce(server));
            byte[] answer =
                    calls(nativeCalls)
                            .exchange(address(server), 3, new byte[] {1, 2}, Duration.ofSeconds(5));
            echo.join();
            assertArrayEquals(new byte[] {1, 2, 9}, answer);
        }
    }

    private static InetSocketAddress address(DatagramSocket server) {
        return new InetSocketAddress(server.getLocalAddress(), server.getLocalPort());
    }

    private static InetSocketAddress freeAddress() throws IOException {
        try (DatagramSocket free = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return address(free);
        }
    }

    private static void answerOnce(DatagramSocket server) {
        try {
            DatagramPacket packet = new DatagramPacket(new byte[10], 10);
            server.receive(packet);
            byte[] answer = Arrays.copyOf(packet.getData(), packet.getLength() + 1);
            answer[packet.getLength()] = 9;
            server.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** IP_RECVTTL has the receiver see it. */
    @Test
    void datagramHasItsTimeToLive() throws Exception {
        Sockets sockets = Sockets.open().orElseThrow(() -> new TestAbortedException("needs Linux"));
        try (Arena arena = Arena.ofConfined()) {
            InetSocketAddress to = freeAddress();
            int fd = sockets.socket(arena, Sockets.AF_INET, Sockets.SOCK_DGRAM, 0);
            try {
                sockets.bind(arena, fd, Sockets.address(to.getAddress(), to.getPort()));
                sockets.option(arena, fd, 0, 12, 1);
                var e =
                        assertThrows(
                                IOException.class,
                                () ->
                                        calls(true)
                                                .exchange(
                                                        to, 7, new byte[1], Duration.ofMillis(1)));
                assertEquals("i/o timeout", e.getMessage());
                sockets.await(arena, fd, System.nanoTime() + 5_000_000_000L);
                Sockets.Inbox inbox = new Sockets.Inbox(arena, 100);
                assertEquals(1, sockets.receive(fd, inbox).length);
                assertEquals(7, inbox.control(0, 2));
            } finally {
                sockets.close(arena, fd);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void silenceIsATimeout(boolean nativeCalls) throws Exception {
        try (DatagramSocket silent = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            var e =
                    assertThrows(
                            IOException.class,
                            () ->
                                    calls(nativeCalls)
                                            .exchange(
                                                    address(silent),
                                                    1,
                                                    new byte[1],
                                                    Duration.ofMillis(1)));
            assertEquals("i/o timeout", e.getMessage());
        }
    }

    /** ETHTOOL_GLINK: lo always has a link. */
    @Test
    void networkDeviceIsAsked() throws IOException {
        assumeTrue(LibC.open().isPresent(), "needs native calls");
        ByteBuffer command = ByteBuffer.allocate(8).order(ByteOrder.nativeOrder());
        command.putInt(0, 0x0a);
        byte[] answer = calls(true).ethtool("lo", command.array());
        assertEquals(1, ByteBuffer.wrap(answer).order(ByteOrder.nativeOrder()).getInt(4));
        var e =
                assertThrows(
                        IOException.class, () -> calls(true).ethtool("nosuch0", command.array()));
        assertEquals("no such device", e.getMessage());
        e = assertThrows(IOException.class, () -> calls(false).ethtool("lo", command.array()));
        assertEquals("network devices cannot be asked on this system", e.getMessage());
    }

    /** PERF_COUNT_SW_CONTEXT_SWITCHES of the first processor, which other tests keep busy. */
    @Test
    void eventsAreCounted() throws IOException, InterruptedException {
        assumeTrue(LibC.open().isPresent(), "needs native calls");
        try (NativeCalls.EventCounter counter = counter()) {
            long before = counter.read();
            for (long left = 10_000; left > 0 && counter.read() == before; left--) {
                // The kernel counts while this thread sleeps and tells nobody.
                Thread.sleep(1);
            }
            assertTrue(counter.read() > before);
        }
        var e = assertThrows(IOException.class, () -> calls(true).eventCounter(1, 999, 0));
        assertEquals("no such file or directory", e.getMessage());
        assertThrows(IOException.class, () -> calls(false).eventCounter(1, 3, 0));
    }

    private static NativeCalls.EventCounter counter() throws IOException {
        try {
            return calls(true).eventCounter(1, 3, 0);
        } catch (IOException e) {
            throw new TestAbortedException("events may not be counted here: " + e.getMessage());
        }
    }
}
