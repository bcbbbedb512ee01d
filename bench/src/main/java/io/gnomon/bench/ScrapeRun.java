package io.gnomon.bench;

import io.gnomon.bench.report.Report;
import io.gnomon.bench.subject.Places;
import io.gnomon.bench.subject.ProcessFigures;
import io.gnomon.bench.subject.RunningServer;
import io.gnomon.bench.subject.Subject;
import io.gnomon.model.text.Durations;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Each server alone scrapes the same targets: warm-up, a measured stretch, kill -9, restart, clean
 * stop. The servers take turns, so that what else the machine does hits all of them.
 */
final class ScrapeRun {
    static final Map<String, String> DEFAULTS =
            Map.ofEntries(
                    Map.entry("runs", "5"),
                    Map.entry("servers", "prometheus,victoria_metrics,gnomon"),
                    Map.entry("targets", "154"),
                    Map.entry("series", "650"),
                    Map.entry("interval", "1s"),
                    Map.entry("gzip", "false"),
                    Map.entry("jitter-ms", "20"),
                    Map.entry("seed", "1"),
                    Map.entry("warmup-s", "60"),
                    Map.entry("measure-s", "60"),
                    Map.entry("java", "-Xms64m -Xmx512m"),
                    Map.entry("port", "19390"),
                    Map.entry("target-port", "19391"),
                    Map.entry("report", ""));

    private static final double MILLION = 1e6;
    private static final double MIB = 1 << 20;
    private static final String SCRAPES = "sum(sum_over_time(up[1h]))";

    private final Places places;
    private final Options options;
    private final List<Subject> subjects;
    private final Report report;

    ScrapeRun(Places places, Options options) {
        this.places = places;
        this.options = options;
        this.subjects = Comparison.subjects(options);
        this.report =
                new Report(
                        "Scraping "
                                + options.number("targets")
                                + " targets of "
                                + options.number("series")
                                + " series every "
                                + options.text("interval")
                                + (options.isSet("gzip") ? ", gzip" : ", uncompressed"),
                        subjects.stream().map(Subject::title).toList());
    }

    Report run() throws IOException, InterruptedException {
        for (int i = 0; i < options.number("runs"); i++) {
            for (Subject subject : subjects) {
                measure(subject);
            }
        }
        Comparison.notes(report, places, subjects, "scrape " + options);
        return report;
    }

    private void measure(Subject subject) throws IOException, InterruptedException {
        Path data = Comparison.freshData(places, subject);
        Path config = places.work().resolve("scrape.yml");
        try (Targets targets = Targets.start(places, options)) {
            Files.writeString(config, targets.config(options.text("interval")));
            try (RunningServer server = Comparison.start(places, options, subject, data, config)) {
                report.add(
                        "start of an empty server to ready, s",
                        subject.title(),
                        server.readySeconds());
                Thread.sleep(Duration.ofSeconds(options.number("warmup-s")));
                measure(server, targets);
                kill(server, targets, data, config);
            }
        }
        Comparison.delete(data);
    }

    private void measure(RunningServer server, Targets targets)
            throws IOException, InterruptedException {
        String column = server.subject().title();
        double samplesBefore = server.samples();
        ProcessFigures before = server.figures();
        long answers = targets.answers();
        long intervalMillis = Durations.parseMillis(options.text("interval"));
        targets.lateness(intervalMillis);
        long start = System.nanoTime();
        Thread.sleep(Duration.ofSeconds(options.number("measure-s")));
        Lateness lateness = targets.lateness(intervalMillis);
        double samples = server.samples() - samplesBefore;
        ProcessFigures after = server.figures();
        double seconds = (System.nanoTime() - start) / 1e9;
        double cpu = after.cpuSeconds() - before.cpuSeconds();
        report.add("CPU s per million samples", column, cpu / samples * MILLION);
        report.add("samples/s stored", column, samples / seconds);
        report.add(
                "answers/s given by the targets", column, (targets.answers() - answers) / seconds);
        report.add("slots missed", column, lateness.missed());
        report.add("lateness of scrapes p99, ms", column, lateness.p99Millis());
        report.add("lateness of scrapes at most, ms", column, lateness.mostMillis());
        report.add(
                "waits of threads per 1,000 samples",
                column,
                1000 * (after.waits() - before.waits()) / samples);
        report.add(
                "same CPU with start and warm-up",
                column,
                after.cpuSeconds() / server.samples() * MILLION);
        report.add("resident MiB at the end", column, after.residentBytes() / MIB);
        report.add("resident MiB peak", column, after.peakResidentBytes() / MIB);
        report.add(
                "written B per sample",
                column,
                (after.writtenBytes() - before.writtenBytes()) / samples);
    }

    /** What a kill costs: time until it is ready again, and scrapes seen before that are gone. */
    private void kill(RunningServer server, Targets targets, Path data, Path config)
            throws IOException, InterruptedException {
        Subject subject = server.subject();
        double all = server.samples();
        double seen = server.instant(SCRAPES);
        server.program().kill();
        targets.stop();
        try (RunningServer again = Comparison.start(places, options, subject, data, config)) {
            report.add("restart after kill -9 to ready, s", subject.title(), again.readySeconds());
            report.add("million samples when killed", subject.title(), all / MILLION);
            report.add(
                    "scrapes lost at kill -9",
                    subject.title(),
                    Math.max(0, seen - again.instant(SCRAPES)));
            again.program().stop();
            report.add(
                    "data folder after clean stop, B per sample",
                    subject.title(),
                    ProcessFigures.folderBytes(data) / all);
        }
    }
}
