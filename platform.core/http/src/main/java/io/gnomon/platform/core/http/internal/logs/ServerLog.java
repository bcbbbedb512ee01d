package io.gnomon.platform.core.http.internal.logs;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.logging.LogRecord;

/**
 * The last lines of the server's own log, and a choice of them. For administrators: a line may name
 * whatever somebody sent. Any thread.
 */
public final class ServerLog {
    private final Supplier<List<LogRecord>> kept;

    /**
     * @param kept gives the lines that the launcher keeps, oldest first
     */
    public ServerLog(Supplier<List<LogRecord>> kept) {
        this.kept = kept;
    }

    /** How much a line matters; each more than those before it. */
    public enum Level {
        DEBUG,
        INFO,
        WARN,
        ERROR;

        /** As in the API and in {@code --log.level}. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        /**
         * Reads {@link #text}; empty is {@link #DEBUG}.
         *
         * @throws IllegalArgumentException with a sentence when there is no such level
         */
        public static Level of(String text) {
            if (text.isEmpty()) {
                return DEBUG;
            }
            for (Level level : values()) {
                if (level.text().equals(text)) {
                    return level;
                }
            }
            throw new IllegalArgumentException(
                    "there is no level \"%s\"; valid are debug, info, warn and error"
                            .formatted(text));
        }

        private static Level of(java.util.logging.Level level) {
            int value = level.intValue();
            if (value >= java.util.logging.Level.SEVERE.intValue()) {
                return ERROR;
            }
            if (value >= java.util.logging.Level.WARNING.intValue()) {
                return WARN;
            }
            return value >= java.util.logging.Level.INFO.intValue() ? INFO : DEBUG;
        }
    }

    /**
     * A line.
     *
     * @param number counts all lines since the start
     * @param logger the class that speaks
     */
    public record Line(long number, long atMillis, Level level, String logger, String message) {
        private static Line of(LogRecord record) {
            return new Line(
                    record.getSequenceNumber(),
                    record.getInstant().toEpochMilli(),
                    Level.of(record.getLevel()),
                    String.valueOf(record.getLoggerName()),
                    record.getMessage());
        }
    }

    /**
     * Which lines are wanted.
     *
     * @param least of this level or more
     * @param text stands in message or logger, in any case; empty for all
     * @param limit most lines
     */
    public record Wanted(long fromMillis, long toMillis, Level least, String text, int limit) {}

    /** The lines that are wanted, newest first. */
    public List<Line> lines(Wanted wanted) {
        String text = wanted.text().toLowerCase(Locale.ROOT);
        List<Line> found = new ArrayList<>();
        for (LogRecord record : kept.get().reversed()) {
            if (found.size() == wanted.limit()) {
                break;
            }
            Line line = Line.of(record);
            if (line.level().compareTo(wanted.least()) >= 0
                    && line.atMillis() >= wanted.fromMillis()
                    && line.atMillis() <= wanted.toMillis()
                    && (contains(line.message(), text) || contains(line.logger(), text))) {
                found.add(line);
            }
        }
        return found;
    }

    private static boolean contains(String where, String lowerCase) {
        return where.toLowerCase(Locale.ROOT).contains(lowerCase);
    }

    /** Number of the newest line, 0 before the first. */
    public long newest() {
        List<LogRecord> lines = kept.get();
        return lines.isEmpty() ? 0 : lines.getLast().getSequenceNumber();
    }
}
