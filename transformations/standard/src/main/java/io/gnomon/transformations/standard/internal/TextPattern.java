package io.gnomon.transformations.standard.internal;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/**
 * A regular expression as dashboards write it: {@code /expression/flags} is found anywhere in a
 * text, one without slashes has to be all of it. The language is RE2's, which takes no longer for
 * evil texts; so there is no looking around and no back reference.
 */
public final class TextPattern {
    private final Pattern pattern;
    private final boolean all;

    private TextPattern(Pattern pattern, boolean all) {
        this.pattern = pattern;
        this.all = all;
    }

    /**
     * Compiles an expression.
     *
     * @throws IllegalArgumentException with a sentence
     */
    public static TextPattern of(String text) {
        int end = text.lastIndexOf('/');
        boolean slashes = text.startsWith("/") && end > 0;
        String flags = slashes ? text.substring(end + 1) : "";
        if (!flags.matches("[gimsuy]*")) {
            throw new IllegalArgumentException(
                    "the regular expression %s has the flags \"%s\"; valid: g, i, m, s, u"
                            .formatted(text, flags));
        }
        int bits =
                (flags.contains("i") ? Pattern.CASE_INSENSITIVE : 0)
                        | (flags.contains("m") ? Pattern.MULTILINE : 0)
                        | (flags.contains("s") ? Pattern.DOTALL : 0);
        String source = slashes ? text.substring(1, end) : "^(?:" + text + ")$";
        try {
            return new TextPattern(Pattern.compile(source, bits), flags.contains("g"));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "%s is not a regular expression of RE2: %s".formatted(text, e.getDescription()),
                    e);
        }
    }

    /** Whether it is found in the text. */
    public boolean finds(String text) {
        return pattern.matcher(text).find();
    }

    /** A matcher, to look at groups. */
    public Matcher matcher(String text) {
        return pattern.matcher(text);
    }

    /**
     * The text with the first finding replaced, or all with the flag g.
     *
     * @param by with {@code $1} or <code>${name}</code> for groups; one that is not there is empty
     */
    public String replaceIn(String text, String by) {
        Matcher matcher = pattern.matcher(text);
        StringBuilder out = new StringBuilder();
        int done = 0;
        while (matcher.find()) {
            out.append(text, done, matcher.start()).append(filled(by, matcher));
            done = matcher.end();
            if (!all) {
                break;
            }
        }
        return out.append(text, done, text.length()).toString();
    }

    private static final Pattern GROUP =
            Pattern.compile("\\$(?:(\\d\\d?)|\\{(\\w+)\\}|<(\\w+)>|(\\$))");

    private static String filled(String by, Matcher found) {
        Matcher places = GROUP.matcher(by);
        StringBuilder out = new StringBuilder();
        int done = 0;
        while (places.find()) {
            out.append(by, done, places.start());
            out.append(places.group(4) != null ? "$" : group(places, found));
            done = places.end();
        }
        return out.append(by, done, by.length()).toString();
    }

    private static String group(Matcher place, Matcher found) {
        String number = place.group(1);
        String name = place.group(2) != null ? place.group(2) : place.group(3);
        try {
            String text =
                    number != null
                            ? found.group(Integer.parseInt(number))
                            : name.matches("\\d+")
                                    ? found.group(Integer.parseInt(name))
                                    : found.group(name);
            return text == null ? "" : text;
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            return "";
        }
    }
}
