package io.gnomon.spi.common;

import org.osgi.annotation.versioning.ProviderType;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Calls into the operating system that Java has no API for; an OSGi service that plugins reference.
 * Each has a fallback where the Foreign Function API does not reach. Any thread; calls block as the
 * system call does, so a hanging network mount hangs the caller.
 */
@ProviderType
public interface NativeCalls {
    /** uname(2). */
    Uname uname();

    /**
     * statvfs(3).
     *
     * @throws IOException with errno's text, such as "permission denied"
     */
    FileSystemStats statvfs(Path mountPoint) throws IOException;

    /**
     * adjtimex(2) without a change: what the kernel's clock says of itself.
     *
     * @throws IOException with errno's text, or that this system does not have the call
     */
    ClockState clockState() throws IOException;

    /**
     * Asks the kernel over a netlink socket (netlink(7)) for a dump.
     *
     * @param protocol such as 0, NETLINK_ROUTE
     * @param request one message with its header, in the byte order of the host
     * @return the messages of the answer with their headers, without the one that ends it
     * @throws IOException with errno's text, or that this system does not have the call
     */
    List<byte[]> netlink(int protocol, byte[] request) throws IOException;

    /** Clock ticks a second of /proc (USER_HZ), 100 where it cannot be asked. */
    long clockTicksPerSecond();

    /** Bytes of a memory page. */
    long pageSize();

    record Uname(
            String sysname,
            String release,
            String version,
            String machine,
            String nodename,
            String domainname) {}

    /**
     * Sizes of a file system.
     *
     * @param blockSize unit of the block counts in bytes (f_frsize)
     * @param readOnly ST_RDONLY
     */
    record FileSystemStats(
            long blockSize,
            long blocks,
            long blocksFree,
            long blocksAvailable,
            long files,
            long filesFree,
            boolean readOnly) {}

    /**
     * The kernel's struct timex, in its units: see adjtimex(2).
     *
     * @param state what the call returns; 5 (TIME_ERROR) when the clock is not synchronised
     * @param status bits; with 0x2000 (STA_NANO) offset and jitter are nanoseconds, else
     *     microseconds
     */
    record ClockState(
            int state,
            long offset,
            long frequency,
            long maxError,
            long estimatedError,
            int status,
            long constant,
            long tick,
            long ppsFrequency,
            long jitter,
            int shift,
            long stability,
            long jitterCount,
            long calibrationCount,
            long errorCount,
            long stabilityCount,
            int tai) {}
}
