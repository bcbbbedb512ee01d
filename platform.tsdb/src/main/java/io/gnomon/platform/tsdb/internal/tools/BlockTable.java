package io.gnomon.platform.tsdb.internal.tools;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Blocks as promtool lists them: a line each, under a header. */
final class BlockTable {
    private static final String[] HEADER = {
        "BLOCK ULID",
        "MIN TIME",
        "MAX TIME",
        "DURATION",
        "NUM SAMPLES",
        "NUM CHUNKS",
        "NUM SERIES",
        "SIZE"
    };

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss '+0000 UTC'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private final PrintWriter out;
    private final boolean readable;
    private boolean begun;

    /**
     * A table.
     *
     * @param readable times and sizes for people
     */
    BlockTable(PrintWriter out, boolean readable) {
        this.out = out;
        this.readable = readable;
    }

    /**
     * A line.
     *
     * @param endMillis no sample is at or after it
     */
    void row(
            String ulid,
            long minMillis,
            long endMillis,
            long samples,
            long chunks,
            long series,
            long bytes) {
        if (!begun) {
            print(HEADER);
            begun = true;
        }
        print(
                ulid,
                time(minMillis),
                time(endMillis),
                duration(endMillis - minMillis),
                Long.toString(samples),
                Long.toString(chunks),
                Long.toString(series),
                bytes(bytes));
        out.flush();
    }

    private void print(String... cells) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.length - 1; i++) {
            line.append(cells[i]).append(" ".repeat(Math.max(2, width(i) - cells[i].length())));
        }
        out.println(line.append(cells[cells.length - 1]));
    }

    private int width(int column) {
        return switch (column) {
            case 0 -> 28;
            case 1, 2 -> readable ? 31 : 15;
            default -> 13;
        };
    }

    private String time(long millis) {
        return readable
                ? TIME.format(Instant.ofEpochMilli(Math.floorDiv(millis, 1000) * 1000))
                : Long.toString(millis);
    }

    /** As Go prints a duration of whole milliseconds. */
    static String duration(long millis) {
        if (millis < 1000) {
            return millis == 0 ? "0s" : millis + "ms";
        }
        StringBuilder text = new StringBuilder();
        long hours = millis / 3_600_000;
        long minutes = millis / 60_000 % 60;
        if (hours > 0) {
            text.append(hours).append('h');
        }
        if (hours > 0 || minutes > 0) {
            text.append(minutes).append('m');
        }
        text.append(millis / 1000 % 60);
        long fraction = millis % 1000;
        if (fraction > 0) {
            text.append('.').append(String.format("%03d", fraction).replaceAll("0+$", ""));
        }
        return text.append('s').toString();
    }

    private String bytes(long bytes) {
        if (!readable) {
            return Long.toString(bytes);
        }
        StringBuilder text = new StringBuilder();
        long rest = bytes;
        String[] units = {"EiB", "PiB", "TiB", "GiB", "MiB", "KiB"};
        for (int i = 0; i < units.length; i++) {
            long unit = 1L << (10 * (units.length - i));
            if (rest >= unit) {
                text.append(rest / unit).append(units[i]);
                rest %= unit;
            }
        }
        if (rest > 0 || text.isEmpty()) {
            text.append(rest).append('B');
        }
        return text.toString();
    }
}
