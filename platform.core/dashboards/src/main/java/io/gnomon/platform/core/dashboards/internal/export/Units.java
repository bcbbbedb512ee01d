package io.gnomon.platform.core.dashboards.internal.export;

import io.gnomon.model.frame.Cells;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Values in the units of dashboards, as the page writes them: the same ids, steps and words as
 * platform.web, display/units.ts. Without decimals three significant digits are kept.
 */
final class Units {
    private static final List<String> SI = List.of("", "k", "M", "G", "T", "P", "E", "Z", "Y");
    private static final List<String> IEC =
            List.of("", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei", "Zi", "Yi");
    private static final List<String> SHORT =
            List.of("", "K", "Mil", "Bil", "Tri", "Quadr", "Quint", "Sext", "Sept");
    private static final List<String> COUNT = List.of("", "K", "M", "B", "T");

    /**
     * Numbers that are divided until less than one step is left.
     *
     * @param start the step in which the value already is
     */
    private record Scale(double base, List<String> steps, String word, int start) {}

    private static final Map<String, Scale> SCALES =
            Map.ofEntries(
                    Map.entry("short", new Scale(1000, SHORT, "", 0)),
                    Map.entry("sishort", new Scale(1000, SI, "", 0)),
                    Map.entry("bits", new Scale(1024, IEC, "b", 0)),
                    Map.entry("bytes", new Scale(1024, IEC, "B", 0)),
                    Map.entry("kbytes", new Scale(1024, IEC, "B", 1)),
                    Map.entry("mbytes", new Scale(1024, IEC, "B", 2)),
                    Map.entry("gbytes", new Scale(1024, IEC, "B", 3)),
                    Map.entry("tbytes", new Scale(1024, IEC, "B", 4)),
                    Map.entry("decbits", new Scale(1000, SI, "b", 0)),
                    Map.entry("decbytes", new Scale(1000, SI, "B", 0)),
                    Map.entry("deckbytes", new Scale(1000, SI, "B", 1)),
                    Map.entry("decmbytes", new Scale(1000, SI, "B", 2)),
                    Map.entry("decgbytes", new Scale(1000, SI, "B", 3)),
                    Map.entry("dectbytes", new Scale(1000, SI, "B", 4)),
                    Map.entry("bps", new Scale(1000, SI, "b/s", 0)),
                    Map.entry("Bps", new Scale(1000, SI, "B/s", 0)),
                    Map.entry("binbps", new Scale(1024, IEC, "b/s", 0)),
                    Map.entry("binBps", new Scale(1024, IEC, "B/s", 0)),
                    Map.entry("KBs", new Scale(1000, SI, "B/s", 1)),
                    Map.entry("MBs", new Scale(1000, SI, "B/s", 2)),
                    Map.entry("GBs", new Scale(1000, SI, "B/s", 3)),
                    Map.entry("KiBs", new Scale(1024, IEC, "B/s", 1)),
                    Map.entry("MiBs", new Scale(1024, IEC, "B/s", 2)),
                    Map.entry("Kbits", new Scale(1000, SI, "b/s", 1)),
                    Map.entry("Mbits", new Scale(1000, SI, "b/s", 2)),
                    Map.entry("pps", new Scale(1000, SI, "p/s", 0)),
                    Map.entry("ops", new Scale(1000, COUNT, " ops/s", 0)),
                    Map.entry("reqps", new Scale(1000, COUNT, " req/s", 0)),
                    Map.entry("rps", new Scale(1000, COUNT, " rd/s", 0)),
                    Map.entry("wps", new Scale(1000, COUNT, " wr/s", 0)),
                    Map.entry("iops", new Scale(1000, COUNT, " io/s", 0)),
                    Map.entry("eps", new Scale(1000, COUNT, " evt/s", 0)),
                    Map.entry("cps", new Scale(1000, COUNT, " c/s", 0)),
                    Map.entry("mps", new Scale(1000, COUNT, " msg/s", 0)),
                    Map.entry("opm", new Scale(1000, COUNT, " ops/min", 0)),
                    Map.entry("rpm", new Scale(1000, COUNT, " rd/min", 0)),
                    Map.entry("wpm", new Scale(1000, COUNT, " wr/min", 0)),
                    Map.entry("hertz", new Scale(1000, SI, "Hz", 0)),
                    Map.entry("volt", new Scale(1000, SI, "V", 0)),
                    Map.entry("amp", new Scale(1000, SI, "A", 0)),
                    Map.entry("watt", new Scale(1000, SI, "W", 0)));

    /** Words behind numbers that stay as they are. */
    private static final Map<String, String> WORDS =
            Map.of(
                    "none", "",
                    "rothz", "Hz",
                    "rotrpm", "rpm",
                    "dBm", "dBm",
                    "dB", "dB",
                    "celsius", "°C",
                    "fahrenheit", "°F",
                    "kelvin", "K");

    /** Seconds of the units that are time spans. */
    private static final Map<String, Double> SPANS =
            Map.of(
                    "ns",
                    1e-9,
                    "µs",
                    1e-6,
                    "ms",
                    1e-3,
                    "s",
                    1.0,
                    "m",
                    60.0,
                    "h",
                    3600.0,
                    "d",
                    86400.0,
                    "timeticks",
                    0.01);

    /** A length of time and what it is called. */
    private record Span(double seconds, String word) {}

    private static final List<Span> LENGTHS =
            List.of(
                    new Span(31_556_952, "years"),
                    new Span(604_800, "weeks"),
                    new Span(86_400, "days"),
                    new Span(3600, "hours"),
                    new Span(60, "mins"),
                    new Span(1, "s"),
                    new Span(1e-3, "ms"),
                    new Span(1e-6, "µs"),
                    new Span(1e-9, "ns"));

    private static final List<Span> LONG =
            List.of(
                    new Span(31_556_952, "year"),
                    new Span(86_400, "day"),
                    new Span(3600, "hour"),
                    new Span(60, "minute"),
                    new Span(1, "second"));

    private static final DateTimeFormatter ISO = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
    private static final int DIGITS_MAX = 12;

    private Units() {}

    /** Whether values are divided by 1024. */
    static boolean isBinary(String unit) {
        Scale scale = SCALES.get(unit);
        return scale != null && scale.base() == 1024;
    }

    /** Whether a duration in the unit may say parts of a second. */
    static boolean hasParts(String unit) {
        return SPANS.containsKey(unit);
    }

    /** Seconds in one of the unit; NaN when it is none of durations. */
    static double seconds(String unit) {
        Double span = SPANS.get(unit);
        if (span != null) {
            return span;
        }
        return switch (unit) {
            case "dtdurations", "dthms", "dtdhms", "clocks" -> 1;
            case "dtdurationms", "clockms" -> 1e-3;
            default -> Double.NaN;
        };
    }

    /**
     * A value as a text.
     *
     * @param unit id of Grafana's; one that is not known stands behind the number as a word
     * @param decimals null: as many as it needs
     * @param zone of units that are times
     */
    static String text(double value, String unit, @Nullable Integer decimals, ZoneId zone) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "NaN" : value > 0 ? "∞" : "-∞";
        }
        Scale scale = SCALES.get(unit);
        Double span = SPANS.get(unit);
        if (scale != null) {
            return scaled(value, scale, decimals);
        } else if (span != null) {
            return span(value * span, span, decimals);
        }
        return switch (unit) {
            case "" -> number(value, decimals);
            case "string" -> Cells.text(value);
            case "percent" -> number(value, decimals) + "%";
            case "percentunit" -> number(value * 100, decimals) + "%";
            case "humidity" -> number(value, decimals) + "%H";
            case "bool" -> value == 0 ? "False" : "True";
            case "bool_yes_no" -> value == 0 ? "No" : "Yes";
            case "bool_on_off" -> value == 0 ? "Off" : "On";
            case "locale" -> grouped(value, decimals);
            case "dtdurations" -> longSpan(value, decimals);
            case "dtdurationms" -> longSpan(value / 1000, decimals);
            case "dthms" -> stopwatch(value, false);
            case "dtdhms" -> stopwatch(value, true);
            case "clocks" -> clock(value);
            case "clockms" -> clock(value / 1000);
            case "dateTimeAsIso", "dateTimeAsSystem", "dateTimeAsUS", "dateTimeFromNow" ->
                    ISO.format(Instant.ofEpochMilli((long) value).atZone(zone));
            case "currencyUSD" -> money("$", value, decimals);
            case "currencyEUR" -> money("€", value, decimals);
            case "currencyGBP" -> money("£", value, decimals);
            default -> free(value, unit, decimals);
        };
    }

    private static String free(double value, String unit, @Nullable Integer decimals) {
        int colon = unit.indexOf(':');
        String rest = unit.substring(colon + 1);
        return switch (unit.substring(0, Math.max(colon, 0))) {
            case "prefix" -> rest + number(value, decimals);
            case "suffix" -> number(value, decimals) + rest;
            case "si" -> scaled(value, new Scale(1000, SI, rest, 0), decimals);
            case "count" -> scaled(value, new Scale(1000, COUNT, rest, 0), decimals);
            case "currency" -> money(rest, value, decimals);
            default -> word(number(value, decimals), WORDS.getOrDefault(unit, unit));
        };
    }

    private static String word(String number, String word) {
        return word.isEmpty() ? number : number + " " + word;
    }

    private static String scaled(double value, Scale scale, @Nullable Integer decimals) {
        int step = scale.start();
        double left = value;
        while (Math.abs(left) >= scale.base() && step < scale.steps().size() - 1) {
            left /= scale.base();
            step++;
        }
        String text = number(left, decimals);
        // 999.96 with one decimal would be 1000.0: it belongs to the next step.
        if (Math.abs(Double.parseDouble(text)) >= scale.base() && step < scale.steps().size() - 1) {
            step++;
            text = number(left / scale.base(), decimals);
        }
        return word(text, (scale.steps().get(step) + scale.word()).strip());
    }

    private static String span(double seconds, double raw, @Nullable Integer decimals) {
        for (Span length : LENGTHS) {
            boolean fits =
                    seconds == 0
                            ? length.seconds() <= raw
                            : Math.abs(seconds) >= length.seconds() * 0.9999999;
            if (fits) {
                return number(seconds / length.seconds(), decimals) + " " + length.word();
            }
        }
        return number(seconds * 1e9, decimals) + " ns";
    }

    /** "3 days, 4 hours"; decimals say how many further parts there are. */
    private static String longSpan(double seconds, @Nullable Integer decimals) {
        StringBuilder out = new StringBuilder();
        double left = Math.abs(seconds);
        int parts = 0;
        for (Span length : LONG) {
            long count = (long) (left / length.seconds());
            left -= count * length.seconds();
            if (count > 0) {
                out.append(parts == 0 ? "" : ", ").append(count).append(' ').append(length.word());
                out.append(count == 1 ? "" : "s");
                parts++;
            } else if (parts > 0) {
                break;
            }
            if (parts > (decimals == null ? 1 : decimals)) {
                break;
            }
        }
        return (seconds < 0 ? "-" : "") + (parts == 0 ? "0 seconds" : out);
    }

    /** "01:23:45"; whole days stand before it where {@code days} says so. */
    private static String stopwatch(double seconds, boolean days) {
        long whole = (long) Math.abs(seconds);
        long day = days ? whole / 86400 : 0;
        long rest = whole - day * 86400;
        return "%s%s%02d:%02d:%02d"
                .formatted(
                        seconds < 0 ? "-" : "",
                        day > 0 ? day + " d " : "",
                        rest / 3600,
                        rest / 60 % 60,
                        rest % 60);
    }

    private static String clock(double seconds) {
        long whole = Math.round(Math.abs(seconds));
        return "%s%02dh:%02dm:%02ds"
                .formatted(seconds < 0 ? "-" : "", whole / 3600, whole / 60 % 60, whole % 60);
    }

    private static String money(String symbol, double value, @Nullable Integer decimals) {
        return symbol + scaled(value, new Scale(1000, COUNT, "", 0), decimals).replace(" ", "");
    }

    /** "1,234.5": at most two decimals where none are given. */
    private static String grouped(double value, @Nullable Integer decimals) {
        NumberFormat format = NumberFormat.getNumberInstance(Locale.ROOT);
        format.setMinimumFractionDigits(decimals == null ? 0 : decimals);
        format.setMaximumFractionDigits(decimals == null ? 2 : decimals);
        return format.format(value);
    }

    /** Fixed decimals, or three significant digits; whole numbers have none. */
    static String number(double value, @Nullable Integer decimals) {
        double abs = Math.abs(value);
        if (abs >= 1e21 || (abs > 0 && abs < 1e-12)) {
            return "%.2e".formatted(value);
        }
        int places =
                decimals != null
                        ? Math.clamp(decimals, 0, 20)
                        : value == Math.rint(value)
                                ? 0
                                : Math.clamp(2 - (long) Math.floor(Math.log10(abs)), 0, DIGITS_MAX);
        String text = new BigDecimal(value).setScale(places, RoundingMode.HALF_UP).toPlainString();
        boolean minusZero = text.startsWith("-") && text.matches("-[0.]+");
        return minusZero ? text.substring(1) : text;
    }
}
