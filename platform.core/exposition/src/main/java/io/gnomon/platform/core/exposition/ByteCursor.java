package io.gnomon.platform.core.exposition;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** A place in a text of bytes, with what both formats need to go on from there. */
final class ByteCursor {
    private static final int ERROR_MAX = 600;

    byte[] text = {};
    int position;
    int end;
    private int start;

    private final String format;

    private final boolean strict;

    /** A cursor that keeps escapes that are none, as Prometheus does. */
    ByteCursor(String format) {
        this(format, false);
    }

    /**
     * A cursor.
     *
     * @param strict escapes that are none are refused
     */
    ByteCursor(String format, boolean strict) {
        this.format = format;
        this.strict = strict;
    }

    void reset(byte[] text, int from, int to) {
        this.text = text;
        this.start = from;
        this.position = from;
        this.end = to;
    }

    /** The byte here, -1 at the end. */
    int peek() {
        return position < end ? text[position] & 0xff : -1;
    }

    /** Whether the line ends here. */
    boolean atLineEnd() {
        return position == end || text[position] == '\n';
    }

    void skipBlanks() {
        while (position < end && isBlank(text[position])) {
            position++;
        }
    }

    /** Goes behind the last byte of the line. */
    void skipToLineEnd() {
        while (!atLineEnd()) {
            position++;
        }
    }

    /** Goes behind the next blank-free run. */
    void skipToken() {
        while (position < end && text[position] != '\n' && !isBlank(text[position])) {
            position++;
        }
    }

    /** Goes to the next line when the end of this one is reached. */
    void nextLine() {
        if (position < end) {
            position++;
        }
    }

    /** Where the line begins whose end, behind the line feed, is given. */
    int lineStart(int end) {
        int i = end - 1;
        while (i > start && text[i - 1] != '\n') {
            i--;
        }
        return i;
    }

    static boolean isBlank(int c) {
        return c == ' ' || c == '\t';
    }

    /** Reads a legacy name; leaves the cursor where it is when there is none. */
    String legacyName(boolean colon) {
        int start = position;
        while (position < end && isNameByte(text[position], position > start, colon)) {
            position++;
        }
        return slice(start, position);
    }

    private static boolean isNameByte(int c, boolean digits, boolean colon) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || c == '_'
                || (colon && c == ':')
                || (digits && c >= '0' && c <= '9');
    }

    /** Text of a range that is known to be ASCII. */
    String slice(int from, int to) {
        return new String(text, from, to - from, StandardCharsets.ISO_8859_1);
    }

    /**
     * Reads a text in double quotes, the opening one being here.
     *
     * @param what for messages: "label value", "label name", "metric name"
     */
    String quoted(String what) throws ExpositionException {
        int start = ++position;
        boolean escapes = false;
        while (true) {
            int c = peek();
            if (c < 0) {
                throw error("unexpected end of input stream");
            }
            if (c == '"') {
                break;
            }
            if (c == '\n') {
                throw error(
                        what
                                + " \""
                                + new String(text, start, position - start, StandardCharsets.UTF_8)
                                + "\" contains unescaped new-line");
            }
            escapes |= c == '\\';
            position += c == '\\' ? 2 : 1;
        }
        String value = utf8(start, position, what);
        position++;
        return escapes ? unescape(value, strict) : value;
    }

    /** Text of a range, which must be UTF-8. */
    String utf8(int from, int to, String what) throws ExpositionException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(text, from, to - from))
                    .toString();
        } catch (CharacterCodingException e) {
            throw error("invalid " + what + " \"" + visible(from, to) + "\"");
        }
    }

    /** Replaces {@code \\}, {@code \n} and {@code \"}; refuses or keeps other escapes. */
    String unescape(String value, boolean refuse) throws ExpositionException {
        int backslash = value.indexOf('\\');
        if (backslash < 0) {
            return value;
        }
        StringBuilder out = new StringBuilder(value.length());
        int copied = 0;
        while (backslash >= 0) {
            out.append(value, copied, backslash);
            char c = backslash + 1 < value.length() ? value.charAt(backslash + 1) : ' ';
            switch (c) {
                case '\\', '"' -> out.append(c);
                case 'n' -> out.append('\n');
                default -> {
                    if (refuse) {
                        throw error("invalid escape sequence '\\" + c + "'");
                    }
                    out.append(value, backslash, Math.min(backslash + 2, value.length()));
                }
            }
            copied = Math.min(backslash + 2, value.length());
            backslash = value.indexOf('\\', copied);
        }
        out.append(value, copied, value.length());
        return out.toString();
    }

    /** The range with bytes that are not printable ASCII as {@code \xNN}. */
    String visible(int from, int to) {
        StringBuilder out = new StringBuilder();
        for (int i = from; i < to; i++) {
            if (text[i] >= ' ' && text[i] < 0x7f) {
                out.append((char) text[i]);
            } else {
                out.append(String.format("\\x%02x", text[i] & 0xff));
            }
        }
        return out.toString();
    }

    /** Says what is wrong in the line that the cursor is in. */
    ExpositionException error(String what) {
        int line = 1;
        for (int i = start; i < Math.min(position, end); i++) {
            line += text[i] == '\n' ? 1 : 0;
        }
        return new ExpositionException(format, line, shortened(what));
    }

    /** What was sent is in the sentence, and may be megabytes long. */
    private static String shortened(String what) {
        return what.length() <= ERROR_MAX
                ? what
                : what.substring(0, ERROR_MAX / 2)
                        + " ... "
                        + what.substring(what.length() - ERROR_MAX / 2);
    }
}
