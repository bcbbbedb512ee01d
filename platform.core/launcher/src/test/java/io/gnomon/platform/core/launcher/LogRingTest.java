package io.gnomon.platform.core.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.logging.LogRecord;

class LogRingTest {
    private final LoggerContext context = new LoggerContext();
    private final LogRing ring = new LogRing();

    private void log(Level level, String message, @Nullable Throwable thrown) {
        var event =
                new LoggingEvent(
                        "", context.getLogger("io.gnomon.Room"), level, message, thrown, null);
        event.setInstant(Instant.parse("2026-11-26T19:08:02.041Z"));
        ring.append(event);
    }

    private String last() {
        List<LogRecord> lines = ring.lines();
        return lines.get(lines.size() - 1).getMessage();
    }

    @Test
    void keepsWhatWasLogged() {
        log(Level.WARN, "no", new IOException("disk", new IllegalStateException()));
        LogRecord line = ring.lines().get(0);
        assertEquals(
                "no: java.io.IOException: disk; caused by java.lang.IllegalStateException",
                line.getMessage());
        assertEquals(java.util.logging.Level.WARNING, line.getLevel());
        assertEquals("io.gnomon.Room", line.getLoggerName());
        assertEquals(Instant.parse("2026-11-26T19:08:02.041Z"), line.getInstant());
        assertEquals(1, line.getSequenceNumber());
        assertEquals(null, line.getThrown());
    }

    @Test
    void secretsAreNotKept() {
        log(Level.INFO, "asked http://ann:s3cret@db:80/x?token=abcd&page=2", null);
        assertEquals("asked http://ann:xxxxx@db:80/x?token=xxxxx&page=2", last());
        log(Level.INFO, "sent Authorization: Bearer eyJhbGciOi.J9_x", null);
        assertEquals("sent Authorization: Bearer xxxxx", last());
        log(Level.INFO, "{\"password\": \"hunter2\", \"user\": \"ann\"}", null);
        assertEquals("{\"password\": \"xxxxx\", \"user\": \"ann\"}", last());
    }

    @Test
    void theOldestLinesGo() {
        for (int i = 1; i <= 5_010; i++) {
            log(Level.INFO, "line " + i, null);
        }
        assertEquals(5_000, ring.lines().size());
        assertEquals(11, ring.lines().get(0).getSequenceNumber());
        log(Level.INFO, "x".repeat(10_000), null);
        assertEquals(4_000, last().length());
        for (int i = 0; i < 600; i++) {
            log(Level.INFO, "x".repeat(4_000), null);
        }
        int kept = ring.lines().stream().mapToInt(line -> line.getMessage().length()).sum();
        assertTrue(kept <= 2_000_000 && kept > 1_990_000, kept + " characters");
    }
}
