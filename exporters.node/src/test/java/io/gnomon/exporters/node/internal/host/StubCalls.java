package io.gnomon.exporters.node.internal.host;

import io.gnomon.spi.common.NativeCalls;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A system that has none of the calls; a test gives those that it wants answered. */
public class StubCalls implements NativeCalls {
    private static IOException missing() {
        return new IOException("not on this system");
    }

    @Override
    public Uname uname() {
        return new Uname("Linux", "6.1", "#1 SMP", "x86_64", "host", "(none)");
    }

    @Override
    public FileSystemStats statvfs(Path mountPoint) throws IOException {
        throw missing();
    }

    @Override
    public ClockState clockState() throws IOException {
        throw missing();
    }

    @Override
    public List<byte[]> netlink(int protocol, byte[] request) throws IOException {
        throw missing();
    }

    @Override
    public byte[] exchange(InetSocketAddress to, int hops, byte[] request, Duration timeout)
            throws IOException {
        throw missing();
    }

    @Override
    public byte[] ethtool(String device, byte[] command) throws IOException {
        throw missing();
    }

    @Override
    public EventCounter eventCounter(int type, long config, int cpu) throws IOException {
        throw missing();
    }

    @Override
    public long clockTicksPerSecond() {
        return 100;
    }

    @Override
    public long pageSize() {
        return 4096;
    }
}
