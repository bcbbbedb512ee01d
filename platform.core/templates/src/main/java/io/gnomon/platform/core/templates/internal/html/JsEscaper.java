package io.gnomon.platform.core.templates.internal.html;

import io.gnomon.platform.core.templates.internal.functions.Json;
import io.gnomon.platform.core.templates.internal.time.GoTime;
import io.gnomon.platform.core.templates.internal.value.CallException;
import io.gnomon.platform.core.templates.internal.value.GoValue;
import io.gnomon.platform.core.templates.internal.value.Values;

/** Escapes values in scripts. */
final class JsEscaper {
    private JsEscaper() {}

    /** A value as an operand: JSON, set apart by spaces where it could run into a word. */
    static String value(Object value) {
        Object shown = value;
        // Times have a form of their own in JSON; what else prints itself is a string.
        if (value instanceof GoValue v && !(value instanceof GoTime)) {
            String text = v.string();
            shown = text == null ? value : text;
        }
        String json;
        try {
            json = Values.isNothing(value) ? "null" : Json.of(shown);
        } catch (CallException e) {
            return " /* " + comment(String.valueOf(e.getMessage())) + " */null ";
        }
        char first = json.charAt(0);
        char last = json.charAt(json.length() - 1);
        return (isWord(first) ? " " : "") + json + (isWord(last) ? " " : "");
    }

    private static String comment(String text) {
        return text.replace("*/", "* /").replace("</", "< /").replace("<!--", "< !--");
    }

    private static boolean isWord(char c) {
        return c == '$' || c == '_' || c == '-' || c == '.' || Character.isLetterOrDigit(c);
    }

    /** A value inside of quotes. */
    static String string(String value) {
        return escape(value, "");
    }

    /** A value inside of back quotes. */
    static String template(String value) {
        return escape(value, "${}");
    }

    /** A value inside of a regular expression: it stands for itself. */
    static String regex(String value) {
        if (value.isEmpty()) {
            return "(?:)";
        }
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if ("$()*-./?[\\]^{|}".indexOf(c) >= 0) {
                out.append('\\').append(c);
            } else {
                append(out, c, "");
            }
        }
        return out.toString();
    }

    private static String escape(String value, String also) {
        StringBuilder out = new StringBuilder(value.length() + 16);
        for (int i = 0; i < value.length(); i++) {
            append(out, value.charAt(i), also);
        }
        return out.toString();
    }

    private static void append(StringBuilder out, char c, String also) {
        switch (c) {
            case '\t' -> out.append("\\t");
            case '\n' -> out.append("\\n");
            case '\f' -> out.append("\\f");
            case '\r' -> out.append("\\r");
            case '/' -> out.append("\\/");
            case '\\' -> out.append("\\\\");
            case '"', '&', '\'', '+', '<', '>', '`', '\u2028', '\u2029' ->
                    out.append(String.format("\\u%04x", (int) c));
            default -> {
                if (c < ' ' || also.indexOf(c) >= 0) {
                    out.append(String.format("\\u%04x", (int) c));
                } else {
                    out.append(c);
                }
            }
        }
    }
}
