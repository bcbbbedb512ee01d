package io.gnomon.platform.core.exposition;

import io.gnomon.model.sample.MetricType;
import io.gnomon.platform.core.exposition.ExpositionParser.Entry;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/** Reads the lines that begin with #: TYPE, HELP, UNIT, the end of OpenMetrics. For one thread. */
final class CommentReader {
    private static final byte[] EOF = {'#', ' ', 'E', 'O', 'F'};

    private final boolean openMetrics;
    private final ByteCursor cursor;
    private String family = "";
    private String text = "";
    private MetricType type = MetricType.UNKNOWN;

    CommentReader(boolean openMetrics, ByteCursor cursor) {
        this.openMetrics = openMetrics;
        this.cursor = cursor;
    }

    /** Family that the last TYPE, HELP or UNIT line is about. */
    String family() {
        return family;
    }

    /** What that line says of the family. */
    String text() {
        return text;
    }

    /** What the last TYPE line says. */
    MetricType type() {
        return type;
    }

    /** Reads a line with # at its start; null when it says nothing. */
    @Nullable Entry read() throws ExpositionException {
        if (openMetrics && isEof()) {
            return Entry.END;
        }
        cursor.position++;
        int afterHash = cursor.position;
        cursor.skipBlanks();
        Entry entry = cursor.position == afterHash ? null : keyword();
        cursor.skipBlanks();
        if (entry == null || cursor.atLineEnd()) {
            cursor.skipToLineEnd();
            cursor.nextLine();
            return null;
        }
        family = familyName();
        cursor.skipBlanks();
        int start = cursor.position;
        cursor.skipToLineEnd();
        text = cursor.utf8(start, cursor.position, "text in comment");
        if (entry == Entry.TYPE) {
            if (text.isEmpty()) {
                cursor.nextLine();
                return null;
            }
            type = typeOf(text);
        } else if (entry == Entry.HELP) {
            text = cursor.unescape(text, false);
        } else if (!text.isEmpty() && !family.endsWith("_" + text)) {
            throw cursor.error("unit \"" + text + "\" is not the ending of \"" + family + "\"");
        }
        cursor.nextLine();
        return entry;
    }

    private boolean isEof() throws ExpositionException {
        int after = cursor.position + EOF.length;
        if (after > cursor.end
                || Arrays.mismatch(EOF, 0, EOF.length, cursor.text, cursor.position, after) >= 0
                || (after < cursor.end && cursor.text[after] != '\n')) {
            return false;
        }
        if (after + 1 < cursor.end) {
            cursor.position = after + 1;
            throw cursor.error("unexpected data after # EOF");
        }
        return true;
    }

    private @Nullable Entry keyword() {
        int start = cursor.position;
        cursor.skipToken();
        return switch (cursor.slice(start, cursor.position)) {
            case "TYPE" -> Entry.TYPE;
            case "HELP" -> Entry.HELP;
            case "UNIT" -> openMetrics ? Entry.UNIT : null;
            default -> null;
        };
    }

    private String familyName() throws ExpositionException {
        int start = cursor.position;
        String name = cursor.peek() == '"' ? cursor.quoted("metric name") : cursor.legacyName(true);
        if (name.isEmpty() || (!cursor.atLineEnd() && !ByteCursor.isBlank(cursor.peek()))) {
            cursor.position = start;
            cursor.skipToken();
            throw cursor.error(
                    "invalid metric name in comment: \""
                            + cursor.visible(start, cursor.position)
                            + "\"");
        }
        return name;
    }

    private MetricType typeOf(String word) throws ExpositionException {
        MetricType type = MetricType.of(word);
        boolean untyped =
                word.equals(MetricType.UNKNOWN.text()) || (word.equals("untyped") && !openMetrics);
        if (type == MetricType.UNKNOWN && !untyped) {
            throw cursor.error("unknown metric type \"" + word + "\"");
        }
        return type;
    }
}
