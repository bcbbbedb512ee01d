package io.gnomon.model.labels;

import java.util.Arrays;

/**
 * What compiling an expression will cost, found in one pass and before anything is compiled. A
 * program has one step for each character or class, and what is repeated counts as often as it
 * repeats; memory and the time of a match grow with it. Characters one behind the other, and those
 * of a class, are put together one by one, in time that grows with the square of their number. A
 * few more or less do not matter; a broken expression has some size, too.
 */
final class RegexSize {
    private static final long VERY_LARGE = 1L << 40;

    private final String source;
    private int at;

    /** Steps of the group that is being read, and of the element read last. */
    private long sum;

    private long element;

    private RegexSize(String source) {
        this.source = source;
    }

    /** Plain characters one behind the other, now and at most. */
    private int run;

    private int longestRun;

    static RegexSize of(String source) {
        RegexSize size = new RegexSize(source);
        size.read();
        return size;
    }

    long steps() {
        return sum;
    }

    int longestRun() {
        return longestRun;
    }

    private void read() {
        long[] outer = new long[8];
        int open = 0;
        while (at < source.length()) {
            char c = source.charAt(at++);
            switch (c) {
                case '(' -> {
                    outer = open < outer.length ? outer : Arrays.copyOf(outer, 2 * open);
                    outer[open++] = sum;
                    sum = 0;
                    run = 0;
                }
                case ')' -> {
                    run = 0;
                    element = sum + 1;
                    sum = element + (open > 0 ? outer[--open] : 0);
                }
                case '{' -> repeat();
                case '\\' -> escape();
                case '[' -> {
                    int end = afterClass();
                    characters(end - at);
                    run = 0;
                    at = end;
                    add(1);
                }
                case '|', '.', '*', '+', '?', '^', '$' -> {
                    run = 0;
                    add(1);
                }
                default -> {
                    characters(1);
                    add(1);
                }
            }
            sum = Math.min(sum, VERY_LARGE);
            element = Math.min(element, VERY_LARGE);
        }
        while (open > 0) {
            sum += outer[--open];
        }
    }

    private void characters(int more) {
        run += more;
        longestRun = Math.max(longestRun, run);
    }

    private void add(long steps) {
        element = steps;
        sum += steps;
    }

    /** Behind an opening brace: {@code {n}}, {@code {n,}}, {@code {n,m}} or plain characters. */
    private void repeat() {
        int end = source.indexOf('}', at);
        long times = 0;
        for (int i = at, number = 0; i <= end; i++) {
            char c = source.charAt(i);
            if (c >= '0' && c <= '9') {
                number = Math.min(10 * number + c - '0', 1_000_000);
            } else if (c == ',' || i == end) {
                times = Math.max(times, number);
                number = 0;
            } else {
                end = -1; // not a repetition
            }
        }
        if (end < 0) {
            add(1);
        } else {
            at = end + 1;
            long more = element * Math.max(0, times - 1);
            sum += more;
            element += more;
        }
    }

    /** Behind a backslash. */
    private void escape() {
        if (source.startsWith("Q", at)) {
            int end = source.indexOf("\\E", at);
            characters((end < 0 ? source.length() : end) - at);
            add((end < 0 ? source.length() : end) - at);
            at = end < 0 ? source.length() : end + 2;
            return;
        }
        boolean braces = at + 1 < source.length() && source.charAt(at + 1) == '{';
        if (braces && "xpP".indexOf(source.charAt(at)) >= 0) {
            int end = source.indexOf('}', at);
            at = end < 0 ? source.length() : end + 1;
        } else {
            at++;
        }
        characters(1);
        add(1);
    }

    /** Where a class ends whose opening bracket was read. */
    private int afterClass() {
        int i = at;
        i += source.startsWith("^", i) ? 1 : 0;
        i += source.startsWith("]", i) ? 1 : 0;
        while (i < source.length() && source.charAt(i) != ']') {
            int named = source.startsWith("[:", i) ? source.indexOf(":]", i) : -1;
            i = named >= 0 ? named + 2 : i + (source.charAt(i) == '\\' ? 2 : 1);
        }
        return i + 1;
    }
}
