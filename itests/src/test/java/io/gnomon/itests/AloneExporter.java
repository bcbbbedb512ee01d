package io.gnomon.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code gnomon exporter NAME} in a process of its own, with cache and log in a folder. */
final class AloneExporter implements AutoCloseable {
    private static final Pattern LISTENS = Pattern.compile("listens on (http://[^/]+)/");

    private final Path log;
    private final Process process;

    private AloneExporter(Path log, Process process) {
        this.log = log;
        this.process = process;
    }

    /** Starts the program, or a link to it, and does not wait. */
    static AloneExporter start(Path folder, Path program, List<String> arguments)
            throws IOException {
        Path log = folder.resolve("exporter.log");
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
        builder.environment().put("GNOMON_CACHE", folder.resolve("cache").toString());
        builder.environment().put("GNOMON_JAVA", System.getProperty("java.home") + "/bin/java");
        return new AloneExporter(log, builder.start());
    }

    /** The distribution's program. */
    static Path program() {
        return Distribution.home().resolve("bin/gnomon");
    }

    Process process() {
        return process;
    }

    /** Where it listens, once it does. */
    URI awaitAddress() throws IOException {
        while (true) {
            Matcher matcher = LISTENS.matcher(Files.readString(log));
            if (matcher.find()) {
                return URI.create(matcher.group(1));
            }
            assertTrue(process.isAlive(), () -> "it ended: " + text());
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    /** Asks again and again until it is so, at most for a minute. */
    void await(String what, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.call()) {
            assertTrue(
                    System.nanoTime() < end,
                    () -> "not so after a minute: " + what + "\n" + text());
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
    }

    /** SIGHUP; does not wait for what comes of it. */
    void hangUp() throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-HUP", Long.toString(process.pid())).start();
        assertEquals(0, kill.waitFor());
    }

    /** What it wrote to its log. */
    String text() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** SIGTERM, and waits for the end: until then it writes to its log and its cache. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
