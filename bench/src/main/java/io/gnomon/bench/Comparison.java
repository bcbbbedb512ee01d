package io.gnomon.bench;

import io.gnomon.bench.report.Report;
import io.gnomon.bench.subject.Places;
import io.gnomon.bench.subject.RunningServer;
import io.gnomon.bench.subject.Subject;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What all runs do the same way. */
final class Comparison {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Comparison() {}

    /** The servers of the option, ours last. */
    static List<Subject> subjects(Options options) {
        return Arrays.stream(options.text("servers").split(",", -1))
                .map(name -> {
                    try {
                        return Subject.valueOf(name.strip().toUpperCase(Locale.ROOT));
                    } catch (IllegalArgumentException e) {
                        throw new IllegalArgumentException(
                                "--servers "
                                        + name
                                        + ": there are prometheus, victoria_metrics, gnomon",
                                e);
                    }
                })
                .sorted()
                .toList();
    }

    /** A folder that does not exist yet, on the disk of the work folder. */
    static Path freshData(Places places, Subject subject) throws IOException {
        Path data = places.work().resolve("data-" + subject.name().toLowerCase(Locale.ROOT));
        delete(data);
        return data;
    }

    /**
     * Starts a server over the data; the port and Java's options are the run's.
     *
     * @param flags of this program, behind those that each run needs
     */
    static RunningServer start(
            Places places,
            Options options,
            Subject subject,
            Path data,
            Path config,
            String... flags)
            throws IOException, InterruptedException {
        return RunningServer.start(
                subject, places, data, options.number("port"), config, options.text("java"), flags);
    }

    /** Something that is tried with a program that starts. */
    interface Attempt {
        void run() throws IOException, InterruptedException;
    }

    /** Tries until it works, for half a minute at the most. */
    static void await(Attempt attempt) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                attempt.run();
                return;
            } catch (IOException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                // The program is looked at from outside: nothing wakes this thread.
                Thread.sleep(20);
            }
        }
    }

    /** A blackbox.yml with the module http_2xx. */
    static Path probeModules(Places places) throws IOException {
        return Files.writeString(
                places.work().resolve("blackbox.yml"),
                "modules: {http_2xx: {prober: http, http: {preferred_ip_protocol: ip4}}}\n");
    }

    static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (var files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    /** Under each table: versions, machine, how busy it was, the command. */
    static void notes(Report report, Places places, List<Subject> subjects, String command)
            throws IOException {
        report.note(
                String.join(
                        ", ",
                        subjects.stream()
                                .map(subject -> subject.title() + " " + subject.version(places))
                                .toList()));
        report.note(
                Runtime.getRuntime().availableProcessors()
                        + " processors, "
                        + model()
                        + ", load average at the end "
                        + Files.readString(Path.of("/proc/loadavg")).split(" ", -1)[0]);
        report.note("median (least–most); ratios below 1: Gnomon needs less");
        report.note("`bench/run " + command + "`");
    }

    private static String model() throws IOException {
        return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 2))
                .findFirst()
                .orElse("unknown model");
    }
}
