package io.gnomon.platform.core.launcher;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

import javax.management.JMException;
import javax.management.ObjectName;

/**
 * The JVM's archive of the classes that a run of the server loaded, parsed and verified; the next
 * start maps it into memory. {@code bin/gnomon} names the file after the Java and the jars it is
 * good for, and tells the name by a system property. Reasons: docs/decisions/0045-class-archive.md.
 */
final class ClassArchive {
    private static final Logger log = LoggerFactory.getLogger(ClassArchive.class);

    /** Where it is, or is to be. */
    private static final String PROPERTY = "gnomon.class-archive";

    private static final String ENDING = ".jsa";

    private ClassArchive() {}

    /**
     * Writes the archive if there is none and removes those of other versions; removes one that the
     * JVM did not take, so that the next start is followed by a new one. Called when the server has
     * stopped, because the JVM stands still meanwhile (1 to 2 s). That it could not be written
     * harms nothing but the time of the next start.
     */
    static void refresh() {
        String property = System.getProperty(PROPERTY, "");
        if (property.isEmpty()) {
            return;
        }
        Path file = Path.of(property);
        try {
            if (!Files.exists(file)) {
                write(file);
            } else if (!isMapped(file)) {
                Files.delete(file);
                log.info("removed {}, which does not fit this Java", file);
            }
        } catch (IOException | JMException e) {
            log.info("no archive of classes for a faster start: {}", e.toString());
        }
    }

    private static void write(Path file) throws IOException, JMException {
        long start = System.nanoTime();
        Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
        Path fresh = folder.resolve(file.getFileName() + "." + ProcessHandle.current().pid());
        try {
            dump(fresh);
            try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
        removeOthers(file);
        long millis = (System.nanoTime() - start) / 1_000_000;
        log.info("wrote {} in {} ms: the next start is faster", file, millis);
    }

    /** True also where the system does not tell. */
    private static boolean isMapped(Path file) throws IOException {
        Path maps = Path.of("/proc/self/maps");
        return !Files.exists(maps)
                || Files.readString(maps).contains(file.getFileName().toString());
    }

    /** The JVM's command {@code VM.cds dynamic_dump}. */
    private static void dump(Path file) throws IOException, JMException {
        var server = ManagementFactory.getPlatformMBeanServer();
        var commands = new ObjectName("com.sun.management:type=DiagnosticCommand");
        String[] signature = {String[].class.getName()};
        // It tells class by class what it leaves out, as warnings.
        server.invoke(
                commands,
                "vmLog",
                new Object[] {new String[] {"what=all=error", "output=stdout"}},
                signature);
        Object answer =
                server.invoke(
                        commands,
                        "vmCds",
                        new Object[] {new String[] {"dynamic_dump", '"' + file.toString() + '"'}},
                        signature);
        if (!Files.exists(file)) {
            throw new IOException(String.valueOf(answer).strip());
        }
    }

    private static void removeOthers(Path file) throws IOException {
        List<Path> others;
        try (var files = Files.list(file.toAbsolutePath().getParent())) {
            others =
                    files.filter(f ->
                                    f.toString().endsWith(ENDING)
                                            && !f.getFileName().equals(file.getFileName()))
                            .toList();
        }
        for (Path other : others) {
            Files.deleteIfExists(other);
        }
    }
}
