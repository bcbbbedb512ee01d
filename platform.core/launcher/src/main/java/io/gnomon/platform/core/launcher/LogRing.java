package io.gnomon.platform.core.launcher;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;

import org.slf4j.LoggerFactory;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.regex.Pattern;

/**
 * The last lines of the server's own log, for the web page. They are handed out as the JDK's {@link
 * LogRecord}, a class that bundles see without a package of the launcher. Any thread.
 */
final class LogRing extends AppenderBase<ILoggingEvent> {
    private static final int LINES_MAX = 5_000;
    private static final int LINE_CHARS_MAX = 4_000;
    private static final int CHARS_MAX = 2_000_000;

    /** No line should have a secret in it; what libraries and other servers say may. */
    private static final Pattern SECRET =
            Pattern.compile(
                    "(?i)(://[^\\s/:@]*:)[^\\s/@]+(?=@)"
                        + "|(\\b(?:bearer|basic)\\s+)[a-z0-9+/=._~-]{8,}"
                        + "|(\\b(?:password|passwd|secret|token|api_?key)\"?\\s*[=:]\\s*\"?)[^\\s\"&,;]+");

    /** Oldest first. */
    private final Deque<LogRecord> lines = new ArrayDeque<>();

    private long next = 1;
    private int chars;

    /** Begins to keep what is logged, whoever set logback up. */
    static LogRing attach() {
        LogRing ring = new LogRing();
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            ring.setContext(context);
            ring.start();
            context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).addAppender(ring);
        }
        return ring;
    }

    @Override
    protected void append(ILoggingEvent event) {
        // The exception as text: its class may be one of a plugin that is replaced.
        String text = LogLine.message(event);
        String shown = text.length() > LINE_CHARS_MAX ? text.substring(0, LINE_CHARS_MAX) : text;
        LogRecord line =
                new LogRecord(level(event), SECRET.matcher(shown).replaceAll("$1$2$3xxxxx"));
        line.setLoggerName(event.getLoggerName());
        line.setInstant(Instant.ofEpochMilli(event.getTimeStamp()));
        add(line);
    }

    private synchronized void add(LogRecord line) {
        line.setSequenceNumber(next++);
        lines.addLast(line);
        chars += line.getMessage().length();
        while (lines.size() > LINES_MAX || chars > CHARS_MAX) {
            chars -= lines.removeFirst().getMessage().length();
        }
    }

    private static Level level(ILoggingEvent event) {
        return switch (event.getLevel().toInt()) {
            case ch.qos.logback.classic.Level.ERROR_INT -> Level.SEVERE;
            case ch.qos.logback.classic.Level.WARN_INT -> Level.WARNING;
            case ch.qos.logback.classic.Level.INFO_INT -> Level.INFO;
            default -> Level.FINE;
        };
    }

    /** The lines that are kept, oldest first; their sequence numbers have no gaps. */
    synchronized List<LogRecord> lines() {
        return List.copyOf(lines);
    }
}
