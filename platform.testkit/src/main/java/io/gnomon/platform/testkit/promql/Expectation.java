package io.gnomon.platform.testkit.promql;

import io.gnomon.platform.memory.notation.ScriptSyntax;
import io.gnomon.platform.memory.notation.SeriesLine;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What a script says about the answer of a query. */
final class Expectation {
    /** Text that has to be equal, or a pattern that has to be found; neither: any text. */
    record Message(@Nullable String text, @Nullable Pattern pattern) {
        boolean matches(String message) {
            if (text != null) {
                return text.equals(message);
            }
            return pattern == null || pattern.matcher(message).find();
        }
    }

    /** When the values of a matrix are. */
    record Times(long startMillis, long endMillis, long stepMillis) {}

    boolean ordered;
    @Nullable Message failure;
    final List<Message> warnings = new ArrayList<>();
    final List<Message> infos = new ArrayList<>();
    boolean noWarnings;
    boolean noInfos;
    @Nullable Double scalar;
    @Nullable String string;
    @Nullable Times matrix;
    final List<SeriesLine> series = new ArrayList<>();

    void line(String line) {
        if (line.startsWith("expect ")) {
            directive(line.substring("expect ".length()).trim());
        } else if (line.startsWith("expected_fail_message ")) {
            failure = new Message(line.substring("expected_fail_message ".length()).trim(), null);
        } else if (line.startsWith("expected_fail_regexp ")) {
            failure =
                    new Message(
                            null,
                            Pattern.compile(
                                    line.substring("expected_fail_regexp ".length()).trim()));
        } else {
            result(line);
        }
    }

    private void directive(String text) {
        String word = text.split("\\s", 2)[0];
        String rest = text.substring(word.length()).trim();
        switch (word) {
            case "ordered" -> ordered = true;
            case "no_warn" -> noWarnings = true;
            case "no_info" -> noInfos = true;
            case "fail" -> failure = message(rest);
            case "warn" -> warnings.add(message(rest));
            case "info" -> infos.add(message(rest));
            case "string" -> string = unquote(rest);
            case "range" -> matrix = times(rest);
            default -> throw ScriptSyntax.error("unknown expectation", text);
        }
    }

    private static Message message(String text) {
        if (text.startsWith("msg:")) {
            return new Message(text.substring(4).trim(), null);
        }
        if (text.startsWith("regex:")) {
            return new Message(null, Pattern.compile(text.substring(6).trim()));
        }
        return new Message(null, null);
    }

    private static String unquote(String text) {
        String inner = text.substring(1, text.length() - 1);
        return text.startsWith("`") ? inner : inner.translateEscapes();
    }

    /** {@code vector from A to B step C}. */
    private static Times times(String text) {
        String[] words = text.split("\\s+", -1);
        return new Times(
                ScriptSyntax.millis(words[2]),
                ScriptSyntax.millis(words[4]),
                ScriptSyntax.millis(words[6]));
    }

    private void result(String line) {
        if (line.matches("[+-]?(?i:inf|nan|[0-9.].*)")) {
            scalar = ScriptSyntax.number(line);
        } else {
            series.add(SeriesLine.parse(line));
        }
    }
}
