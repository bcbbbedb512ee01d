package io.gnomon.platform.core.templates.internal.functions;

import io.gnomon.model.text.GoNumbers;
import io.gnomon.platform.core.templates.internal.time.GoTime;
import io.gnomon.platform.core.templates.internal.time.Layouts;
import io.gnomon.platform.core.templates.internal.value.CallException;
import io.gnomon.platform.core.templates.internal.value.GoList;
import io.gnomon.platform.core.templates.internal.value.GoMap;
import io.gnomon.platform.core.templates.internal.value.GoStruct;
import io.gnomon.platform.core.templates.internal.value.Kind;
import io.gnomon.platform.core.templates.internal.value.Values;

import java.util.Map;

/** Values as Go's json.Marshal writes them: no spaces, sorted keys, HTML characters escaped. */
public final class Json {
    private final StringBuilder out = new StringBuilder();

    private Json() {}

    public static String of(Object value) throws CallException {
        Json json = new Json();
        json.value(value);
        return json.out.toString();
    }

    private void value(Object value) throws CallException {
        switch (Kind.of(value)) {
            case NOTHING -> out.append("null");
            case BOOL, UINT -> out.append(value);
            case INT -> out.append(Values.integer(value));
            case FLOAT -> number((Double) value);
            case STRING -> string(Values.text(value));
            case LIST -> list((GoList) value);
            case MAP -> map((GoMap) value);
            case STRUCT -> struct(value);
            case FUNCTION ->
                    throw new CallException("json: unsupported type: " + Values.type(value));
        }
    }

    private void number(double value) throws CallException {
        if (!Double.isFinite(value)) {
            throw new CallException("json: unsupported value: " + GoNumbers.general(value));
        }
        StringBuilder text = new StringBuilder();
        GoNumbers.json(text, value);
        int zero = text.indexOf("e-0");
        if (zero >= 0) {
            text.deleteCharAt(zero + 2);
        }
        out.append(text);
    }

    private void list(GoList list) throws CallException {
        out.append('[');
        String between = "";
        for (Object item : list.items()) {
            out.append(between);
            value(item);
            between = ",";
        }
        out.append(']');
    }

    private void map(GoMap map) throws CallException {
        out.append('{');
        String between = "";
        for (Map.Entry<String, Object> entry : map.entries().entrySet()) {
            out.append(between);
            string(entry.getKey());
            out.append(':');
            value(entry.getValue());
            between = ",";
        }
        out.append('}');
    }

    private void struct(Object value) throws CallException {
        if (value instanceof GoTime time) {
            string(Layouts.format(time.at(), "2006-01-02T15:04:05.999999999Z07:00"));
            return;
        }
        if (!(value instanceof GoStruct struct)) {
            throw new CallException("json: unsupported type: " + Values.type(value));
        }
        out.append('{');
        String between = "";
        for (GoStruct.Field field : struct.fields()) {
            if (field.json().isEmpty()) {
                continue;
            }
            out.append(between);
            string(field.json());
            out.append(':');
            value(field.value());
            between = ",";
        }
        out.append('}');
    }

    private void string(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> out.append('\\').append(c);
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '<', '>', '&', '\u2028', '\u2029' ->
                        out.append(String.format("\\u%04x", (int) c));
                default -> {
                    if (c < ' ') {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
