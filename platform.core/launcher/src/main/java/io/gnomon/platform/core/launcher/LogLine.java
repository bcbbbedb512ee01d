package io.gnomon.platform.core.launcher;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.LayoutBase;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * A line of the log, with Prometheus's keys: {@code time}, {@code level}, {@code source} (the
 * class), {@code msg}, and {@code err} for an exception, without its stack. As logfmt, or as a JSON
 * object.
 */
final class LogLine extends LayoutBase<ILoggingEvent> {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);

    private final boolean json;

    LogLine(boolean json) {
        this.json = json;
    }

    @Override
    public String doLayout(ILoggingEvent event) {
        String logger = event.getLoggerName();
        StringBuilder line = new StringBuilder(160);
        entry(line, "time", TIME.format(Instant.ofEpochMilli(event.getTimeStamp())));
        entry(line, "level", event.getLevel().toString());
        entry(line, "source", logger.substring(logger.lastIndexOf('.') + 1));
        entry(line, "msg", event.getFormattedMessage());
        if (event.getThrowableProxy() != null) {
            entry(line, "err", error(event.getThrowableProxy()));
        }
        return line.append(json ? "}\n" : "\n").toString();
    }

    /** Message and exception in one text. */
    static String message(ILoggingEvent event) {
        IThrowableProxy thrown = event.getThrowableProxy();
        String message = String.valueOf(event.getFormattedMessage());
        return thrown == null ? message : message + ": " + error(thrown);
    }

    private void entry(StringBuilder line, String key, @Nullable String value) {
        String text = value == null ? "" : value;
        if (json) {
            line.append(line.isEmpty() ? '{' : ',').append('"').append(key).append("\":");
            quote(line, text);
            return;
        }
        if (!line.isEmpty()) {
            line.append(' ');
        }
        line.append(key).append('=');
        if (isBare(text)) {
            line.append(text);
        } else {
            quote(line, text);
        }
    }

    /** What logfmt takes without quotes. */
    private static boolean isBare(String text) {
        return !text.isEmpty()
                && text.chars().allMatch(c -> c > ' ' && c != '=' && c != '"' && c < 127);
    }

    private static void quote(StringBuilder line, String text) {
        line.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> line.append('\\').append(c);
                case '\n' -> line.append("\\n");
                case '\r' -> line.append("\\r");
                case '\t' -> line.append("\\t");
                default -> {
                    if (c < ' ') {
                        line.append("\\u%04x".formatted((int) c));
                    } else {
                        line.append(c);
                    }
                }
            }
        }
        line.append('"');
    }

    private static String error(IThrowableProxy thrown) {
        StringBuilder text = new StringBuilder();
        for (IThrowableProxy t = thrown; t != null; t = t.getCause()) {
            text.append(text.isEmpty() ? "" : "; caused by ").append(t.getClassName());
            if (t.getMessage() != null) {
                text.append(": ").append(t.getMessage());
            }
        }
        return text.toString();
    }
}
