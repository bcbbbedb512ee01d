package io.gnomon.spi.common;

import org.osgi.annotation.versioning.ProviderType;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
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

    /**
     * Sends a UDP packet and waits for the first one that comes back from there.
     *
     * @param hops time to live of the packet, 1 to 255
     * @return the answer, without headers
     * @throws IOException "i/o timeout" when none came, else errno's text, such as "connection
     *     refused"
     */
    byte[] exchange(InetSocketAddress to, int hops, byte[] request, Duration timeout)
            throws IOException, InterruptedException;

    /**
     * Asks the driver of a network device (SIOCETHTOOL of linux/ethtool.h).
     *
     * @param command the command's structure, in the byte order of the host
     * @return that structure as the kernel left it
     * @throws IOException with errno's text, such as "operation not supported", or that this system
     *     does not have the call
     */
    byte[] ethtool(String device, byte[] command) throws IOException;

    /**
     * Has the kernel count an event on one processor, of all processes (perf_event_open(2)).
     *
     * @param type kind of event, such as 1, PERF_TYPE_SOFTWARE
     * @param config event of this kind
     * @param cpu number of the processor
     * @return the counter, which counts from now on until it is closed
     * @throws IOException with errno's text, such as "permission denied" (perf_event_paranoid) or
     *     "no such file or directory" when there is no such event, or that this system does not
     *     have the call
     */
    EventCounter eventCounter(int type, long config, int cpu) throws IOException;

    /** Clock ticks a second of /proc (USER_HZ), 100 where it cannot be asked. */
    long clockTicksPerSecond();

    /** Bytes of a memory page. */
    long pageSize();

    /** Counts an event. Any thread. */
    interface EventCounter extends AutoCloseable {
        /** How often the event was seen since the counter was made. */
        long read() throws IOException;

        @Override
        void close() throws IOException;
    }

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
