package io.gnomon.platform.core.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

class LogLineTest {
    private static String line(boolean json, String message, @Nullable Throwable thrown) {
        var context = new LoggerContext();
        var event =
                new LoggingEvent(
                        "", context.getLogger("io.gnomon.Room"), Level.WARN, message, thrown, null);
        event.setInstant(Instant.parse("2026-11-26T19:08:02.041Z"));
        return new LogLine(json).doLayout(event);
    }

    @Test
    void logfmtQuotesOnlyWhatNeedsIt() {
        assertEquals(
                "time=2026-11-26T19:08:02.041Z level=WARN source=Room msg=stopping\n",
                line(false, "stopping", null));
        assertEquals(
                "time=2026-11-26T19:08:02.041Z level=WARN source=Room"
                        + " msg=\"say \\\"a=b\\\"\\nand \\\\ go\"\n",
                line(false, "say \"a=b\"\nand \\ go", null));
    }

    @Test
    void jsonIsOneObject() {
        assertEquals(
                "{\"time\":\"2026-11-26T19:08:02.041Z\",\"level\":\"WARN\",\"source\":\"Room\","
                        + "\"msg\":\"größer\\u0001\"}\n",
                line(true, "größer\u0001", null));
    }

    @Test
    void exceptionIsToldWithoutItsStack() {
        assertEquals(
                "time=2026-11-26T19:08:02.041Z level=WARN source=Room msg=no"
                        + " err=\"java.io.IOException: disk; caused by"
                        + " java.lang.IllegalStateException\"\n",
                line(false, "no", new IOException("disk", new IllegalStateException())));
    }

    @Test
    void unknownFormatAndLevelAreRefused() {
        var format =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> LogSetup.configure(Path.of("."), Map.of("log.format", "xml")));
        assertEquals("--log.format=xml: give one of logfmt, json", format.getMessage());
        var level =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> LogSetup.configure(Path.of("."), Map.of("log.level", "loud")));
        assertEquals("--log.level=loud: give one of debug, info, warn, error", level.getMessage());
    }
}
