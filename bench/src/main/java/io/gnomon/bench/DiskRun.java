package io.gnomon.bench;

import io.gnomon.bench.report.Report;
import io.gnomon.bench.subject.Places;
import io.gnomon.bench.subject.Program;
import io.gnomon.bench.subject.RunningServer;
import io.gnomon.bench.subject.Subject;
import io.gnomon.bench.targets.BackfillFile;
import io.gnomon.bench.targets.Recording;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the same samples take on the disk when they are compacted, and the index of their series:
 * hours of scrapes are back-filled into each store, regular ones and jittered ones.
 */
final class DiskRun {
    static final Map<String, String> DEFAULTS = defaults();

    private static final long HOUR_MILLIS = 3_600_000;

    /** What a block of Prometheus takes in time; the hours begin with one. */
    private static final long BLOCK_MILLIS = 2 * HOUR_MILLIS;

    private static final int POST_BYTES = 8 << 20;

    private final Places places;
    private final Options options;
    private final List<Subject> subjects;
    private final Report report;

    DiskRun(Places places, Options options) {
        this.places = places;
        this.options = options;
        this.subjects = Comparison.subjects(options);
        this.report =
                new Report(
                        "Disk of compacted data", subjects.stream().map(Subject::title).toList());
    }

    private static Map<String, String> defaults() {
        Map<String, String> defaults = new HashMap<>(ScrapeRun.DEFAULTS);
        for (String live :
                List.of("gzip", "interval", "runs", "warmup-s", "measure-s", "target-port")) {
            defaults.remove(live);
        }
        defaults.put("targets", "4");
        defaults.put("step-ms", "5000");
        defaults.put("hours", "2");
        return Map.copyOf(defaults);
    }

    Report run() throws IOException, InterruptedException {
        Targets.record(places);
        Recording recording = Recording.read(Targets.recordings(places), options.number("series"));
        measure(recording, 0, "regular");
        measure(recording, options.number("jitter-ms"), "jittered");
        Comparison.notes(report, places, subjects, "disk " + options);
        return report;
    }

    private void measure(Recording recording, int jitterMillis, String what)
            throws IOException, InterruptedException {
        long day = System.currentTimeMillis() - 24 * HOUR_MILLIS;
        long span = options.number("hours") * HOUR_MILLIS;
        BackfillFile file =
                new BackfillFile(
                        recording,
                        options.number("targets"),
                        day - day % BLOCK_MILLIS,
                        options.number("step-ms"),
                        (int) (span / options.number("step-ms")),
                        jitterMillis,
                        options.number("seed"));
        long series = (long) options.number("targets") * recording.series();
        for (Subject subject : subjects) {
            Path data = Comparison.freshData(places, subject);
            Path text = places.work().resolve("backfill.txt");
            file.write(text, subject != Subject.VICTORIA_METRICS);
            if (subject == Subject.VICTORIA_METRICS) {
                post(subject, data, text);
            } else {
                tool(subject, data, text);
            }
            Files.delete(text);
            Sizes sizes = Sizes.of(data, subject);
            report.add(
                    what + ", samples and times, B per sample",
                    subject.title(),
                    (double) sizes.samples / file.samples());
            report.add(
                    what + ", index, B per series of " + options.text("hours") + " h",
                    subject.title(),
                    (double) sizes.index / series);
            Comparison.delete(data);
        }
    }

    private void tool(Subject subject, Path data, Path text)
            throws IOException, InterruptedException {
        Path log = data.resolveSibling(data.getFileName() + ".log");
        Files.createDirectories(data);
        try (Program tool =
                Program.start(
                        subject.backfill(places, text, data),
                        Map.of("GNOMON_JAVA_OPTS", options.text("java")),
                        log)) {
            if (tool.await() != 0) {
                throw new IOException("back-filling " + subject.title() + " failed, see " + log);
            }
        }
    }

    /** VictoriaMetrics takes text over HTTP and compacts when it is asked to. */
    private void post(Subject subject, Path data, Path text)
            throws IOException, InterruptedException {
        Path config = Files.writeString(places.work().resolve("disk.yml"), "scrape_configs: []\n");
        try (RunningServer server = Comparison.start(places, options, subject, data, config);
                InputStream in = Files.newInputStream(text)) {
            byte[] buffer = new byte[POST_BYTES];
            int kept = 0;
            for (int n = in.readNBytes(buffer, 0, POST_BYTES);
                    n > 0;
                    n = in.readNBytes(buffer, kept, POST_BYTES - kept)) {
                int filled = kept + n;
                int end = filled;
                while (end > 0 && buffer[end - 1] != '\n') {
                    end--;
                }
                server.post("/api/v1/import/prometheus", Arrays.copyOf(buffer, end));
                System.arraycopy(buffer, end, buffer, 0, filled - end);
                kept = filled - end;
            }
            server.get("/internal/force_flush");
            server.get("/internal/force_merge");
            while (server.sum("vm_active_force_merges") > 0) {
                Thread.sleep(Duration.ofMillis(200));
            }
            server.program().stop();
        }
    }

    /** Bytes of a folder by what they are for. */
    private record Sizes(long samples, long index) {
        static Sizes of(Path data, Subject subject) throws IOException {
            long samples = 0;
            long index = 0;
            try (var all = Files.walk(data)) {
                for (Path file : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
                    String name = "/" + data.relativize(file);
                    if (subject.isIndex(name)) {
                        index += Files.size(file);
                    } else if (subject.isSamples(name)) {
                        samples += Files.size(file);
                    }
                }
            }
            return new Sizes(samples, index);
        }
    }
}
