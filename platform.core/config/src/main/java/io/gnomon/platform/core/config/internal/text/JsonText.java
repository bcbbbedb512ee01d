package io.gnomon.platform.core.config.internal.text;

import io.gnomon.platform.core.config.internal.settings.GoScalars;
import io.gnomon.spi.settings.SettingsNode;
import io.gnomon.spi.settings.SettingsNode.Entry;
import io.gnomon.spi.settings.SettingsNode.Mapping;
import io.gnomon.spi.settings.SettingsNode.Scalar;
import io.gnomon.spi.settings.SettingsNode.Sequence;

import java.util.regex.Pattern;

/** Writes nodes as JSON on one line. */
public final class JsonText {
    static final Pattern NUMBER =
            Pattern.compile("-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?");

    private JsonText() {}

    /**
     * JSON of a node. A scalar without quotes that YAML, as Go reads it, takes for a number or a
     * boolean is written as one.
     */
    public static String write(SettingsNode node) {
        StringBuilder out = new StringBuilder();
        write(out, node);
        return out.toString();
    }

    private static void write(StringBuilder out, SettingsNode node) {
        switch (node) {
            case Scalar scalar -> scalar(out, scalar);
            case Sequence sequence -> {
                String separator = "";
                out.append('[');
                for (SettingsNode item : sequence.items()) {
                    out.append(separator);
                    write(out, item);
                    separator = ",";
                }
                out.append(']');
            }
            case Mapping mapping -> {
                String separator = "";
                out.append('{');
                for (Entry entry : mapping.entries()) {
                    out.append(separator);
                    quote(out, entry.key());
                    out.append(':');
                    write(out, entry.value());
                    separator = ",";
                }
                out.append('}');
            }
        }
    }

    private static void scalar(StringBuilder out, Scalar scalar) {
        String text = scalar.text();
        if (scalar.isNull()) {
            out.append("null");
        } else if (scalar.quoted()) {
            quote(out, text);
        } else if (NUMBER.matcher(text).matches()) {
            out.append(text);
        } else {
            Boolean truth = GoScalars.toBoolean(text);
            Object value = truth != null ? truth : GoScalars.toLong(text);
            if (value != null) {
                out.append(value);
            } else {
                quote(out, text);
            }
        }
    }

    /** Appends a JSON string. */
    public static void quote(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    // DEL, C1 controls and line separators are escaped for YAML and JavaScript.
                    if (c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029) {
                        out.append("\\u%04x".formatted((int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
