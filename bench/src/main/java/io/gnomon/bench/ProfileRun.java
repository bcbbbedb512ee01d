package io.gnomon.bench;

import io.gnomon.bench.report.Report;
import io.gnomon.bench.subject.Places;
import io.gnomon.bench.subject.ProcessFigures;
import io.gnomon.bench.subject.RunningServer;
import io.gnomon.bench.subject.Subject;

import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where our CPU goes while scraping. Java threads by the profiler of the virtual machine that
 * samples CPU time (JEP 509; time in the kernel and in native code counts where it was called
 * from), shared out by the innermost frame that belongs to a part; threads of the virtual machine
 * itself (collector, compiler) by /proc.
 */
final class ProfileRun {
    static final Map<String, String> DEFAULTS = defaults();

    /** Parts by the packages of their frames; the innermost frame that fits decides. */
    private static final Map<String, String> PARTS = new LinkedHashMap<>();

    static {
        PARTS.put("java.util.zip.", "gunzip");
        PARTS.put("io.gnomon.platform.tsdb.internal.wal.", "WAL");
        PARTS.put("io.gnomon.platform.tsdb.", "store");
        PARTS.put("io.gnomon.platform.core.exposition.", "parse");
        PARTS.put("io.gnomon.platform.core.scrape.internal.append.", "parse");
        PARTS.put("io.gnomon.platform.core.scrape.", "fetch");
        PARTS.put("io.gnomon.platform.core.httpclient.", "fetch");
        PARTS.put("org.eclipse.jetty.", "fetch");
        PARTS.put("java.lang.VirtualThread", "fetch");
        PARTS.put("sun.nio.ch.", "fetch");
        PARTS.put("java.util.concurrent.", "threads");
    }

    private static final double MILLION = 1e6;

    private final Places places;
    private final Options options;

    ProfileRun(Places places, Options options) {
        this.places = places;
        this.options = options;
    }

    private static Map<String, String> defaults() {
        Map<String, String> defaults = new HashMap<>(ScrapeRun.DEFAULTS);
        defaults.remove("runs");
        defaults.remove("servers");
        defaults.put("frames", "25");
        return Map.copyOf(defaults);
    }

    Report run() throws IOException, InterruptedException {
        Path data = Comparison.freshData(places, Subject.GNOMON);
        Path jfr = places.work().resolve("profile.jfr");
        Path settings = places.work().resolve("profile.jfc");
        Files.deleteIfExists(jfr);
        Files.writeString(settings, JFC);
        Path config = places.work().resolve("scrape.yml");
        String java =
                options.text("java")
                        + " -XX:StartFlightRecording:settings="
                        + settings
                        + ",delay="
                        + options.number("warmup-s")
                        + "s,filename="
                        + jfr;
        Report report =
                new Report("CPU of Gnomon by part, s per million samples", List.of("Gnomon"));
        try (Targets targets = Targets.start(places, options)) {
            Files.writeString(config, targets.config(options.text("interval")));
            try (RunningServer server =
                    RunningServer.start(
                            Subject.GNOMON, places, data, options.number("port"), config, java)) {
                Thread.sleep(Duration.ofSeconds(options.number("warmup-s")));
                Map<String, Double> threadsBefore = ProcessFigures.threads(server.program().pid());
                double samplesBefore = server.samples();
                double before = server.figures().cpuSeconds();
                Thread.sleep(Duration.ofSeconds(options.number("measure-s")));
                double millions = (server.samples() - samplesBefore) / MILLION;
                double cpu = server.figures().cpuSeconds() - before;
                Map<String, Double> threads = ProcessFigures.threads(server.program().pid());
                threadsBefore.forEach(
                        (name, seconds) -> threads.merge(name, -seconds, Double::sum));
                server.program().stop();
                shares(report, jfr, cpu / millions, threads, millions);
            }
        }
        Comparison.notes(report, places, List.of(Subject.GNOMON), "profile " + options);
        return report;
    }

