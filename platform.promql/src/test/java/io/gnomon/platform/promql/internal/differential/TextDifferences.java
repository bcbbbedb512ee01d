package io.gnomon.platform.promql.internal.differential;

import org.jspecify.annotations.Nullable;

import java.util.regex.Pattern;

/** Texts that the peer's version reads otherwise, and why. */
final class TextDifferences {
    private static final Pattern NEWER =
            Pattern.compile(
                    "(?i)\\b(min_of|max_of|step|range|fill|fill_left|fill_right|anchored|smoothed"
                            + "|first_over_time|ts_of_\\w+|histogram_quantiles|start_timestamp"
                            + "|start|end)\\b|</|>/");

    private static final Pattern SUBMILLISECOND = Pattern.compile("\\[0\\.000\\d+]");

    private TextDifferences() {}

    /** Messages that were only reworded since the peer's version. */
    static String inNewWords(String theirs) {
        return theirs.replaceFirst("unexpected \"<Item \\d+>\" <op:@>", "unexpected <op:@>")
                .replaceFirst(
                        " in subquery selector, expected number or duration$",
                        " in subquery or range selector, expected number, duration, step(), or"
                                + " range()")
                .replaceFirst(
                        "expected number or duration or \"]\"$",
                        "expected number, duration, step(), range(), or \"]\"")
                .replaceFirst(
                        "expected number or duration$",
                        "expected number, duration, step(), or range()");
    }

    /** Why the answers may differ, null if they may not. */
    static @Nullable String reason(String text, String ours, String theirs) {
        if (NEWER.matcher(text).find()) {
            return "newer syntax";
        }
        if (ours.endsWith("nested too deeply")) {
            return "our limit of nesting";
        }
        if (SUBMILLISECOND.matcher(ours).find() && theirs.contains("[0s]")) {
            return "less than a millisecond was printed as nothing";
        }
        if (theirs.endsWith("unexpected character in duration expression: ','")) {
            return "durations had no commas";
        }
        if (ours.endsWith("expected ':'")) {
            return "any word after a range was a colon";
        }
        if (ours.replaceAll("(?m)^ +", "").equals(theirs.replaceAll("(?m)^ +", ""))) {
            return "a subquery that fits on its line was not indented";
        }
        if (ours.contains("ignoring () group_") && !theirs.contains("ignoring ()")) {
            return "a grouping after ignoring () was not printed";
        }
        if (text.matches("(?is).*offset[\\s(+-]*nan.*")) {
            return "an offset of NaN was one of nothing";
        }
        if (ours.contains("-0s") && theirs.equals(ours.replace("-0s", "0s"))) {
            return "a duration of minus zero lost its sign";
        }
        if (theirs.endsWith("unexpected error")) {
            return "the peer fails";
        }
        if (!theirs.equals(ours) && theirs.replace("\"", "").equals(ours.replace("\"", ""))) {
            return "label names that need quotes were printed without";
        }
        return null;
    }
}
