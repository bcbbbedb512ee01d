package io.gnomon.platform.promql.internal.parser;

import java.nio.charset.StandardCharsets;

/** Shows a place in a query as Prometheus does: line from 1, column from 1 in UTF-8 bytes. */
public final class LineColumn {
    private LineColumn() {}

    /** {@code 1:5}; an empty query has no places. */
    public static String of(String query, int index) {
        if (query.isEmpty()) {
            return "unknown position";
        }
        int at = Math.min(index, query.length());
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < at; i++) {
            if (query.charAt(i) == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        int bytes = query.substring(lineStart, at).getBytes(StandardCharsets.UTF_8).length;
        return line + ":" + (bytes + 1);
    }
}
