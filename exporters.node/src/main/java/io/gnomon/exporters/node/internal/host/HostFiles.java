package io.gnomon.exporters.node.internal.host;

import org.jspecify.annotations.Nullable;

import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Where the kernel's files are, and how they are read: in one go into a buffer that is used again,
 * as text; bytes that are not UTF-8 become replacement characters. Any thread.
 */
public final class HostFiles {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final Path procfs;
    private final Path sysfs;
    private final Path rootfs;
    private final Path udevData;

    /** The buffer while nobody reads; who hangs in a read keeps it. */
    private final AtomicReference<byte @Nullable []> spare = new AtomicReference<>();

    public HostFiles(Path procfs, Path sysfs, Path rootfs, Path udevData) {
        this.procfs = procfs;
        this.sysfs = sysfs;
        this.rootfs = rootfs;
        this.udevData = udevData;
    }

    public Path rootfs() {
        return rootfs;
    }

    public Path udevData() {
        return udevData;
    }

    public Path proc(String name) {
        return procfs.resolve(name);
    }

    public Path sys(String name) {
        return sysfs.resolve(name);
    }

    public String read(Path file) throws IOException {
        return read(file, false);
    }

    /** A file of one line is not asked whether there is more: the kernel gives it in one piece. */
    private String read(Path file, boolean isOneLine) throws IOException {
        byte[] buffer = spare.getAndSet(null);
        if (buffer == null) {
            buffer = new byte[BUFFER_BYTES];
        }
        try (FileInputStream in = new FileInputStream(file.toString())) {
            int size = 0;
            for (int n = in.read(buffer); n > 0; n = in.read(buffer, size, buffer.length - size)) {
                size += n;
                if (size == buffer.length) {
                    buffer = Arrays.copyOf(buffer, size * 2);
                }
                if (isOneLine) {
                    break;
                }
            }
            return new String(buffer, 0, size, StandardCharsets.UTF_8);
        } finally {
            spare.set(buffer);
        }
    }

    /** Lines that are not empty. */
    public List<String> lines(Path file) throws IOException {
        String text = read(file);
        List<String> lines = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf('\n', start);
            end = end < 0 ? text.length() : end;
            String line = text.substring(start, end);
            if (!line.isBlank()) {
                lines.add(line);
            }
            start = end + 1;
        }
        return lines;
    }

    /** The text of a file of any length, "" when it cannot be read. */
    public String readIfThere(Path file) {
        try {
            return read(file);
        } catch (IOException e) {
            return "";
        }
    }

    /** The text of a one-line file, empty when it cannot be read. */
    public Optional<String> value(Path file) {
        try {
            return Optional.of(read(file, true).strip());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The same of a file in a folder. */
    public Optional<String> value(Path folder, String name) {
        return value(folder.resolve(name));
    }

    /** The text of a one-line file, "" when it cannot be read. */
    public String text(Path folder, String name) {
        return value(folder.resolve(name)).orElse("");
    }

    /** The whole number in a one-line file, decimal or 0x...; empty when there is none. */
    public Optional<Long> number(Path file) {
        try {
            return value(file).map(Long::decode);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** The number in a one-line file, which may have a fraction; empty when there is none. */
    public OptionalDouble decimal(Path folder, String name) {
        Optional<String> text = value(folder.resolve(name));
        try {
            return text.isEmpty()
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(Numbers.parse(text.get()));
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }

    /** The number in a one-line file that has to be there. */
    public double require(Path file) throws IOException {
        return Numbers.of(read(file, true).strip(), file);
    }

    /**
     * Entries of a folder whose names match the glob, sorted by name; none when it is not there.
     */
    public List<Path> list(Path folder, String glob) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, glob)) {
            stream.forEach(entries::add);
        }
        entries.sort(null);
        return entries;
    }

    /**
     * As {@link #list}, of a folder without which the kernel has no such subject.
     *
     * @throws IOException when the folder is not there
     */
    public List<Path> listPresent(Path folder, String glob) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new FileNotFoundException("there is no " + folder);
        }
        return list(folder, glob);
    }

    /**
     * As {@link #list}, of a folder without which the collector has nothing to say.
     *
     * @throws IOException when the folder is not there or nothing matches
     */
    public List<Path> some(Path folder, String glob) throws IOException {
        List<Path> entries = list(folder, glob);
        if (entries.isEmpty()) {
            throw new FileNotFoundException("there is no " + glob + " in " + folder);
        }
        return entries;
    }

    /** The last part of a path. */
    public static String name(Path path) {
        return String.valueOf(path.getFileName());
    }

    /** What blanks and tabs separate. */
    public static String[] words(String line) {
        int count = 0;
        int length = line.length();
        String[] words = new String[16];
        int at = 0;
        while (at < length) {
            while (at < length && line.charAt(at) <= ' ') {
                at++;
            }
            int start = at;
            while (at < length && line.charAt(at) > ' ') {
                at++;
            }
            if (at > start) {
                if (count == words.length) {
                    words = Arrays.copyOf(words, count * 2);
                }
                words[count++] = line.substring(start, at);
            }
        }
        return Arrays.copyOf(words, count);
    }
}
