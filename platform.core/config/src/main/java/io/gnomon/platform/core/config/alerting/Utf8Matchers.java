package io.gnomon.platform.core.config.alerting;

import io.gnomon.model.labels.Matcher;
import io.gnomon.platform.core.config.alerting.MatcherTokens.Kind;
import io.gnomon.platform.core.config.alerting.MatcherTokens.Token;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The newer syntax of matchers: names and values may be any text, in quotes where a character has a
 * meaning. The grammar and the words are those of {@code matcher/parse} of Alertmanager.
 */
final class Utf8Matchers {
    private static final String END = "end of input";
    private static final String NO_OPERATOR =
            "expected an operator such as '=', '!=', '=~' or '!~'";
    private static final String NO_COMMA_OR_BRACE = "expected a comma or close brace";

    private final MatcherTokens tokens;
    private final List<Matcher> matchers = new ArrayList<>();
    private @Nullable Token ahead;

    /** Characters up to the end of the last part that was taken. */
    private int taken;

    private Utf8Matchers(String text) {
        tokens = new MatcherTokens(text);
    }

    static List<Matcher> parse(String text) {
        return new Utf8Matchers(text).all();
    }

    static Matcher parseOne(String text) {
        List<Matcher> all = parse(text);
        if (all.size() == 1) {
            return all.getFirst();
        }
        throw new IllegalArgumentException(
                all.isEmpty() ? "no matchers" : "expected 1 matcher, found " + all.size());
    }

    private List<Matcher> all() {
        boolean braces = peek().kind() == Kind.OPEN_BRACE;
        if (braces) {
            take();
        }
        if (peek().kind() != Kind.END && peek().kind() != Kind.CLOSE_BRACE) {
            list();
        }
        if (braces) {
            if (peek().kind() == Kind.END) {
                throw wrong("0:" + taken + ": " + END, "expected close brace");
            }
            take();
        } else if (peek().kind() == Kind.CLOSE_BRACE) {
            take();
            throw wrong("0:" + taken + ": }", "expected opening brace");
        }
        Token rest = peekFor("expected end of input");
        if (rest.kind() != Kind.END) {
            throw wrong(
                    rest.start() + ":" + rest.end() + ": " + rest.text(), "expected end of input");
        }
        return List.copyOf(matchers);
    }

    /** Matchers up to the end or a closing brace. */
    private void list() {
        while (true) {
            matcher();
            if (peekFor(NO_COMMA_OR_BRACE).kind() == Kind.END) {
                return;
            }
            if (expect(NO_COMMA_OR_BRACE, Kind.COMMA, Kind.CLOSE_BRACE).kind()
                    == Kind.CLOSE_BRACE) {
                return;
            }
            take();
            String more = "expected a matcher or close brace after comma";
            if (peekFor(more).kind() == Kind.END
                    || expect(more, Kind.CLOSE_BRACE, Kind.UNQUOTED, Kind.QUOTED).kind()
                            == Kind.CLOSE_BRACE) {
                return;
            }
        }
    }

    private void matcher() {
        expect("expected label name", Kind.QUOTED, Kind.UNQUOTED);
        String name = unquoted(take());
        expect(NO_OPERATOR, Kind.EQUAL, Kind.NOT_EQUAL, Kind.REGEX, Kind.NOT_REGEX);
        Matcher.Type type = Matcher.Type.valueOf(take().kind().name());
        expect("expected label value", Kind.UNQUOTED, Kind.QUOTED);
        String value = unquoted(take());
        try {
            matchers.add(new Matcher(type, name, value));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("failed to create matcher: " + e.getMessage(), e);
        }
    }

    private static String unquoted(Token token) {
        if (token.kind() != Kind.QUOTED) {
            return token.text();
        }
        String text = GoQuotes.unquote(token.text());
        if (text == null) {
            throw wrong(token.start() + ":" + token.end() + ": " + token.text(), "invalid input");
        }
        return text;
    }

    private Token peek() {
        if (ahead == null) {
            ahead = tokens.next();
        }
        return ahead;
    }

    /** The next part; what is wrong with it is told together with what was expected. */
    private Token peekFor(String expected) {
        try {
            return peek();
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()), expected);
        }
    }

    /** The next part, which must be of one of these kinds. */
    private Token expect(String expected, Kind... kinds) {
        Token token = peekFor(expected);
        if (token.kind() == Kind.END) {
            throw wrong(END, expected);
        }
        if (!Arrays.asList(kinds).contains(token.kind())) {
            throw wrong(
                    token.start() + ":" + token.end() + ": unexpected " + token.text(), expected);
        }
        return token;
    }

    private Token take() {
        Token token = peek();
        ahead = null;
        taken = token.end();
        return token;
    }

    private static IllegalArgumentException wrong(String what, String expected) {
        return new IllegalArgumentException(what + ": " + expected);
    }
}
