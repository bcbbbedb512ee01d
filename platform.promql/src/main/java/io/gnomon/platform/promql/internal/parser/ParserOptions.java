package io.gnomon.platform.promql.internal.parser;

/**
 * Experimental parts of the language.
 *
 * @param functions experimental functions and aggregations
 * @param extendedRanges {@code anchored} and {@code smoothed}
 * @param fill {@code fill}, {@code fill_left}, {@code fill_right}
 */
public record ParserOptions(boolean functions, boolean extendedRanges, boolean fill) {
    /** The language as it is without any feature switched on. */
    public static final ParserOptions STABLE = new ParserOptions(false, false, false);

    public static final ParserOptions ALL = new ParserOptions(true, true, true);
}
