package io.gnomon.platform.core.http.internal.logs;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/** Lines as the launcher keeps them: one a second. */
public final class LogLines {
    public static final Instant START = Instant.parse("2026-11-26T19:00:00Z");

    private final List<LogRecord> lines = new ArrayList<>();

    public LogLines add(Level level, String logger, String message) {
        LogRecord line = new LogRecord(level, message);
        line.setSequenceNumber(lines.size() + 1L);
        line.setLoggerName(logger);
        line.setInstant(START.plusSeconds(lines.size()));
        lines.add(line);
        return this;
    }

    public List<LogRecord> lines() {
        return List.copyOf(lines);
    }

    /** Four lines, one of each level. */
    public static LogLines four() {
        return new LogLines()
                .add(Level.FINE, "io.gnomon.a.Wal", "segment 3 opened")
                .add(Level.INFO, "io.gnomon.b.Room", "listening on 127.0.0.1:9090")
                .add(Level.WARNING, "io.gnomon.b.Room", "slow: 3 s")
                .add(Level.SEVERE, "io.gnomon.a.Wal", "disk full\nnothing is written");
    }
}
