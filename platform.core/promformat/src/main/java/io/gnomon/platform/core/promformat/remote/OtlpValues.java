package io.gnomon.platform.core.promformat.remote;

import io.gnomon.model.text.GoNumbers;

import java.util.Arrays;
import java.util.Base64;

/** Reads attributes of OTLP: {@code KeyValue} with {@code AnyValue} as text. */
final class OtlpValues {
    /** Values in values; more are refused, before the stack is full. */
    private static final int MAX_DEPTH = 32;

    private OtlpValues() {}

    /** Reads all attributes of the message that was entered, which have this field. */
    static void readAttributes(ProtoReader in, int field, OtlpAttributes into)
            throws MessageException {
        while (in.next()) {
            if (in.field() == field) {
                readAttribute(in, into);
            } else {
                in.skip();
            }
        }
    }

    /** Reads one attribute. */
    static void readAttribute(ProtoReader in, OtlpAttributes into) throws MessageException {
        int outer = in.enter();
        String key = "";
        String value = "";
        while (in.next()) {
            switch (in.field()) {
                case 1 -> key = in.text();
                case 2 -> value = value(in);
                default -> in.skip();
            }
        }
        in.leave(outer);
        into.add(key, value);
    }

    private static String value(ProtoReader in) throws MessageException {
        int outer = in.enter();
        String text = "";
        while (in.next()) {
            switch (in.field()) {
                case 1 -> text = in.text();
                case 2 -> text = Boolean.toString(in.int64() != 0);
                case 3 -> text = Long.toString(in.int64());
                case 4 -> text = number(in.float64());
                case 5, 6 -> {
                    StringBuilder json = new StringBuilder();
                    writeCollection(in, json, 1);
                    text = json.toString();
                }
                case 7 -> text = base64(in);
                default -> in.skip();
            }
        }
        in.leave(outer);
        return text;
    }

    private static String number(double value) {
        StringBuilder text = new StringBuilder();
        json(text, value);
        return text.toString();
    }

    private static String base64(ProtoReader in) throws MessageException {
        int outer = in.enter();
        byte[] bytes = Arrays.copyOfRange(in.bytes, in.at, in.end);
        in.leave(outer);
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** Field 5 is a list, 6 a map. */
    private static void writeCollection(ProtoReader in, StringBuilder json, int depth)
            throws MessageException {
        if (depth > MAX_DEPTH) {
            throw in.wrong("attributes are nested deeper than " + MAX_DEPTH);
        }
        boolean list = in.field() == 5;
        int outer = in.enter();
        json.append(list ? '[' : '{');
        boolean first = true;
        while (in.next()) {
            if (in.field() != 1) {
                in.skip();
                continue;
            }
            json.append(first ? "" : ",");
            first = false;
            int item = in.enter();
            if (list) {
                writeValue(in, json, depth);
            } else {
                writePair(in, json, depth);
            }
            in.leave(item);
        }
        json.append(list ? ']' : '}');
        in.leave(outer);
    }

    private static void writePair(ProtoReader in, StringBuilder json, int depth)
            throws MessageException {
        String key = "";
        StringBuilder value = new StringBuilder("null");
        while (in.next()) {
            if (in.field() == 1) {
                key = in.text();
            } else if (in.field() == 2) {
                value.setLength(0);
                int outer = in.enter();
                writeValue(in, value, depth);
                in.leave(outer);
            } else {
                in.skip();
            }
        }
        quote(key, json);
        json.append(':').append(value);
    }

    private static void writeValue(ProtoReader in, StringBuilder json, int depth)
            throws MessageException {
        boolean any = false;
        while (in.next()) {
            any = true;
            switch (in.field()) {
                case 1 -> quote(in.text(), json);
                case 2 -> json.append(in.int64() != 0);
                case 3 -> json.append(in.int64());
                case 4 -> json(json, in.float64());
                case 5, 6 -> writeCollection(in, json, depth + 1);
                case 7 -> quote(base64(in), json);
                default -> in.skip();
            }
        }
        if (!any) {
            json.append("null");
        }
    }

    private static void quote(String text, StringBuilder json) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ') {
                json.append("\\u%04x".formatted((int) c));
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }

    /** As Go's encoding/json writes a number: e-9 for e-09. */
    private static void json(StringBuilder out, double value) {
        int start = out.length();
        GoNumbers.json(out, value);
        int e = out.length() - 4;
        if (e > start
                && out.charAt(e) == 'e'
                && out.charAt(e + 1) == '-'
                && out.charAt(e + 2) == '0') {
            out.deleteCharAt(e + 2);
        }
    }
}
