package io.gnomon.exporters.node.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the kernel's files are, and how they are read: in one go, as text; bytes that are not UTF-8
 * become replacement characters.
 */
record HostFiles(Path procfs, Path sysfs, Path rootfs, Path udevData) {
    static HostFiles of(NodeSettings settings) {
        return new HostFiles(
                Path.of(settings.procfs()),
                Path.of(settings.sysfs()),
                Path.of(settings.rootfs()),
                Path.of(settings.udevData()));
    }

    Path proc(String name) {
        return procfs.resolve(name);
    }

    Path sys(String name) {
        return sysfs.resolve(name);
    }

    static String read(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }

    /** Lines that are not empty. */
    static List<String> lines(Path file) throws IOException {
        return read(file).lines().filter(line -> !line.isBlank()).toList();
    }

    /** The text of a one-line file, empty when it cannot be read. */
    static Optional<String> value(Path file) {
        try {
            return Optional.of(read(file).strip());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The number in a one-line file; empty when there is none. */
    static Optional<Long> number(Path file) {
        try {
            return value(file).map(Long::parseLong);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /**
     * Entries of a folder whose names match the glob, sorted by name; none when it is not there.
     */
    static List<Path> list(Path folder, String glob) throws IOException {
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

    static String[] words(String line) {
        return line.strip().split("\\s+", -1);
    }
}
