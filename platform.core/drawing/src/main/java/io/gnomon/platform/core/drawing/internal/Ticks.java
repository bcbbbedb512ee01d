package io.gnomon.platform.core.drawing.internal;

import io.gnomon.platform.core.drawing.Graph;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/**
 * Marks of an axis at round places.
 *
 * @param from where the axis begins
 * @param to where it ends
 */
record Ticks(double from, double to, List<Tick> all) {
    private static final long MINUTE = 60_000;
    private static final long[] MINUTES = {1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440};
    private static final String[] SUFFIXES = {"", " k", " M", " G", " T", " P"};
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");

    /** A place on the axis and what is written there. */
    record Tick(double at, String text) {}

    /**
     * An axis of values with a little room at both ends, at steps that are round in the unit. It
     * begins with 0 when no value is negative and the smallest is below half of the largest.
     *
     * @param most ticks
     * @param unit null: plain numbers
     */
    static Ticks values(double min, double max, int most, Graph.@Nullable Unit unit) {
        double room = Math.max((max - min) * 0.05, Math.max(Math.abs(min), Math.abs(max)) * 1e-6);
        room = room == 0 ? 1 : room;
        boolean fromZero = min >= 0 && min <= max / 2;
        double from = fromZero ? 0 : min - room;
        double to = max + room;
        double rough = (to - from) / most;
        double step = unit == null ? Graph.Unit.decimal(rough) : unit.step(rough);
        List<Tick> ticks = new ArrayList<>();
        double first = Math.ceil(from / step);
        for (int i = 0; i <= most && (first + i) * step <= to; i++) {
            double at = (first + i) * step;
            double largest = Math.max(Math.abs(from), Math.abs(to));
            ticks.add(new Tick(at, unit == null ? text(at, step, largest) : unit.text(at)));
        }
        return new Ticks(from, to, ticks);
    }

    /** With as many decimals as the step needs, and the suffix that suits the largest value. */
    private static String text(double value, double step, double largest) {
        int thousands = 0;
        double unit = 1;
        while (largest / unit >= 10_000 && thousands < SUFFIXES.length - 1) {
            unit *= 1000;
            thousands++;
        }
        int decimals = (int) Math.max(0, -Math.floor(Math.log10(step / unit) + 1e-9));
        if (decimals > 6 || largest / unit >= 1e7) {
            return "%.1e".formatted(value);
        }
        return BigDecimal.valueOf(value / unit)
                        .setScale(decimals, RoundingMode.HALF_EVEN)
                        .toPlainString()
                + SUFFIXES[thousands];
    }

    /** An axis of times at full minutes, hours or days of the zone. */
    static Ticks times(long from, long to, ZoneId zone, int most) {
        long step = MINUTES[MINUTES.length - 1] * MINUTE;
        for (int i = MINUTES.length - 1;
                i >= 0 && (to - from) / (MINUTES[i] * MINUTE) <= most;
                i--) {
            step = MINUTES[i] * MINUTE;
        }
        long offset =
                zone.getRules().getOffset(Instant.ofEpochMilli(from)).getTotalSeconds() * 1000L;
        List<Tick> ticks = new ArrayList<>();
        for (long at = -Math.floorDiv(-(from + offset), step) * step - offset;
                at <= to;
                at += step) {
            ticks.add(new Tick(at, TIME.format(Instant.ofEpochMilli(at).atZone(zone))));
        }
        return new Ticks(from, to, ticks);
    }

    /** Where on a way from {@code begin} to {@code end} a value lies. */
    double place(double value, double begin, double end) {
        return begin + (value - from) / (to - from) * (end - begin);
    }
}
