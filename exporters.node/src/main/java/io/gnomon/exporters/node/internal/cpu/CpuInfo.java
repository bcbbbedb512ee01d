package io.gnomon.exporters.node.internal.cpu;

import io.gnomon.exporters.node.internal.host.HostFiles;
import io.gnomon.exporters.node.internal.host.Metrics;
import io.gnomon.exporters.node.internal.host.NamePattern;
import io.gnomon.exporters.node.internal.host.Numbers;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Model, frequency, flags and flaws of /proc/cpuinfo; flags and flaws are the first CPU's. */
final class CpuInfo {
    private static final double HERTZ_PER_MEGAHERTZ = 1e6;

    private static final String FLAGS_OF_ARM = "Features";

    /** Label and the key in the file. */
    private static final String[][] LABELS = {
        {"package", "physical id"},
        {"core", "core id"},
        {"cpu", "processor"},
        {"vendor", "vendor_id"},
        {"family", "cpu family"},
        {"model", "model"},
        {"model_name", "model name"},
        {"microcode", "microcode"},
        {"stepping", "stepping"},
        {"cachesize", "cache size"},
    };

    private final HostFiles files;
    private final Optional<NamePattern> flags;
    private final Optional<NamePattern> bugs;

    /**
     * What to report.
     *
     * @param flags flags to report as a regular expression, empty for none
     * @param bugs flaws to report as a regular expression, empty for none
     * @throws IllegalArgumentException when one is no regular expression
     */
    CpuInfo(HostFiles files, String flags, String bugs) {
        this.files = files;
        this.flags = pattern(flags);
        this.bugs = pattern(bugs);
    }

    private static Optional<NamePattern> pattern(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(NamePattern.of(text));
    }

    void collect(Metrics out) throws IOException {
        Path file = files.proc("cpuinfo");
        List<Map<String, String>> cpus = new ArrayList<>();
        for (String line : files.lines(file)) {
            String[] parts = line.split(":", 2);
            String key = parts[0].strip();
            if (key.equals("processor")) {
                cpus.add(new HashMap<>());
            }
            if (!cpus.isEmpty() && parts.length == 2) {
                cpus.getLast().put(key, parts[1].strip());
            }
        }
        for (Map<String, String> cpu : cpus) {
            List<String> labels = new ArrayList<>();
            for (String[] label : LABELS) {
                labels.add(label[0]);
                labels.add(cpu.getOrDefault(label[1], ""));
            }
            out.gauge("node_cpu_info", "The CPU; always 1.", 1, labels.toArray(String[]::new));
            String megahertz = cpu.get("cpu MHz");
            if (megahertz != null) {
                out.gauge(
                        "node_cpu_frequency_hertz",
                        "Frequency of the CPU.",
                        Numbers.of(megahertz, file) * HERTZ_PER_MEGAHERTZ,
                        labels.subList(0, 6).toArray(String[]::new));
            }
        }
        if (!cpus.isEmpty()) {
            String help = "Flags of the first CPU; always 1.";
            Map<String, String> first = cpus.getFirst();
            String key = first.containsKey("flags") ? "flags" : FLAGS_OF_ARM;
            words(out, "node_cpu_flag_info", help, "flag", flags, first.get(key));
            help = "Flaws of the first CPU; always 1.";
            words(out, "node_cpu_bug_info", help, "bug", bugs, first.get("bugs"));
        }
    }

    private static void words(
            Metrics out,
            String family,
            String help,
            String label,
            Optional<NamePattern> wanted,
            @Nullable String text) {
        if (wanted.isPresent() && text != null) {
            for (String word : HostFiles.words(text)) {
                if (wanted.get().matches(word)) {
                    out.gauge(family, help, 1, label, word);
                }
            }
        }
    }
}
