package io.gnomon.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Figures by row and column, several of each, and their table: medians, and the ratio of the last
 * column's to each other. For one thread.
 */
public final class Report {
    private final String title;
    private final List<String> columns;
    private final List<String> notes = new ArrayList<>();
    private final Map<String, Map<String, List<Double>>> rows = new LinkedHashMap<>();

    /**
     * An empty report.
     *
     * @param columns what is compared; ours is the last one
     */
    public Report(String title, List<String> columns) {
        this.title = title;
        this.columns = List.copyOf(columns);
    }

    /** A sentence under the table. */
    public void note(String sentence) {
        notes.add(sentence);
    }

    /** One more figure. */
    public void add(String row, String column, double figure) {
        rows.computeIfAbsent(row, r -> new LinkedHashMap<>())
                .computeIfAbsent(column, c -> new ArrayList<>())
                .add(figure);
    }

    /** Median of the figures of a cell, NaN while there are none. */
    public double median(String row, String column) {
        List<Double> figures = rows.getOrDefault(row, Map.of()).getOrDefault(column, List.of());
        return median(figures.stream().mapToDouble(Double::doubleValue).toArray());
    }

    static double median(double... figures) {
        double[] sorted = figures.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        return n == 0
                ? Double.NaN
                : n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
    }

    /** The table in Markdown. */
    public String markdown() {
        String ours = columns.getLast();
        StringBuilder out = new StringBuilder("## ").append(title).append("\n\n|  |");
        columns.forEach(column -> out.append(' ').append(column).append(" |"));
        for (String column : columns.subList(0, columns.size() - 1)) {
            out.append(" ratio to ").append(column).append(" |");
        }
        out.append("\n|---|").append("---|".repeat(2 * columns.size() - 1)).append('\n');
        for (Map.Entry<String, Map<String, List<Double>>> row : rows.entrySet()) {
            out.append("| ").append(row.getKey()).append(" |");
            for (String column : columns) {
                out.append(' ').append(cell(row.getValue().getOrDefault(column, List.of())));
                out.append(" |");
            }
            for (String column : columns.subList(0, columns.size() - 1)) {
                double ratio = median(row.getKey(), ours) / median(row.getKey(), column);
                out.append(' ').append(Double.isFinite(ratio) ? number(ratio) : "").append(" |");
            }
            out.append('\n');
        }
        out.append('\n');
        notes.forEach(note -> out.append("- ").append(note).append('\n'));
        return out.toString();
    }

    /** The median, with least and most behind it when there are several. */
    private static String cell(List<Double> figures) {
        double[] values = figures.stream().mapToDouble(Double::doubleValue).toArray();
        if (values.length == 0) {
            return "";
        }
        Arrays.sort(values);
        String middle = number(median(values));
        return values.length == 1
                ? middle
                : middle + " (" + number(values[0]) + "–" + number(values[values.length - 1]) + ")";
    }

    /** Three significant digits. */
    static String number(double value) {
        double abs = Math.abs(value);
        if (Double.isNaN(value)) {
            return "–";
        }
        if (abs >= 100 || value == 0) {
            return String.format(Locale.ROOT, "%.0f", value);
        }
        return String.format(Locale.ROOT, abs >= 10 ? "%.1f" : abs >= 1 ? "%.2f" : "%.3f", value);
    }

    /** Adds the table to the end of a file. */
    public void appendTo(Path file) throws IOException {
        Files.writeString(
                file,
                markdown() + "\n",
                java.nio.file.StandardOpenOption.CREATE,
                java.nio.file.StandardOpenOption.APPEND);
    }
}
