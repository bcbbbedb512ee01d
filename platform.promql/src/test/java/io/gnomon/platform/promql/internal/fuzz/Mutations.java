package io.gnomon.platform.promql.internal.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Breaks queries in the ways in which people, programs and attackers break them. */
public final class Mutations {
    private static final Pattern PIECE =
            Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|[\\w:.]+|\\s+|.", Pattern.DOTALL);

    private static final List<String> WORDS =
            List.of(
                    "sum",
                    "by",
                    "without",
                    "on",
                    "ignoring",
                    "group_left",
                    "group_right",
                    "bool",
                    "offset",
                    "@",
                    "start",
                    "end",
                    "step",
                    "range",
                    "min_of",
                    "max_of",
                    "and",
                    "or",
                    "unless",
                    "atan2",
                    "topk",
                    "count_values",
                    "quantile",
                    "limit_ratio",
                    "fill",
                    "fill_left",
                    "anchored",
                    "smoothed",
                    "rate",
                    "info",
                    "histogram_quantile",
                    "label_replace",
                    "absent",
                    "Inf",
                    "NaN",
                    "up",
                    "a:b",
                    "__name__");

    private static final List<String> SIGNS =
            List.of(
                    "(",
                    ")",
                    "{",
                    "}",
                    "[",
                    "]",
                    ",",
                    ":",
                    "=",
                    "==",
                    "!=",
                    "=~",
                    "!~",
                    "<",
                    ">",
                    "<=",
                    ">=",
                    "</",
                    ">/",
                    "+",
                    "-",
                    "*",
                    "/",
                    "%",
                    "^",
                    "@",
                    "#",
                    "\n",
                    "\t",
                    "\"",
                    "'",
                    "`",
                    "\\",
                    "()",
                    "{}",
                    "[5m]",
                    "[1h:]",
                    "[5m:1m]",
                    ";",
                    "!",
                    "~",
                    "$",
                    "\u0000",
                    "\u007f",
                    "\u00e9",
                    "\u2603",
                    "\ufffd",
                    "\ud83d\ude00",
                    "\ud800",
                    "\udc80");

    private static final List<String> NUMBERS =
            List.of(
                    "0",
                    "-0",
                    "1",
                    "1e309",
                    "1e-400",
                    "0x1F",
                    "0X",
                    "0xffffffffffffffffff",
                    "017",
                    "08",
                    "1_000",
                    "1__0",
                    "1.",
                    ".5",
                    "1.2.3",
                    "1e",
                    "1e+",
                    "1e+_",
                    "1E3e3",
                    "99999999999999999999999999999999",
                    "9223372036854775807",
                    "-9223372036854775808",
                    "9.3e15",
                    "0.0001",
                    "1e-9",
                    "5m",
                    "1h30m",
                    "1y2w3d",
                    "5ms",
                    "292y",
                    "293y",
                    "99999999999y",
                    "1m1h",
                    "1hs",
                    "5mm",
                    "0s",
                    "1d1s1ms",
                    "1w0.5d",
                    "00000000000000000000000000000001s",
                    "9223372036854775807ms");

    private static final List<String> STRINGS =
            List.of(
                    "\"\"",
                    "''",
                    "``",
                    "\"\\xff\"",
                    "\"\\377\"",
                    "\"\\400\"",
                    "\"\\u00e9\"",
                    "\"\\ud800\"",
                    "\"\\U0010ffff\"",
                    "\"\\U00110000\"",
                    "\"\\q\"",
                    "\"\\x\"",
                    "\"[\"",
                    "\"(?P<x\"",
                    "\"a{1001}\"",
                    "\".*\"",
                    "\"$1\"",
                    "\"\\n\"",
                    "'\"'",
                    "\"'\"",
                    "`\\`");

    private final List<String> queries;
    private final Random random;

    public Mutations(List<String> queries, long seed) {
        this.queries = queries;
        this.random = new Random(seed);
    }

    public String next() {
        List<String> pieces = pieces(pick(queries));
        int changes = random.nextBoolean() ? 1 : 1 + random.nextInt(6);
        for (int i = 0; i < changes; i++) {
            change(pieces);
        }
        String text = String.join("", pieces);
        return random.nextInt(1000) == 0 ? nested(text) : text;
    }

    private static List<String> pieces(String query) {
        return new ArrayList<>(PIECE.matcher(query).results().map(MatchResult::group).toList());
    }

    private void change(List<String> pieces) {
        int at = pieces.isEmpty() ? 0 : random.nextInt(pieces.size());
        switch (pieces.isEmpty() ? 0 : random.nextInt(12)) {
            case 0, 1 -> pieces.add(at, vocabulary());
            case 2, 3 -> pieces.set(at, vocabulary());
            case 4 -> pieces.remove(at);
            case 5 -> pieces.subList(at, at + random.nextInt(pieces.size() - at + 1)).clear();
            case 6 -> {
                int end = at + random.nextInt(Math.min(8, pieces.size() - at) + 1);
                pieces.addAll(
                        random.nextInt(pieces.size()), new ArrayList<>(pieces.subList(at, end)));
            }
            case 7 -> {
                int other = random.nextInt(pieces.size());
                String piece = pieces.get(at);
                pieces.set(at, pieces.get(other));
                pieces.set(other, piece);
            }
            case 8 -> {
                List<String> other = pieces(pick(queries));
                pieces.subList(at, pieces.size()).clear();
                pieces.addAll(other.subList(random.nextInt(other.size()), other.size()));
            }
            case 9 -> pieces.set(at, "(" + pick(queries) + ")");
            default -> pieces.set(at, character(pieces.get(at)));
        }
    }

    private String vocabulary() {
        return switch (random.nextInt(4)) {
            case 0 -> " " + pick(WORDS) + " ";
            case 1 -> pick(SIGNS);
            case 2 -> pick(NUMBERS);
            default -> pick(STRINGS);
        };
    }

    /** One char of a piece replaced, removed or added. */
    private String character(String piece) {
        StringBuilder text = new StringBuilder(piece.isEmpty() ? " " : piece);
        int at = random.nextInt(text.length());
        switch (random.nextInt(3)) {
            case 0 -> text.setCharAt(at, (char) (32 + random.nextInt(96)));
            case 1 -> text.deleteCharAt(at);
            default -> text.insert(at, (char) random.nextInt(0x250));
        }
        return text.toString();
    }

    /** Deeper than anybody reads. */
    private String nested(String text) {
        int depth = 1 << random.nextInt(14);
        return switch (random.nextInt(7)) {
            case 0 -> "(".repeat(depth) + text + ")".repeat(depth);
            case 1 -> "-".repeat(depth) + text;
            case 2 -> "sum(".repeat(depth) + text + ")".repeat(depth);
            case 3 -> "up" + ("+" + pick(NUMBERS)).repeat(depth);
            case 4 -> "up" + "[1m:]".repeat(depth);
            case 5 -> "up{a=~\"" + "(".repeat(depth) + "x" + ")*".repeat(depth) + "\"}";
            default -> "up[" + pick("(", "-", "min_of(1,", "1m+").repeat(depth);
        };
    }

    private String pick(String... from) {
        return from[random.nextInt(from.length)];
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }
}
