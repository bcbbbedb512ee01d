package io.gnomon.platform.core.remote.internal.otlp;

import java.util.Map;

/**
 * Units of OTLP (UCUM) in Prometheus's words, for the ends of names; source:
 * prometheus/otlptranslator, unit_namer.go.
 *
 * @param main such as {@code bytes}, empty for none
 * @param per such as {@code per_second}, empty for none
 */
record Units(String main, String per) {
    private static final Map<String, String> MAIN =
            Map.ofEntries(
                    Map.entry("d", "days"),
                    Map.entry("h", "hours"),
                    Map.entry("min", "minutes"),
                    Map.entry("s", "seconds"),
                    Map.entry("ms", "milliseconds"),
                    Map.entry("us", "microseconds"),
                    Map.entry("ns", "nanoseconds"),
                    Map.entry("By", "bytes"),
                    Map.entry("KiBy", "kibibytes"),
                    Map.entry("MiBy", "mebibytes"),
                    Map.entry("GiBy", "gibibytes"),
                    Map.entry("TiBy", "tibibytes"),
                    Map.entry("KBy", "kilobytes"),
                    Map.entry("MBy", "megabytes"),
                    Map.entry("GBy", "gigabytes"),
                    Map.entry("TBy", "terabytes"),
                    Map.entry("m", "meters"),
                    Map.entry("V", "volts"),
                    Map.entry("A", "amperes"),
                    Map.entry("J", "joules"),
                    Map.entry("W", "watts"),
                    Map.entry("g", "grams"),
                    Map.entry("Cel", "celsius"),
                    Map.entry("Hz", "hertz"),
                    Map.entry("1", ""),
                    Map.entry("%", "percent"));

    private static final Map<String, String> PER =
            Map.of(
                    "s", "second", "m", "minute", "h", "hour", "d", "day", "w", "week", "mo",
                    "month", "y", "year");

    /** The unit as its sender wrote it, split at the first slash. */
    static Units of(String unit) {
        int slash = unit.indexOf('/');
        String main = (slash < 0 ? unit : unit.substring(0, slash)).strip();
        String per = slash < 0 ? "" : unit.substring(slash + 1).strip();
        String perWord = isAnnotation(per) ? "" : PER.getOrDefault(per, per);
        return new Units(
                isAnnotation(main) ? "" : MAIN.getOrDefault(main, main),
                perWord.isEmpty() ? "" : "per_" + perWord);
    }

    /** Nothing, or a remark in braces such as {@code {requests}}. */
    private static boolean isAnnotation(String part) {
        return part.isEmpty() || part.contains("{") || part.contains("}");
    }

    /** In letters, digits and single underscores. */
    Units clean() {
        return new Units(clean(main), clean(per));
    }

    private static String clean(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            boolean kept = MetricNames.isNameCharacter(c);
            if (kept) {
                out.append((char) c);
            } else if (out.isEmpty() || out.charAt(out.length() - 1) != '_') {
                out.append('_');
            }
        }
        return out.isEmpty() || out.charAt(0) != '_' ? out.toString() : out.substring(1);
    }

    /** The whole unit as metadata has it. */
    String name() {
        String both = main.isEmpty() ? per : per.isEmpty() ? main : main + "_" + per;
        int from = both.startsWith("_") ? 1 : 0;
        int to = both.length() > from && both.endsWith("_") ? both.length() - 1 : both.length();
        return both.substring(from, to);
    }
}
