package io.gnomon.platform.nativecalls.internal;

import io.gnomon.spi.common.NativeCalls;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** {@link NativeCalls} by the C library where it can be called, else by what the JDK knows. */
@Component
public final class OperatingSystem implements NativeCalls {
    private static final int SC_CLK_TCK = 2;
    private static final int SC_PAGESIZE = 30;
    private static final int PACKET_BYTES = 65_536;

    private final Optional<LibC> libC;
    private final Optional<Sockets> sockets;
    private final Optional<Ioctls> ioctls;
    private final Optional<PerfEvents> perfEvents;

    @Activate
    public OperatingSystem() {
        this(LibC.open(), Sockets.open(), Ioctls.open(), PerfEvents.open());
    }

    private OperatingSystem(
            Optional<LibC> libC,
            Optional<Sockets> sockets,
            Optional<Ioctls> ioctls,
            Optional<PerfEvents> perfEvents) {
        this.libC = libC;
        this.sockets = sockets;
        this.ioctls = ioctls;
        this.perfEvents = perfEvents;
    }

    /** What is left where nothing can be called natively. */
    static OperatingSystem withoutNativeCalls() {
        return new OperatingSystem(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    @Override
    public Uname uname() {
        if (libC.isEmpty()) {
            return new Uname(
                    System.getProperty("os.name", ""),
                    System.getProperty("os.version", ""),
                    "",
                    System.getProperty("os.arch", ""),
                    hostName(),
                    "(none)");
        }
        String[] f = libC.get().uname();
        return new Uname(f[0], f[2], f[3], f[4], f[1], f[5]);
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    /** The fallback knows no inodes: files and filesFree are 0. */
    @Override
    public FileSystemStats statvfs(Path mountPoint) throws IOException {
        if (libC.isPresent()) {
            long[] f = libC.get().statvfs(mountPoint.toString());
            return new FileSystemStats(f[0], f[1], f[2], f[3], f[4], f[5], f[6] != 0);
        }
        FileStore store = Files.getFileStore(mountPoint);
        long block = store.getBlockSize();
        return new FileSystemStats(
                block,
                store.getTotalSpace() / block,
                store.getUnallocatedSpace() / block,
                store.getUsableSpace() / block,
                0,
                0,
                store.isReadOnly());
    }

    @Override
    public ClockState clockState() throws IOException {
        return present(libC, "adjtimex cannot be called").adjtimex();
    }

    @Override
    public List<byte[]> netlink(int protocol, byte[] request) throws IOException {
        return Netlink.dump(present(sockets, "netlink cannot be asked"), protocol, request);
    }

    /** The fallback sends with the system's time to live. */
    @Override
    public byte[] exchange(InetSocketAddress to, int hops, byte[] request, Duration timeout)
            throws IOException, InterruptedException {
        if (sockets.isPresent()) {
            return Datagrams.exchange(sockets.get(), to, hops, request, timeout);
        }
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout((int) Math.max(1, timeout.toMillis()));
            socket.connect(to);
            socket.send(new DatagramPacket(request, request.length));
            DatagramPacket answer = new DatagramPacket(new byte[PACKET_BYTES], PACKET_BYTES);
            socket.receive(answer);
            return Arrays.copyOf(answer.getData(), answer.getLength());
        } catch (SocketTimeoutException e) {
            throw new IOException("i/o timeout", e);
        }
    }

    @Override
    public byte[] ethtool(String device, byte[] command) throws IOException {
        String missing = "network devices cannot be asked";
        return present(ioctls, missing).ethtool(present(sockets, missing), device, command);
    }

    @Override
    public EventCounter eventCounter(int type, long config, int cpu) throws IOException {
        return present(perfEvents, "events cannot be counted").counter(type, config, cpu);
    }

    private static <T> T present(Optional<T> functions, String missing) throws IOException {
        return functions.orElseThrow(() -> new IOException(missing + " on this system"));
    }

    @Override
    public long clockTicksPerSecond() {
        return libC.map(c -> c.sysconf(SC_CLK_TCK)).filter(n -> n > 0).orElse(100L);
    }

    @Override
    public long pageSize() {
        return libC.map(c -> c.sysconf(SC_PAGESIZE)).filter(n -> n > 0).orElse(4096L);
    }
}
