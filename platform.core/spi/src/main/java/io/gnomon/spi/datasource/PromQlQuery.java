package io.gnomon.spi.datasource;

import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.common.Form;
import io.gnomon.spi.common.Key;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * A panel's target for data sources that speak PromQL, with the names of Grafana's dashboards.
 *
 * @param legendFormat how series are called: a text with {@code {{label}}}, {@code __auto} for the
 *     labels that differ, empty for all labels; the server applies it
 * @param interval smallest step such as {@code 30s}; the server applies it
 */
@Doc("A PromQL query")
public record PromQlQuery(
        @Doc("Expression") @Form(widget = "code") String expr,
        @Doc("One value for each series, at the end of the time range") boolean instant,
        @Doc("Values over the time range; on unless instant is") @Form(advanced = true)
                @Nullable Boolean range,
        @Doc("A frame for each series, or one table")
                @Default("time_series")
                @Form(widget = "radio")
                Format format,
        @Doc("Name of a series, such as {{instance}}") @Key("legendFormat") @Default("")
                String legendFormat,
        @Doc("Smallest step, such as 30s") @Default("") @Form(advanced = true) String interval) {

    /** What the answer looks like. */
    public enum Format {
        TIME_SERIES,
        TABLE,
        /** Series of buckets; answered as time series. */
        HEATMAP
    }

    /** Whether values over the range are asked for. */
    public boolean isRange() {
        return range == null ? !instant : range;
    }

    /** Whether the answer is a table with a column for each label. */
    public boolean isTable() {
        return format == Format.TABLE;
    }

    /**
     * Values of a variable for a place inside a quoted PromQL string: of one with several values,
     * each is escaped as a regular expression and they are joined by {@code |} in parentheses.
     */
    public static String variable(List<String> values, boolean several) {
        if (!several && values.size() == 1) {
            return quoted(values.get(0));
        }
        List<String> alternatives = new ArrayList<>();
        for (String value : values) {
            alternatives.add(quoted(literal(value)));
        }
        return alternatives.size() == 1
                ? alternatives.get(0)
                : "(" + String.join("|", alternatives) + ")";
    }

    /** The regular expression that matches just this text. */
    private static String literal(String text) {
        StringBuilder out = new StringBuilder(text.length() + 8);
        for (int i = 0; i < text.length(); i++) {
            if ("\\^$*+?.()|[]{}".indexOf(text.charAt(i)) >= 0) {
                out.append('\\');
            }
            out.append(text.charAt(i));
        }
        return out.toString();
    }

    /**
     * Escaped for a string in any of PromQL's three quotes: hexadecimal, because only the quote
     * that opened the string may be escaped by a backslash.
     */
    private static String quoted(String text) {
        return text.replace("\\", "\\\\")
                .replace("\"", "\\x22")
                .replace("'", "\\x27")
                .replace("`", "\\x60")
                .replace("\n", "\\n");
    }
}
