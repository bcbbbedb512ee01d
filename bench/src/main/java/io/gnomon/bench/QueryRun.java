package io.gnomon.bench;

import io.gnomon.bench.report.Report;
import io.gnomon.bench.subject.Places;
import io.gnomon.bench.subject.RunningServer;
import io.gnomon.bench.subject.Subject;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Each server alone is given the same samples with the same times (targets that expose times of
 * their own are asked again and again), then asked each shape over its HTTP API. An answer of ours
 * that differs from Prometheus's is no figure.
 */
final class QueryRun {
    static final Map<String, String> DEFAULTS =
            Map.ofEntries(
                    Map.entry("servers", "prometheus,victoria_metrics,gnomon"),
                    Map.entry("targets", "16"),
                    Map.entry("series", "650"),
                    Map.entry("interval", "1s"),
                    Map.entry("gzip", "false"),
                    Map.entry("jitter-ms", "0"),
                    Map.entry("seed", "1"),
                    Map.entry("step-ms", "10000"),
                    Map.entry("steps", "200"),
                    Map.entry("warmup", "200"),
                    Map.entry("runs", "200"),
                    Map.entry("java", "-Xms64m -Xmx1g"),
                    Map.entry("port", "19390"),
                    Map.entry("target-port", "19391"),
                    Map.entry("report", ""));

    private static final double MIB = 1 << 20;
    private static final long RANGE_MILLIS = 30 * 60_000L;

    private final Places places;
    private final Options options;
    private final String command;
    private final List<Subject> subjects;
    private final List<Shape> shapes;
    private final Report report;

    /** What Prometheus answered, by shape. */
    private final Map<String, byte[]> expected = new HashMap<>();

    QueryRun(Places places, Options options) throws IOException {
        this(places, options, "query", "Queries", "shapes.txt");
    }

    /**
     * @param command its name, for the note under the table
     * @param resource with the shapes
     */
    QueryRun(Places places, Options options, String command, String title, String resource)
            throws IOException {
        this.places = places;
        this.options = options;
        this.command = command;
        this.subjects = Comparison.subjects(options);
        this.shapes = Shape.all(resource);
        this.report =
                new Report(
                        title
                                + " over "
                                + options.number("targets") * options.number("series")
                                + " series, ms",
                        subjects.stream().map(Subject::title).toList());
    }

    List<Shape> shapes() {
        return shapes;
    }

    Report run() throws IOException, InterruptedException {
        long span = (long) options.number("steps") * options.number("step-ms");
        long start = (System.currentTimeMillis() - span) / 10_000 * 10_000;
        for (Subject subject : subjects) {
            run(subject, start, start + span);
        }
        Comparison.notes(report, places, subjects, command + " " + options);
        return report;
    }

    private void run(Subject subject, long start, long end)
            throws IOException, InterruptedException {
        Path data = Comparison.freshData(places, subject);
        Path config = places.work().resolve("query.yml");
        try (Targets targets =
                Targets.start(
                        places,
                        options,
                        List.of(
                                Long.toString(start),
                                options.text("step-ms"),
                                options.text("steps")))) {
            Files.writeString(config, targets.config(options.text("interval")));
            try (RunningServer server = Comparison.start(places, options, subject, data, config)) {
                load(server, targets);
                for (Shape shape : shapes) {
                    if (shape.kind() != Shape.Kind.OWN || subject == Subject.GNOMON) {
                        measure(server, shape, end);
                    }
                }
            }
        }
        Comparison.delete(data);
    }

    /** Until the targets have said everything; all of it must be there, or figures mean nothing. */
    private void load(RunningServer server, Targets targets)
            throws IOException, InterruptedException {
        long scrapes = (long) options.number("targets") * options.number("steps");
        while (targets.answers() < scrapes + options.number("targets")) {
            Thread.sleep(500);
        }
        targets.stop();
        double kept = Double.NaN;
        for (int tries = 0; tries < 20 && kept != scrapes; tries++) {
            kept = server.instant("sum(count_over_time(node_load1[1h]))");
            Thread.sleep(500);
        }
        if (kept != scrapes) {
            throw new IOException(
                    "%s kept %.0f of %d scrapes: the machine is too busy for --interval %s"
                            .formatted(
                                    server.subject().title(),
                                    kept,
                                    scrapes,
                                    options.text("interval")));
        }
    }

    private void measure(RunningServer server, Shape shape, long end)
            throws IOException, InterruptedException {
        String column = server.subject().title();
        String path = shape.path(end - RANGE_MILLIS, end);
        long before = server.figures().residentBytes();
        server.resetPeak();
        double cold = millis(server, path);
        byte[] answer = server.get(path);
        for (int i = 0; i < options.number("warmup"); i++) {
            server.get(path);
        }
        double[] times = new double[options.number("runs")];
        double cpuSeconds = server.figures().cpuSeconds();
        for (int i = 0; i < times.length; i++) {
            times[i] = millis(server, path);
        }
        cpuSeconds = server.figures().cpuSeconds() - cpuSeconds;
        Arrays.sort(times);
        if (isCounted(server.subject(), shape, answer)) {
            report.add(shape.title() + ", p50", column, times[times.length / 2]);
            report.add(shape.title() + ", p99", column, times[(int) (times.length * 0.99)]);
            report.add(shape.title() + ", CPU", column, cpuSeconds * 1000 / times.length);
            report.add(shape.title() + ", cold", column, cold);
            report.add(
                    shape.title() + ", peak MiB more",
                    column,
                    Math.max(0, server.figures().peakResidentBytes() - before) / MIB);
        }
    }

    private boolean isCounted(Subject subject, Shape shape, byte[] answer) throws IOException {
        if (shape.kind() == Shape.Kind.LOOK || shape.kind() == Shape.Kind.OWN) {
            return true;
        }
        byte[] reference = expected.putIfAbsent(shape.title(), answer);
        String difference =
                reference == null
                        ? ""
                        : SameAnswer.difference(reference, answer, shape.choosesSeries());
        if (!difference.isEmpty()) {
            report.note(shape.title() + ": " + subject.title() + " differs: " + cut(difference));
        }
        return difference.isEmpty() || subject != Subject.GNOMON;
    }

    private static String cut(String text) {
        return text.length() < 200 ? text : text.substring(0, 200) + " ...";
    }

    private static double millis(RunningServer server, String path)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        server.get(path);
        return (System.nanoTime() - start) / 1e6;
    }
}
