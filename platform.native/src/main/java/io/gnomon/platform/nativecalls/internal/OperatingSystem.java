package io.gnomon.platform.nativecalls.internal;

import io.gnomon.spi.common.NativeCalls;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@link NativeCalls} by the C library where it can be called, else by what the JDK knows. */
@Component
public final class OperatingSystem implements NativeCalls {
    private static final int SC_CLK_TCK = 2;
    private static final int SC_PAGESIZE = 30;

    private final Optional<LibC> libC;

    @Activate
    public OperatingSystem() {
        this(LibC.open());
    }

    OperatingSystem(Optional<LibC> libC) {
        this.libC = libC;
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
        if (libC.isEmpty()) {
            throw new IOException("adjtimex cannot be called on this system");
        }
        return libC.get().adjtimex();
    }

    @Override
    public List<byte[]> netlink(int protocol, byte[] request) throws IOException {
        if (libC.isEmpty()) {
            throw new IOException("netlink cannot be asked on this system");
        }
        return Netlink.dump(libC.get(), protocol, request);
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
