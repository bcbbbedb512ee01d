package io.gnomon.platform.core.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * A command-line flag. The table is {@code flags.tsv}; each flag reaches the bundles as a framework
 * property of the same name.
 *
 * @param defaultValue empty for none
 */
record Flag(String name, String defaultValue, Kind kind, String description) {
    enum Kind {
        /** Takes a value. */
        TEXT,
        /** {@code --x} or {@code --no-x}. */
        SWITCH,
        /** Takes a value, may be repeated; the values are joined with commas. */
        LIST,
        /** Of Prometheus, and of no meaning here: the description says why. */
        REFUSED
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
