package io.gnomon.spi.common;

import org.osgi.annotation.versioning.ProviderType;

import java.io.IOException;
import java.nio.file.Path;

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
}
