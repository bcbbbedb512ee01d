package io.gnomon.platform.core.config.internal.text;

import io.gnomon.model.text.TextPosition;
import io.gnomon.spi.settings.SettingsException;
import io.gnomon.spi.settings.SettingsException.Problem;
import io.gnomon.spi.settings.SettingsNode;
import io.gnomon.spi.settings.SettingsNode.Entry;
import io.gnomon.spi.settings.SettingsNode.Mapping;
import io.gnomon.spi.settings.SettingsNode.Scalar;
import io.gnomon.spi.settings.SettingsNode.Sequence;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;

/** Reads JSON (RFC 8259) into nodes with their places; keys are unique, nesting is bounded. */
public final class JsonReader {
    private static final int DEPTH_MAX = 100;

    /** Stands for the end of the text; where it matters, a NUL in the text is told from it. */
    private static final char END = '\0';

    private final String text;
    private int at;

    /** Line ends have been counted up to here. */
    private int counted;

    private int line = 1;
    private int lineStart;

    private JsonReader(String text) {
        this.text = text;
    }

    public static SettingsNode read(String text) throws SettingsException {
        JsonReader reader = new JsonReader(text);
        SettingsNode node = reader.value(0);
        reader.next();
        if (reader.at < text.length()) {
            throw reader.refused("something follows the end of the JSON value");
        }
        return node;
    }

    /** The next character that is not white space; it stays where it is. */
    private char next() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at < text.length() ? text.charAt(at) : END;
    }

    private SettingsNode value(int depth) throws SettingsException {
        if (depth > DEPTH_MAX) {
            throw refused("nested deeper than " + DEPTH_MAX + " levels");
        }
        char c = next();
        TextPosition position = position(at);
        return switch (c) {
            case '{' -> mapping(position, depth);
            case '[' -> sequence(position, depth);
            case '"' -> new Scalar(string(), true, position);
            default -> new Scalar(literal(), false, position);
        };
    }

    private Mapping mapping(TextPosition position, int depth) throws SettingsException {
        Map<String, Entry> entries = new LinkedHashMap<>();
        at++;
        if (next() == '}') {
            at++;
            return new Mapping(List.of(), position);
        }
        while (true) {
            if (next() != '"') {
                throw refused("a key in double quotes is expected");
            }
            TextPosition keyPosition = position(at);
            String key = string();
            if (next() != ':') {
                throw refused("a colon is expected after the key");
            }
            at++;
            SettingsNode value = value(depth + 1);
            if (entries.put(key, new Entry(key, keyPosition, value)) != null) {
                throw refused(keyPosition, "the key \"" + key + "\" stands twice");
            }
            if (endsWith('}')) {
                return new Mapping(List.copyOf(entries.values()), position);
            }
        }
    }

    private Sequence sequence(TextPosition position, int depth) throws SettingsException {
        List<SettingsNode> items = new ArrayList<>();
        at++;
        if (next() == ']') {
            at++;
            return new Sequence(List.of(), position);
        }
        while (true) {
            items.add(value(depth + 1));
            if (endsWith(']')) {
                return new Sequence(List.copyOf(items), position);
            }
        }
    }

    /** Passes a comma, or the bracket that ends the list. */
    private boolean endsWith(char bracket) throws SettingsException {
        char c = next();
        if (c != ',' && c != bracket) {
            throw refused("a comma or " + bracket + " is expected");
        }
        at++;
        return c == bracket;
    }

    private String literal() throws SettingsException {
        int start = at;
        while (at < text.length() && "{}[],:\" \t\r\n".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String word = text.substring(start, at);
        Matcher number = JsonText.NUMBER.matcher(word);
        if (number.matches() || word.matches("true|false|null")) {
            return word;
        }
        throw refused(position(start), "a JSON value is expected");
    }

    private String string() throws SettingsException {
        StringBuilder out = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"') {
                at++;
                return out.toString();
            }
            if (c < 0x20) {
                throw refused("a control character must be escaped");
            }
            out.append(c == '\\' ? escape() : c);
        }
        throw refused("the text in quotes has no end");
    }

    private char escape() throws SettingsException {
        at++;
        char c = at < text.length() ? text.charAt(at) : END;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> {
                String digits = text.substring(at + 1, Math.min(at + 5, text.length()));
                if (!digits.matches("[0-9a-fA-F]{4}")) {
                    throw refused("\\u takes four hexadecimal digits");
                }
                at += 4;
                yield (char) Integer.parseInt(digits, 16);
            }
            default -> throw refused("JSON does not know this escape");
        };
    }

    /** Place of an index, which is not before one that was asked for earlier. */
    private TextPosition position(int index) {
        for (; counted < index && counted < text.length(); counted++) {
            if (text.charAt(counted) == '\n') {
                line++;
                lineStart = counted + 1;
            }
        }
        return new TextPosition("", line, index - lineStart + 1);
    }

    private SettingsException refused(String message) {
        return refused(position(at), message);
    }

    private static SettingsException refused(TextPosition position, String message) {
        return new SettingsException(
                List.of(new Problem("", position, "this is not JSON: " + message)));
    }
}
