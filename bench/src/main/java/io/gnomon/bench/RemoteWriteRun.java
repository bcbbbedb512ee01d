package io.gnomon.bench;

import io.gnomon.bench.report.Report;
import io.gnomon.bench.subject.Places;
import io.gnomon.bench.subject.ProcessFigures;
import io.gnomon.bench.subject.RunningServer;
import io.gnomon.bench.subject.Subject;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Each server alone takes remote write from connections that send as fast as they are answered:
 * warm-up, a measured stretch, kill -9 in the middle, and how many acknowledged requests are gone.
 */
final class RemoteWriteRun {
    static final Map<String, String> DEFAULTS =
            Map.ofEntries(
                    Map.entry("runs", "3"),
                    Map.entry("servers", "prometheus,victoria_metrics,gnomon"),
                    Map.entry("message", "v1"),
                    Map.entry("connections", "4"),
                    Map.entry("series", "100000"),
                    Map.entry("seed", "1"),
                    Map.entry("warmup-s", "20"),
                    Map.entry("measure-s", "30"),
                    Map.entry("java", "-Xms64m -Xmx512m"),
                    Map.entry("port", "19390"),
                    Map.entry("report", ""));

    private static final double MILLION = 1e6;
    private static final double MIB = 1 << 20;

    private final Places places;
    private final Options options;
    private final List<Subject> subjects;
    private final Report report;

    RemoteWriteRun(Places places, Options options) {
        this.places = places;
        this.options = options;
        this.subjects = Comparison.subjects(options);
        this.report =
                new Report(
                        "Remote write "
                                + options.text("message")
                                + ", "
                                + options.number("series")
                                + " series by "
                                + options.number("connections")
                                + " connections, 2,000 samples a request",
                        subjects.stream().map(Subject::title).toList());
    }

    Report run() throws IOException, InterruptedException {
        for (int i = 0; i < options.number("runs"); i++) {
            for (Subject subject : subjects) {
                measure(subject);
            }
        }
        Comparison.notes(report, places, subjects, "remote-write " + options);
        return report;
    }

    private void measure(Subject subject) throws IOException, InterruptedException {
        Path data = Comparison.freshData(places, subject);
        Path config = places.work().resolve("remote-write.yml");
        Files.writeString(config, "scrape_configs: []\n");
        int connections = options.number("connections");
        long[] acknowledged = new long[connections];
        double requestsASecond;
        try (RunningServer server = Comparison.start(places, options, subject, data, config)) {
            try (WriteLoad load =
                    new WriteLoad(
                            URI.create(
                                    "http://127.0.0.1:" + options.number("port") + "/api/v1/write"),
                            options.text("message").equals("v2"),
                            connections,
                            options.number("series"),
                            System.currentTimeMillis() - 1_800_000,
                            options.number("seed"))) {
                Thread.sleep(Duration.ofSeconds(options.number("warmup-s")));
                requestsASecond = measure(server, load);
                load.check();
                load.stop();
                server.program().kill();
                for (int i = 0; i < connections; i++) {
                    acknowledged[i] = load.acknowledged(i);
                }
            }
        }
        try (RunningServer again = Comparison.start(places, options, subject, data, config)) {
            report.add("restart after kill -9 to ready, s", subject.title(), again.readySeconds());
            double lost = 0;
            for (int i = 0; i < connections; i++) {
                double seen =
                        again.instant(
                                "max_over_time("
                                        + WriteLoad.COUNTER
                                        + "{connection=\""
                                        + i
                                        + "\"}[1h])");
                lost += Math.max(0, acknowledged[i] - (Double.isNaN(seen) ? 0 : seen));
            }
            report.add("acknowledged requests lost at kill -9", subject.title(), lost);
            report.add("seconds of them", subject.title(), lost / Math.max(1, requestsASecond));
            again.program().stop();
        }
        Comparison.delete(data);
    }

    private double measure(RunningServer server, WriteLoad load)
            throws IOException, InterruptedException {
        String column = server.subject().title();
        load.check();
        long samplesBefore = load.samples();
        ProcessFigures before = server.figures();
        long start = System.nanoTime();
        Thread.sleep(Duration.ofSeconds(options.number("measure-s")));
        double samples = load.samples() - samplesBefore;
        ProcessFigures after = server.figures();
        double seconds = (System.nanoTime() - start) / 1e9;
        double cpu = after.cpuSeconds() - before.cpuSeconds();
        report.add("CPU s per million samples", column, cpu / samples * MILLION);
        report.add("samples/s acknowledged", column, samples / seconds);
        report.add("resident MiB at the end", column, after.residentBytes() / MIB);
        report.add("resident MiB peak", column, after.peakResidentBytes() / MIB);
        report.add(
                "written B per sample",
                column,
                (after.writtenBytes() - before.writtenBytes()) / samples);
        return samples / seconds / 2000;
    }
}
