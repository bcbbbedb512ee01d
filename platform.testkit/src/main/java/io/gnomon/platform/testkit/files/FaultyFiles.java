package io.gnomon.platform.testkit.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Opens real files through channels that can be told to fail. Give {@link #open} to code that takes
 * a function like {@link FileChannel#open(Path, OpenOption...)}. Safe for use by any number of
 * threads.
 */
public final class FaultyFiles {
    private static final int SECTOR_BYTES = 512;

    private volatile long spaceLeft = Long.MAX_VALUE;
    private volatile int mostBytesPerWrite = Integer.MAX_VALUE;
    private volatile boolean failWrites;
    private volatile boolean failForces;

    /** Bytes of each written file that survive a power cut. */
    private final Map<Path, Long> forced = new ConcurrentHashMap<>();

    /** As {@link FileChannel#open(Path, OpenOption...)}. */
    public FileChannel open(Path file, OpenOption... options) throws IOException {
        FileChannel channel = FileChannel.open(file, options);
        if (Arrays.asList(options).contains(StandardOpenOption.WRITE)) {
            forced.putIfAbsent(file, channel.size());
        }
        return new FaultyChannel(this, file, channel);
    }

    /** After so many more bytes the disk is full; {@link Long#MAX_VALUE} for never. */
    public void spaceLeft(long bytes) {
        spaceLeft = bytes;
    }

    /** A single write takes at most so many bytes. */
    public void mostBytesPerWrite(int bytes) {
        mostBytesPerWrite = bytes;
    }

    /** Writes fail with an I/O error. */
    public void failWrites(boolean fail) {
        failWrites = fail;
    }

    /** Forces fail with an I/O error. */
    public void failForces(boolean fail) {
        failForces = fail;
    }

    /** How many bytes a write may take; throws when it must fail. */
    synchronized int allow(int bytes) throws IOException {
        if (failWrites) {
            throw new IOException("Input/output error");
        }
        if (bytes > 0 && spaceLeft <= 0) {
            throw new IOException("No space left on device");
        }
        int allowed = (int) Math.min(Math.min(bytes, mostBytesPerWrite), spaceLeft);
        if (spaceLeft != Long.MAX_VALUE) {
            spaceLeft -= allowed;
        }
        return allowed;
    }

    void force(Path file, FileChannel channel, boolean metaData) throws IOException {
        if (failForces) {
            throw new IOException("Input/output error");
        }
        long size = channel.size();
        channel.force(metaData);
        forced.put(file, size);
    }

    void truncated(Path file, long size) {
        forced.merge(file, size, Math::min);
    }

    /**
     * Copies a folder as a power cut at this moment may leave it: of what was not forced some end
     * is lost, and some sectors of the rest are zeros. The names of files are as they are now.
     * Nothing may be written meanwhile.
     */
    public void cutPowerOf(Path folder, Path copy, Random random) throws IOException {
        for (Path file : walk(folder)) {
            Path target = copy.resolve(folder.relativize(file).toString());
            if (Files.isDirectory(file)) {
                Files.createDirectories(target);
                continue;
            }
            Long safe = forced.get(file);
            if (isCopied(file, target) && safe != null) {
                damage(target, safe, random);
            }
        }
    }

    /** All files of a folder; those that go while it is walked through may be missing. */
    private static List<Path> walk(Path folder) throws IOException {
        while (true) {
            try (Stream<Path> all = Files.walk(folder)) {
                return all.toList();
            } catch (UncheckedIOException e) {
                if (!(e.getCause() instanceof NoSuchFileException)) {
                    throw e;
                }
            }
        }
    }

    /** Copies a file; false when it went meanwhile, as those of a block that was replaced do. */
    private static boolean isCopied(Path file, Path target) throws IOException {
        try {
            Files.copy(file, target);
            return true;
        } catch (NoSuchFileException e) {
            Files.deleteIfExists(target);
            return false;
        }
    }

    private static void damage(Path file, long safe, Random random) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            long size = channel.size();
            if (size <= safe) {
                return;
            }
            long left = safe + random.nextLong(size - safe + 1);
            channel.truncate(left);
            long sector = (safe / SECTOR_BYTES + 1) * SECTOR_BYTES;
            for (; sector < left; sector += SECTOR_BYTES) {
                if (random.nextInt(4) == 0) {
                    int bytes = (int) Math.min(SECTOR_BYTES, left - sector);
                    channel.write(ByteBuffer.allocate(bytes), sector);
                }
            }
        }
    }
}
