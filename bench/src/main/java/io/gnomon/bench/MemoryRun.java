package io.gnomon.bench;

import io.gnomon.bench.report.Report;
import io.gnomon.bench.subject.Places;
import io.gnomon.bench.subject.ProcessFigures;
import io.gnomon.bench.subject.RunningServer;
import io.gnomon.bench.subject.Subject;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Resident memory with few and with many targets, each in a process of its own; the difference
 * divided by the series between them is what a series costs.
 */
final class MemoryRun {
    static final Map<String, String> DEFAULTS = defaults();

    private static final double MIB = 1 << 20;

    private final Places places;
    private final Options options;
    private final List<Subject> subjects;
    private final Report report;

    MemoryRun(Places places, Options options) {
        this.places = places;
        this.options = options;
        this.subjects = Comparison.subjects(options);
        this.report =
                new Report(
                        "Resident memory, scraped every " + options.text("interval"),
                        subjects.stream().map(Subject::title).toList());
    }

    private static Map<String, String> defaults() {
        Map<String, String> defaults = new HashMap<>(ScrapeRun.DEFAULTS);
        defaults.remove("measure-s");
        defaults.put("many-targets", "1540");
        defaults.put("interval", "10s");
        defaults.put("warmup-s", "180");
        defaults.put("java", "-Xms64m -Xmx2g");
        return Map.copyOf(defaults);
    }

    Report run() throws IOException, InterruptedException {
        int few = options.number("targets");
        int many = options.number("many-targets");
        long between = (long) (many - few) * options.number("series");
        for (int i = 0; i < options.number("runs"); i++) {
            for (Subject subject : subjects) {
                double small = resident(subject, options);
                double large =
                        resident(subject, options.with("targets", options.text("many-targets")));
                report.add(
                        "B per series between the two", subject.title(), (large - small) / between);
            }
        }
        Comparison.notes(report, places, subjects, "memory " + options);
        return report;
    }

    private double resident(Subject subject, Options with)
            throws IOException, InterruptedException {
        Path data = Comparison.freshData(places, subject);
        Path config = places.work().resolve("memory.yml");
        long series = (long) with.number("targets") * with.number("series");
        try (Targets targets = Targets.start(places, with)) {
            Files.writeString(config, targets.config(with.text("interval")));
            try (RunningServer server = Comparison.start(places, with, subject, data, config)) {
                Thread.sleep(Duration.ofSeconds(with.number("warmup-s")));
                ProcessFigures figures = server.figures();
                report.add(
                        series + " series, resident MiB",
                        subject.title(),
                        figures.residentBytes() / MIB);
                report.add(
                        series + " series, peak MiB",
                        subject.title(),
                        figures.peakResidentBytes() / MIB);
                report.add(
                        series + " series, million samples stored",
                        subject.title(),
                        server.samples() / 1e6);
                return figures.residentBytes();
            }
        } finally {
            Comparison.delete(data);
        }
    }
}
