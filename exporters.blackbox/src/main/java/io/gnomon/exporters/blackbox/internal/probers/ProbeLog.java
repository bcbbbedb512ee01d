package io.gnomon.exporters.blackbox.internal.probers;

import org.slf4j.event.Level;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a probe says about itself, in logfmt; kept for the page of the probe. A limit keeps a target
 * that sends many lines from filling the memory. For one thread.
 */
public final class ProbeLog {
    private static final int LINES_MAX = 500;
    private static final int VALUE_MAX = 1_000;

    private final String module;
    private final String target;
    private final Level least;
    private final List<Line> lines = new ArrayList<>();
    private String reason = "";

    /** Something that was said; its text is made when somebody reads it. */
    private record Line(long millis, Level level, String message, Object[] keysAndValues) {
        String text() {
            StringBuilder text = new StringBuilder("msg=").append(quoted(message));
            for (int i = 0; i < keysAndValues.length; i += 2) {
                text.append(' ')
                        .append(keysAndValues[i])
                        .append('=')
                        .append(quoted(String.valueOf(keysAndValues[i + 1])));
            }
            return text.toString();
        }
    }

    /**
     * A log without lines.
     *
     * @param least level of the lines that are kept
     */
    public ProbeLog(String module, String target, Level least) {
        this.module = module;
        this.target = target;
        this.least = least;
    }

    void debug(String message, Object... keysAndValues) {
        add(Level.DEBUG, message, keysAndValues);
    }

    void info(String message, Object... keysAndValues) {
        add(Level.INFO, message, keysAndValues);
    }

    /** Says why the probe fails. */
    public void error(String message, Object... keysAndValues) {
        add(Level.ERROR, message, keysAndValues);
        if (reason.isEmpty()) {
            reason = new Line(0, Level.ERROR, message, keysAndValues).text();
        }
    }

    private void add(Level level, String message, Object... keysAndValues) {
        if (level.toInt() >= least.toInt() && lines.size() < LINES_MAX) {
            lines.add(new Line(System.currentTimeMillis(), level, message, keysAndValues));
        }
    }

    private String text(Line line) {
        return "time=%s level=%s module=%s target=%s %s"
                .formatted(
                        Instant.ofEpochMilli(line.millis),
                        line.level,
                        quoted(module),
                        quoted(target),
                        line.text());
    }

    private static String quoted(String value) {
        String shown = value.length() > VALUE_MAX ? value.substring(0, VALUE_MAX) + "..." : value;
        if (shown.chars().noneMatch(c -> c <= ' ' || c == '"' || c == '=' || c == 0x7F)) {
            return shown;
        }
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < shown.length(); i++) {
            char c = shown.charAt(i);
            switch (c) {
                case '"', '\\' -> out.append('\\').append(c);
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ' || c == 0x7F) {
                        out.append("\\x%02x".formatted((int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        return out.append('"').toString();
    }

    /** Lines in the order in which they were said. */
    public List<String> lines() {
        return lines.stream().map(this::text).toList();
    }

    /** The first error, empty when there was none. */
    public String reason() {
        return reason;
    }
}
