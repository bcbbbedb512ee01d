package io.gnomon.platform.nativecalls.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gnomon.spi.common.NativeCalls;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

class OperatingSystemTest {
    private static NativeCalls calls(boolean nativeCalls) {
        return new OperatingSystem(nativeCalls ? LibC.open() : Optional.empty());
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
}
