package io.gnomon.platform.core.scrape.internal.loop;

import io.gnomon.platform.core.scrape.internal.JsonString;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The files that {@code scrape_failure_log_file} names, which jobs may share: a JSON object a line
 * for each target that could not be asked (docs/formats/scrape-failure-log.md). Any thread.
 */
final class FailureLogs implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FailureLogs.class);

    private final InstantSource clock;
    private final Map<String, OutputStream> files = new HashMap<>();

    FailureLogs(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Goes on with these files, which are made when they are not there. Those that were open are
     * opened again: they may have been moved away.
     */
    synchronized void open(Set<String> paths) {
        close();
        for (String path : paths) {
            try {
                files.put(
                        path,
                        Files.newOutputStream(
                                Path.of(path),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.APPEND));
            } catch (IOException | InvalidPathException e) {
                LOG.error("scrape_failure_log_file {}: {}; nothing is logged there", path, e + "");
            }
        }
    }

    /** Writes a line; says it once when that cannot be done. */
    synchronized void write(String path, String job, String target, String sentence) {
        OutputStream file = files.get(path);
        if (file == null) {
            return;
        }
        String line =
                "{\"time\":%s,\"level\":\"ERROR\",\"msg\":%s,\"job_name\":%s,\"target\":%s}\n"
                        .formatted(
                                JsonString.of(clock.instant().toString()),
                                JsonString.of(sentence),
                                JsonString.of(job),
                                JsonString.of(target));
        try {
            file.write(line.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            LOG.error("scrape_failure_log_file {}: {}; nothing is logged there", path, e + "");
            files.remove(path);
            close(path, file);
        }
    }

    @Override
    public synchronized void close() {
        files.forEach(FailureLogs::close);
        files.clear();
    }

    private static void close(String path, OutputStream file) {
        try {
            file.close();
        } catch (IOException e) {
            LOG.warn("scrape_failure_log_file {}: {}", path, e.toString());
        }
    }
}