    private void shares(
            Report report, Path jfr, double total, Map<String, Double> threads, double millions)
            throws IOException {
        Map<String, Integer> parts = new HashMap<>();
        Map<String, Integer> leaves = new HashMap<>();
        int samples = 0;
        try (RecordingFile file = new RecordingFile(jfr)) {
            while (file.hasMoreEvents()) {
                RecordedEvent event = file.readEvent();
                RecordedStackTrace stack = event.getStackTrace();
                if (event.getEventType().getName().equals("jdk.CPUTimeSample") && stack != null) {
                    samples++;
                    parts.merge(part(stack), 1, Integer::sum);
                    leaves.merge(leaf(stack), 1, Integer::sum);
                }
            }
        }
        report.add("whole process", "Gnomon", total);
        double java = 0;
        for (Map.Entry<String, Double> thread : sorted(threads)) {
            String machine = machinePart(thread.getKey());
            if (machine == null) {
                java += thread.getValue() / millions;
            } else if (thread.getValue() / millions > 0.001) {
                report.add(machine, "Gnomon", thread.getValue() / millions);
            }
        }
        report.add("Java threads", "Gnomon", java);
        for (Map.Entry<String, Integer> part : sorted(parts)) {
            report.add(
                    "- " + part.getKey(), "Gnomon", java * part.getValue() / Math.max(1, samples));
        }
        report.note(samples + " samples of the profiler, which itself costs some CPU");
        for (Map.Entry<String, Double> thread : sorted(threads)) {
            if (thread.getValue() / millions > 0.002) {
                report.note(
                        "thread %s: %.3f".formatted(thread.getKey(), thread.getValue() / millions));
            }
        }
        int shown = options.number("frames");
        for (Map.Entry<String, Integer> leaf : sorted(leaves)) {
            if (shown-- > 0) {
                report.note(
                        "%4.1f %% %s".formatted(100.0 * leaf.getValue() / samples, leaf.getKey()));
            }
        }
    }

    private static <N extends Number> List<Map.Entry<String, N>> sorted(Map<String, N> figures) {
        List<Map.Entry<String, N>> entries = new ArrayList<>(figures.entrySet());
        entries.sort(
                (a, b) -> Double.compare(b.getValue().doubleValue(), a.getValue().doubleValue()));
        return entries;
    }

    /** Threads of the virtual machine, which run no Java code. */
    private static @Nullable String machinePart(String thread) {
        if (thread.startsWith("GC ") || thread.startsWith("G1 ") || thread.startsWith("Z")) {
            return "collector";
        }
        if (thread.startsWith("C1 ") || thread.startsWith("C2 ")) {
            return "compiler";
        }
        return thread.startsWith("VM ") || thread.startsWith("JFR ")
                ? "other of the machine"
                : null;
    }

    private static String part(RecordedStackTrace stack) {
        for (RecordedFrame frame : stack.getFrames()) {
            String type = frame.getMethod().getType().getName();
            for (Map.Entry<String, String> part : PARTS.entrySet()) {
                if (type.startsWith(part.getKey())) {
                    return part.getValue();
                }
            }
        }
        return "other";
    }

    /** The innermost frame, and who called it outside of the JDK. */
    private static String leaf(RecordedStackTrace stack) {
        String first = name(stack.getFrames().getFirst());
        for (RecordedFrame frame : stack.getFrames()) {
            String type = frame.getMethod().getType().getName();
            if (!type.startsWith("java.") && !type.startsWith("sun.") && !type.startsWith("jdk.")) {
                String caller = name(frame);
                return caller.equals(first) ? first : first + " < " + caller;
            }
        }
        return first;
    }

    private static String name(RecordedFrame frame) {
        return frame.getMethod().getType().getName().replaceFirst("^.*\\.", "")
                + "."
                + frame.getMethod().getName()
                + ":"
                + frame.getLineNumber();
    }

    private static final String JFC =
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <configuration version="2.0">
              <event name="jdk.CPUTimeSample">
                <setting name="enabled">true</setting>
                <setting name="throttle">10 ms</setting>
                <setting name="stackTrace">true</setting>
              </event>
              <event name="jdk.GarbageCollection"><setting name="enabled">true</setting></event>
            </configuration>
            """;
}
