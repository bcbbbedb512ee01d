package io.gnomon.platform.core.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A command-line flag. The table is {@code flags.tsv}; each flag reaches the bundles as a framework
 * property of the same name.
 *
 * @param defaultValue empty for none
 */
record Flag(String name, String defaultValue, Kind kind, String description) {
    private static final Pattern DURATION =
            Pattern.compile(
                    "0|([0-9]+y)?([0-9]+w)?([0-9]+d)?([0-9]+h)?([0-9]+m)?([0-9]+s)?([0-9]+ms)?");

    enum Kind {
        /** Takes a value. */
        TEXT,
        /** Takes a whole number. */
        NUMBER,
        /** Takes a duration in Prometheus's notation, such as 1h30m. */
        DURATION,
        /** {@code --x} or {@code --no-x}. */
        SWITCH,
        /** Takes a value, may be repeated; the values are joined with commas. */
        LIST
    }

    /**
     * The value as the bundles read it.
     *
     * @throws IllegalArgumentException with a sentence, when it is none of this kind
     */
    String checked(String value) {
        return switch (kind) {
            case NUMBER -> wholeNumber(value);
            case DURATION -> {
                if (value.isEmpty() || !DURATION.matcher(value).matches()) {
                    throw wrong(value, "is no duration such as 30s, 5m or 1h30m");
                }
                yield value;
            }
            case TEXT, SWITCH, LIST -> value;
        };
    }

    private String wholeNumber(String value) {
        try {
            return Long.toString(new BigDecimal(value).longValueExact());
        } catch (ArithmeticException | NumberFormatException e) {
            throw wrong(value, "is no whole number");
        }
    }

    private IllegalArgumentException wrong(String value, String why) {
        return new IllegalArgumentException("--%s: \"%s\" %s".formatted(name, value, why));
    }

    /** All flags of the server, in the order of the table. */
    static List<Flag> all() {
        var table =
                Objects.requireNonNull(Flag.class.getResourceAsStream("flags.tsv"), "flags.tsv");
        try (var lines = new BufferedReader(new InputStreamReader(table, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(Flag::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Flag parse(String line) {
        String[] columns = line.split("\t", 4);
        return new Flag(
                columns[0],
                columns[1],
                Kind.valueOf(columns[2].toUpperCase(java.util.Locale.ROOT)),
                columns[3]);
    }
}
