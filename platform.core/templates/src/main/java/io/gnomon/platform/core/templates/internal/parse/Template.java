package io.gnomon.platform.core.templates.internal.parse;

import java.nio.charset.StandardCharsets;

/**
 * A named template.
 *
 * @param sourceName of the text that it was defined in
 * @param source that text
 */
public record Template(String name, String sourceName, String source, Node.Sequence root) {
    /** {@code NAME:LINE:COLUMN} of a place; the column counts bytes from 0 as Go does. */
    public String place(int position) {
        int line = 1;
        int start = 0;
        for (int i = 0; i < position; i++) {
            if (source.charAt(i) == '\n') {
                line++;
                start = i + 1;
            }
        }
        int column = source.substring(start, position).getBytes(StandardCharsets.UTF_8).length;
        return sourceName + ":" + line + ":" + column;
    }

    /** Whether it has nothing but spaces and definitions of other templates. */
    public boolean isEmpty() {
        return root.nodes().stream().allMatch(n -> n instanceof Node.Text t && t.text().isBlank());
    }
}
