package io.gnomon.platform.core.alerting.internal.amtool;

import java.io.PrintWriter;
import java.util.List;

/** Prints rows so that their cells stand below each other, two blanks between them. */
final class Columns {
    private Columns() {}

    /**
     * Prints rows of the same length.
     *
     * @param padLast the last cell is filled up, too
     */
    static void print(PrintWriter out, List<List<String>> rows, boolean padLast) {
        int columns = rows.getFirst().size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], length(row.get(i)) + 2);
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                line.append(row.get(i));
                if (padLast || i < columns - 1) {
                    line.repeat(' ', widths[i] - length(row.get(i)));
                }
            }
            out.println(line);
        }
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
