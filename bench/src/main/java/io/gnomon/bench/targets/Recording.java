package io.gnomon.bench.targets;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a node_exporter answered several times, learnt line by line. Lines of its processors are
 * repeated for more of them until there are as many series as wanted.
 *
 * @param lines in the order of the exposition
 */
public record Recording(List<Line> lines) {
    private static final String PROCESSOR = "{cpu=\"0\"";

    /**
     * A line of the exposition.
     *
     * @param text what is the same each time: a comment with its line feed, or a series with the
     *     blank behind it
     * @param value how its value goes on, null for a comment
     */
    public record Line(byte[] text, @org.jspecify.annotations.Nullable ValueModel value) {}

    /** The same series with one label more. */
    public Recording with(String name, String value) {
        return new Recording(
                lines.stream()
                        .map(line ->
                                line.value == null
                                        ? line
                                        : new Line(
                                                BackfillFile.labelled(line.text, name, value),
                                                line.value))
                        .toList());
    }

    /** Number of series. */
    public int series() {
        return (int) lines.stream().filter(line -> line.value != null).count();
    }

    /**
     * Learns from the files of a folder, answers in the order of their names.
     *
     * @param series how many to make of them, at least as many as there are
     */
    public static Recording read(Path folder, int series) throws IOException {
        List<String> answers = new ArrayList<>();
        try (var files = Files.newDirectoryStream(folder, "*.prom")) {
            List<Path> sorted = new ArrayList<>();
            files.forEach(sorted::add);
            sorted.sort(null);
            for (Path file : sorted) {
                answers.add(Files.readString(file));
            }
        }
        return of(answers, series);
    }

    /** Learns from at least two answers. */
    static Recording of(List<String> answers, int series) {
        List<Map<String, String>> values = new ArrayList<>();
        for (String answer : answers) {
            values.add(values(answer));
        }
        List<Line> lines = new ArrayList<>();
        String[] last = answers.getLast().split("\n", -1);
        int left = series - values.getLast().size();
        int processors =
                (int) values.getLast().keySet().stream().filter(s -> isProcessor(s)).count();
        for (String line : last) {
            if (line.startsWith("#")) {
                lines.add(new Line(bytes(line + "\n"), null));
            } else if (!line.isEmpty()) {
                String name = line.substring(0, line.lastIndexOf(' '));
                ValueModel value = model(name, values);
                lines.add(new Line(bytes(name + " "), value));
                if (isProcessor(name)) {
                    int copies = (left + processors - 1) / processors;
                    for (int i = 0; i < copies; i++) {
                        String copy = name.replace(PROCESSOR, "{cpu=\"" + (100 + i) + "\"");
                        lines.add(new Line(bytes(copy + " "), value));
                    }
                    left -= copies;
                    processors--;
                }
            }
        }
        return new Recording(List.copyOf(lines));
    }

    private static boolean isProcessor(String series) {
        return series.contains(PROCESSOR);
    }

    private static ValueModel model(String series, List<Map<String, String>> values) {
        List<String> seen = new ArrayList<>();
        for (Map<String, String> answer : values) {
            String value = answer.get(series);
            if (value != null && !value.startsWith("NaN") && !value.endsWith("Inf")) {
                seen.add(value);
            }
        }
        if (seen.size() < 2) {
            seen = List.of("0", "0");
        }
        return ValueModel.of(seen.toArray(new String[0]));
    }

    private static Map<String, String> values(String answer) {
        Map<String, String> values = new HashMap<>();
        for (String line : answer.split("\n", -1)) {
            int blank = line.lastIndexOf(' ');
            if (blank > 0 && !line.startsWith("#")) {
                values.put(line.substring(0, blank), line.substring(blank + 1));
            }
        }
        return values;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
