package io.gnomon.platform.tsdb.internal.wal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The names in the folder of the log: {@code 00000007.wal} is segment 7, {@code
 * 00000007.checkpoint} replaces all segments before 7, {@code 00000007.chunks} has the chunks that
 * were written with it. Segments are numbered upwards without gaps and a number is never used
 * again.
 */
public final class WalFolder {
    private static final Pattern SEGMENT = Pattern.compile("(\\d{8,})\\.wal");
    private static final Pattern CHECKPOINT = Pattern.compile("(\\d{8,})\\.checkpoint");
    private static final Pattern CHUNKS = Pattern.compile("(\\d{8,})\\.chunks");

    private final Path path;

    public WalFolder(Path path) throws IOException {
        this.path = Files.createDirectories(path);
    }

    public Path path() {
        return path;
    }

    public Path segment(long number) {
        return path.resolve(name(number, "wal"));
    }

    public Path checkpoint(long number) {
        return path.resolve(name(number, "checkpoint"));
    }

    public Path chunks(long number) {
        return path.resolve(name(number, "chunks"));
    }

    /** Where a checkpoint is written until it is whole. */
    public Path unfinishedCheckpoint(long number) {
        return path.resolve(name(number, "checkpoint.tmp"));
    }

    private static String name(long number, String ending) {
        return String.format(Locale.ROOT, "%08d.%s", number, ending);
    }

    /** Numbers of the segments, ascending. */
    public List<Long> segments() throws IOException {
        return numbers(SEGMENT);
    }

    /** Numbers of the checkpoints, ascending. */
    public List<Long> checkpoints() throws IOException {
        return numbers(CHECKPOINT);
    }

    /** Numbers of the files of chunks, ascending. */
    public List<Long> chunkFiles() throws IOException {
        return numbers(CHUNKS);
    }

    private List<Long> numbers(Pattern pattern) throws IOException {
        List<Long> numbers = new ArrayList<>();
        try (Stream<Path> files = Files.list(path)) {
            for (Path file : files.toList()) {
                Matcher matcher = pattern.matcher(file.getFileName().toString());
                if (matcher.matches()) {
                    numbers.add(Long.parseLong(matcher.group(1)));
                }
            }
        }
        numbers.sort(null);
        return numbers;
    }

    /** Makes created, renamed and deleted names survive a power cut. */
    public static void force(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Deletes segments and checkpoints that a checkpoint replaces, and unfinished checkpoints. */
    public void deleteBefore(long number) throws IOException {
        for (long segment : segments()) {
            if (segment < number) {
                Files.delete(segment(segment));
            }
        }
        for (long checkpoint : checkpoints()) {
            if (checkpoint < number) {
                Files.delete(checkpoint(checkpoint));
            }
        }
        force(path);
    }

    /** Deletes what a checkpoint replaces, and files of chunks that are not needed any more. */
    public void deleteBefore(long number, Set<Long> neededChunks) throws IOException {
        for (long chunks : chunkFiles()) {
            if (!neededChunks.contains(chunks)) {
                Files.delete(chunks(chunks));
            }
        }
        deleteBefore(number);
    }

    /** Bytes of the segments: what a restart has to replay. */
    public long segmentBytes() throws IOException {
        long sum = 0;
        for (long segment : segments()) {
            sum += Files.size(segment(segment));
        }
        return sum;
    }

    /** Bytes of all files in the folder. */
    public long bytes() throws IOException {
        long sum = 0;
        try (Stream<Path> files = Files.list(path)) {
            for (Path file : files.toList()) {
                if (Files.isRegularFile(file)) {
                    sum += Files.size(file);
                }
            }
        }
        return sum;
    }
}
