package io.gnomon.model.labels;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads matchers as they stand in settings: {@code up{job="a", env=~"dev|test"}}. The name in front
 * and the braces' content may each be missing; a name in quotes may be any text.
 */
public final class MatcherText {
    private final String text;
    private int at;

    private MatcherText(String text) {
        this.text = text;
    }

    /**
     * The matchers of a selector, at least one, of which at least one does not match the empty
     * text.
     *
     * @throws IllegalArgumentException with a sentence that says what is wrong and at which
     *     character
     */
    public static List<Matcher> parse(String text) {
        List<Matcher> matchers = new MatcherText(text).selector();
        if (matchers.stream().allMatch(Matcher::matchesEmpty)) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" selects every series: give a matcher that does not match ''");
        }
        return matchers;
    }

    private List<Matcher> selector() {
        List<Matcher> matchers = new ArrayList<>();
        skipSpace();
        if (at < text.length() && text.charAt(at) != '{') {
            matchers.add(Matcher.equal(Labels.METRIC_NAME, bareName(true)));
            skipSpace();
        }
        if (at < text.length()) {
            expect('{');
            skipSpace();
            while (at < text.length() && text.charAt(at) != '}') {
                matchers.add(matcher());
                skipSpace();
                if (at < text.length() && text.charAt(at) != '}') {
                    expect(',');
                    skipSpace();
                }
            }
            expect('}');
            skipSpace();
        }
        if (at < text.length()) {
            throw wrong("nothing");
        }
        return matchers;
    }

    private Matcher matcher() {
        boolean quoted = at < text.length() && isQuote(text.charAt(at));
        String name = quoted ? quoted() : bareName(false);
        skipSpace();
        if (quoted && (at == text.length() || text.charAt(at) == ',' || text.charAt(at) == '}')) {
            return Matcher.equal(Labels.METRIC_NAME, name);
        }
        Matcher.Type type = type();
        skipSpace();
        String value = quoted();
        try {
            return new Matcher(type, name, value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the matchers \"" + text + "\": " + e.getMessage(), e);
        }
    }

    private Matcher.Type type() {
        for (Matcher.Type type : Matcher.Type.values()) {
            // Those of one character are tried after those that begin with them.
            if (type != Matcher.Type.EQUAL && text.startsWith(type.operator(), at)) {
                at += type.operator().length();
                return type;
            }
        }
        if (text.startsWith(Matcher.Type.EQUAL.operator(), at)) {
            at++;
            return Matcher.Type.EQUAL;
        }
        throw wrong("one of =, !=, =~, !~");
    }

    private String bareName(boolean metric) {
        int start = at;
        while (at < text.length() && isNameCharacter(text.charAt(at), metric)) {
            at++;
        }
        String name = text.substring(start, at);
        boolean valid =
                metric ? LabelNames.isLegacyMetricName(name) : LabelNames.isLegacyLabelName(name);
        if (!valid) {
            at = start;
            throw wrong(metric ? "a metric name" : "a label name");
        }
        return name;
    }

    private static boolean isNameCharacter(char c, boolean metric) {
        return c == '_' || (metric && c == ':') || (c < 0x80 && Character.isLetterOrDigit(c));
    }

    private static boolean isQuote(char c) {
        return c == '"' || c == '\'' || c == '`';
    }

    private String quoted() {
        if (at == text.length() || !isQuote(text.charAt(at))) {
            throw wrong("a text in quotes");
        }
        char quote = text.charAt(at++);
        StringBuilder value = new StringBuilder();
        while (at < text.length() && text.charAt(at) != quote) {
            char c = text.charAt(at++);
            value.append(c == '\\' && quote != '`' ? escaped() : c);
        }
        expect(quote);
        return value.toString();
    }

    private char escaped() {
        char c = at < text.length() ? text.charAt(at++) : '\0';
        return switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case '\\', '"', '\'' -> c;
            default -> {
                at--;
                throw wrong("one of n, t, r, \\, \" and ' behind \\");
            }
        };
    }

    private void skipSpace() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private void expect(char c) {
        if (at == text.length() || text.charAt(at) != c) {
            throw wrong("'" + c + "'");
        }
        at++;
    }

    private IllegalArgumentException wrong(String expected) {
        return new IllegalArgumentException(
                "the matchers \""
                        + text
                        + "\" are wrong at character "
                        + (at + 1)
                        + ": expected "
                        + expected
                        + (at < text.length() ? ", found '" + text.charAt(at) + "'" : ""));
    }
}
