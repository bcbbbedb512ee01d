package io.gnomon.platform.core.launcher;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.Option;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

/** Options of sub-commands that read a part of a store. */
final class TsdbRange {
    @Option(
            names = "--min-time",
            converter = Millis.class,
            paramLabel = "TIME",
            description = "First time: milliseconds since 1970, or 2026-01-02T03:04:05Z.")
    private @Nullable Long minTime;

    @Option(
            names = "--max-time",
            converter = Millis.class,
            paramLabel = "TIME",
            description = "Last time.")
    private @Nullable Long maxTime;

    @Option(
            names = "--match",
            paramLabel = "SELECTOR",
            description = "Series selector; may be repeated. All series without it.")
    private List<String> selectors = new ArrayList<>();

    /** The options as a tool takes them. */
    List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        if (minTime != null) {
            arguments.add("--min-time=" + minTime);
        }
        if (maxTime != null) {
            arguments.add("--max-time=" + maxTime);
        }
        selectors.forEach(selector -> arguments.add("--match=" + selector));
        return arguments;
    }

    /** A time in milliseconds. */
    private static final class Millis implements CommandLine.ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            if (text.matches("-?[0-9]{1,18}")) {
                return Long.parseLong(text);
            }
            try {
                return Instant.parse(text).toEpochMilli();
            } catch (DateTimeParseException e) {
                throw new CommandLine.TypeConversionException(
                        "\"" + text + "\" is neither milliseconds nor like 2026-01-02T03:04:05Z");
            }
        }
    }
}
