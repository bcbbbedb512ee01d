package io.gnomon.bench.subject;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program that a run has started and ends. */
public final class Program implements AutoCloseable {
    private static final int STOP_SECONDS = 120;

    private final Process process;

    private Program(Process process) {
        this.process = process;
    }

    /** Starts a command; what it prints goes into the file. */
    public static Program start(List<String> command, Map<String, String> environment, Path log)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        return new Program(builder.start());
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for a program that ends by itself; its exit code. */
    public int await() throws InterruptedException {
        return process.waitFor();
    }

    /** kill -9, and waits until it is gone. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** SIGTERM, and waits until it is gone. */
    public void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
            kill();
        }
    }

    /** Nothing that a run has started stays. */
    @Override
    public void close() {
        process.destroyForcibly();
    }
}
