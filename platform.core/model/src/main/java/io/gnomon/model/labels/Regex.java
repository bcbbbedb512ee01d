package io.gnomon.model.labels;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

import org.jspecify.annotations.Nullable;

/**
 * A regular expression of RE2's syntax, anchored at both ends, dot matching newlines: the only kind
 * that Prometheus knows. Matching takes time linear in the input. Safe for use by any number of
 * threads.
 */
public final class Regex {
    private static final String DOT_MATCHES_ALL = "(?s)";
    private static final int MAX_DEPTH = 1000;

    /** Above them compiling takes seconds and hundreds of megabytes; see decision 0039. */
    private static final int MAX_STEPS = 250_000;

    private static final int MAX_RUN = 4_096;

    private final String source;
    private final Pattern pattern;

    private Regex(String source, Pattern pattern) {
        this.source = source;
        this.pattern = pattern;
    }

    /** An expression that matches just this text, as Go's {@code regexp.QuoteMeta} writes it. */
    public static String quoted(String text) {
        return Pattern.quote(text);
    }

    /**
     * Compiles an expression.
     *
     * @throws IllegalArgumentException when the syntax is not RE2's; the message says what is wrong
     *     in RE2's words ("error parsing regexp: missing closing ): `(`")
     */
    public static Regex compile(String source) {
        try {
            checkNesting(source);
            checkSize(source);
            // Compiled alone first: the wrapping below must not make a broken expression valid.
            Pattern.compile(source, Pattern.DOTALL);
            return new Regex(source, Pattern.compile("^(?:" + source + ")$", Pattern.DOTALL));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("error parsing regexp: " + problem(source, e), e);
        }
    }

    private static String problem(String source, PatternSyntaxException e) {
        if (e.getDescription().contains("internal error")) {
            return "unexpected ): `" + source + "`";
        }
        // The flag is ours, not the user's.
        boolean flag = e.getPattern().startsWith(DOT_MATCHES_ALL + source);
        return e.getDescription()
                + ": `"
                + (flag ? e.getPattern().substring(DOT_MATCHES_ALL.length()) : e.getPattern())
                + "`";
    }

    private static void checkSize(String source) {
        RegexSize size = RegexSize.of(source);
        if (size.steps() > MAX_STEPS) {
            throw new IllegalArgumentException(
                    "error parsing regexp: expression too large: its characters, repeated ones as"
                            + " often as they repeat, are more than "
                            + MAX_STEPS);
        }
        if (size.longestRun() > MAX_RUN) {
            throw new IllegalArgumentException(
                    "error parsing regexp: expression too large: more than "
                            + MAX_RUN
                            + " plain characters one behind the other, or in one class");
        }
    }

    /** As in Go: what nests deeper would need too much stack. */
    private static void checkNesting(String source) {
        int depth = 0;
        for (int i = 0; i < source.length(); i++) {
            switch (source.charAt(i)) {
                case '\\' -> i++;
                case '(' -> depth++;
                case ')' -> depth--;
                default -> {}
            }
            if (depth > MAX_DEPTH) {
                throw new IllegalArgumentException(
                        "error parsing regexp: expression nests too deeply: `" + source + "`");
            }
        }
    }

    /** The expression as it was written, without the anchors. */
    public String source() {
        return source;
    }

    public boolean matches(String text) {
        return pattern.matches(text);
    }

    /**
     * Expands a template ({@code $1}, {@code ${1}}, {@code ${name}}, {@code $$}) with the groups of
     * a match, as Go's Regexp.Expand does: a name runs as long as letters, digits and underscores
     * do, an unknown group is empty.
     *
     * @return null when the text does not match
     */
    public @Nullable String expand(String text, String template) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        StringBuilder out = new StringBuilder();
        int i = 0;
        while (i < template.length()) {
            char c = template.charAt(i);
            if (c != '$') {
                out.append(c);
                i++;
                continue;
            }
            if (i + 1 < template.length() && template.charAt(i + 1) == '$') {
                out.append('$');
                i += 2;
                continue;
            }
            boolean brace = i + 1 < template.length() && template.charAt(i + 1) == '{';
            int start = i + (brace ? 2 : 1);
            int end = start;
            while (end < template.length() && isWord(template.charAt(end))) {
                end++;
            }
            if (end == start
                    || (brace && (end == template.length() || template.charAt(end) != '}'))) {
                out.append('$');
                i++;
                continue;
            }
            out.append(group(matcher, template.substring(start, end)));
            i = brace ? end + 1 : end;
        }
        return out.toString();
    }

    private static boolean isWord(char c) {
        return c == '_' || Character.isLetterOrDigit(c);
    }

    private String group(Matcher matcher, String name) {
        String value = null;
        if (name.chars().allMatch(c -> c >= '0' && c <= '9')) {
            if (name.length() < 6 && Integer.parseInt(name) <= matcher.groupCount()) {
                value = matcher.group(Integer.parseInt(name));
            }
        } else if (pattern.namedGroups().containsKey(name)) {
            value = matcher.group(name);
        }
        return value == null ? "" : value;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Regex other && source.equals(other.source);
    }

    @Override
    public int hashCode() {
        return source.hashCode();
    }

    @Override
    public String toString() {
        return source;
    }
}
