package io.gnomon.platform.core.launcher;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * Copies a data directory. While the server runs, bundles copy what they have open themselves; all
 * other files are copied as they are.
 */
final class Backup {
    /** Files and folders that are made anew at each start. */
    private static final Set<String> OF_ONE_LIFE =
            Set.of("lock", "tmp", "osgi", "jvm", "http.port", ControlSocket.FOLDER, "snapshots");

    private static final String UNFINISHED = ".unfinished";

    private final Path data;

    Backup(Path data) {
        this.data = data;
    }

    /**
     * What a running bundle copies itself.
     *
     * @param name of the part
     * @param files names in the data directory that belong to it
     * @param copy its argument is the folder that the copy goes to
     */
    record Part(String name, List<String> files, ToolProvider copy) {}

    /**
     * Makes a backup in a folder that does not exist or is empty; it appears when it is complete.
     *
     * @return bytes of the backup
     * @throws IOException with a sentence why there is none
     */
    long to(Path target, List<Part> parts) throws IOException {
        refuseUnlessEmpty(target);
        Path unfinished = target.resolveSibling(target.getFileName() + UNFINISHED);
        delete(unfinished);
        Files.createDirectories(unfinished);
        try {
            Set<String> others = new HashSet<>(OF_ONE_LIFE);
            for (Part part : parts) {
                copy(part, unfinished);
                others.addAll(part.files());
            }
            copyAllBut(others, unfinished);
            long bytes = BackupManifest.write(unfinished);
            Files.deleteIfExists(target);
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
            return bytes;
        } finally {
            delete(unfinished);
        }
    }

    private static void copy(Part part, Path target) throws IOException {
        StringWriter said = new StringWriter();
        int code;
        try (PrintWriter out = new PrintWriter(said)) {
            code = part.copy().run(out, out, target.toString());
        }
        if (code != 0) {
            throw new IOException("copying the " + part.name() + " failed: " + said);
        }
    }

    private void copyAllBut(Set<String> names, Path target) throws IOException {
        List<Path> all;
        try (Stream<Path> files = Files.list(data)) {
            all = files.filter(f -> !names.contains(f.getFileName().toString())).toList();
        }
        for (Path file : all) {
            copyTree(file, target.resolve(file.getFileName()));
        }
    }

    /** Copies a file or folder; what is deleted meanwhile is left out. */
    static void copyTree(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                try {
                    if (Files.isDirectory(file)) {
                        Files.createDirectories(target);
                    } else if (Files.isRegularFile(file)) {
                        Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
                    }
                } catch (NoSuchFileException e) {
                    Files.deleteIfExists(target);
                }
            }
        }
    }

    /** Says no to a folder with something in it. */
    static void refuseUnlessEmpty(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        if (!Files.isDirectory(folder)) {
            throw new IOException(folder + " is not a folder");
        }
        try (Stream<Path> files = Files.list(folder)) {
            if (files.findAny().isPresent()) {
                throw new IOException(folder + " is not empty");
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> files = Files.walk(folder)) {
            all = files.sorted((a, b) -> b.compareTo(a)).toList();
        }
        for (Path file : all) {
            Files.delete(file);
        }
    }
}
