package io.gnomon.platform.core.launcher;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** One server per data directory: an advisory lock that the kernel drops with the process. */
final class DataLock implements AutoCloseable {
    private final @Nullable FileChannel channel;

    private DataLock(@Nullable FileChannel channel) {
        this.channel = channel;
    }

    /** A lock that locks nothing, for {@code --storage.tsdb.no-lockfile}. */
    static DataLock none() {
        return new DataLock(null);
    }

    /**
     * Locks the directory and writes this process's id into the lock file; null when it is held.
     */
    static @Nullable DataLock tryAcquire(Path data) throws IOException {
        Files.createDirectories(data);
        FileChannel channel =
                FileChannel.open(
                        data.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (channel.tryLock() == null) {
            channel.close();
            return null;
        }
        String owner = "pid " + ProcessHandle.current().pid();
        channel.truncate(0).write(ByteBuffer.wrap(owner.getBytes(StandardCharsets.UTF_8)));
        return new DataLock(channel);
    }

    /** Who holds the lock, in words. */
    static String owner(Path data) throws IOException {
        return Files.readString(data.resolve("lock"));
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
        }
    }
}
