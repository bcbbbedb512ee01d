package io.gnomon.platform.tsdb.internal.index;

import java.util.ArrayList;
import java.util.List;

/**
 * What can be said of an RE2 expression without running it. Cautious: an expression with anything
 * but plain characters, top-level alternation and a trailing {@code .*} or {@code .+} is {@link
 * General}.
 */
sealed interface RegexShape {
    /** Matches exactly these texts. */
    record Literals(List<String> texts) implements RegexShape {}

    /**
     * Matches the texts that begin with the prefix and go on for at least {@code more} characters.
     */
    record Prefix(String prefix, int more) implements RegexShape {}

    /** Anything else; matching texts begin with the prefix, which may be empty. */
    record General(String prefix) implements RegexShape {}

    /** Characters that mean something in RE2. */
    String SPECIAL = "\\.+*?()|[]{}^$";

    static RegexShape of(String regex) {
        int plain = plainEnd(regex, 0);
        String rest = regex.substring(plain);
        if (rest.isEmpty() || rest.charAt(0) == '|') {
            return alternatives(regex);
        }
        if (rest.equals(".*") || rest.equals(".+")) {
            return new Prefix(regex.substring(0, plain), rest.equals(".+") ? 1 : 0);
        }
        if (regex.indexOf('|') >= 0) {
            return new General("");
        }
        // A quantifier belongs to the last plain character.
        boolean quantified = "*+?{".indexOf(rest.charAt(0)) >= 0;
        int end = quantified && plain > 0 ? regex.offsetByCodePoints(plain, -1) : plain;
        return new General(regex.substring(0, end));
    }

    private static RegexShape alternatives(String regex) {
        List<String> texts = new ArrayList<>();
        int from = 0;
        while (true) {
            int to = plainEnd(regex, from);
            if (to < regex.length() && regex.charAt(to) != '|') {
                return new General("");
            }
            texts.add(regex.substring(from, to));
            if (to == regex.length()) {
                return new Literals(List.copyOf(texts));
            }
            from = to + 1;
        }
    }

    private static int plainEnd(String regex, int from) {
        int i = from;
        while (i < regex.length() && SPECIAL.indexOf(regex.charAt(i)) < 0) {
            i++;
        }
        return i;
    }
}
