package io.gnomon.exporters.node.internal.cpu;

import io.gnomon.exporters.node.internal.host.Collector;
import io.gnomon.exporters.node.internal.host.HostFiles;
import io.gnomon.exporters.node.internal.host.Metrics;
import io.gnomon.model.sample.MetricType;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** CPU times of /proc/stat; throttling and isolation of sysfs. */
final class CpuCollector implements Collector {
    private static final List<String> MODES =
            List.of("user", "nice", "system", "idle", "iowait", "irq", "softirq", "steal");
    private static final int IDLE = 3;
    private static final int GUEST = 8;
    private static final int GUEST_NICE = 9;
    private static final int COLUMNS = 10;

    /** A CPU whose idle time falls by so much was taken away and came back: it begins anew. */
    private static final double IDLE_JUMP_BACK_SECONDS = 3;

    private final HostFiles files;
    private final double ticksPerSecond;
    private final boolean guest;
    private final Optional<CpuInfo> info;
    private final Map<String, double[]> lastSeconds = new HashMap<>();

    CpuCollector(HostFiles files, long ticksPerSecond, boolean guest, Optional<CpuInfo> info) {
        this.files = files;
        this.ticksPerSecond = ticksPerSecond;
        this.guest = guest;
        this.info = info;
    }

    @Override
    public void collect(Metrics sink) throws IOException {
        Map<String, double[]> seconds = times();
        if (guest) {
            guests(sink, seconds);
        }
        sink.family(
                "node_cpu_seconds_total",
                MetricType.COUNTER,
                "Seconds the CPUs spent in each mode.");
        seconds.forEach((cpu, row) -> {
            for (int i = 0; i < MODES.size(); i++) {
                sink.sample(row[i], "cpu", cpu, "mode", MODES.get(i));
            }
        });
        throttles(sink);
        isolated(sink);
        if (info.isPresent()) {
            info.get().collect(sink);
        }
    }

    private static void guests(Metrics sink, Map<String, double[]> seconds) {
        sink.family(
                "node_cpu_guest_seconds_total",
                MetricType.COUNTER,
                "Seconds the CPUs spent in guests (VMs) for each mode.");
        seconds.forEach((cpu, row) -> {
            sink.sample(row[GUEST], "cpu", cpu, "mode", "user");
            sink.sample(row[GUEST_NICE], "cpu", cpu, "mode", "nice");
        });
    }

    private Map<String, double[]> times() throws IOException {
        Map<String, double[]> all = new LinkedHashMap<>();
        for (String line : files.lines(files.proc("stat"))) {
            if (!line.startsWith("cpu") || line.startsWith("cpu ")) {
                continue;
            }
            String[] words = HostFiles.words(line);
            double[] row = new double[COLUMNS];
            for (int i = 0; i < Math.min(COLUMNS, words.length - 1); i++) {
                row[i] = Double.parseDouble(words[i + 1]) / ticksPerSecond;
            }
            String cpu = words[0].substring("cpu".length());
            all.put(cpu, steady(cpu, row));
        }
        lastSeconds.keySet().retainAll(all.keySet());
        return all;
    }

    /** The kernel's counters sometimes run back a little; a counter of ours does not. */
    private double[] steady(String cpu, double[] now) {
        double[] last = lastSeconds.computeIfAbsent(cpu, key -> new double[COLUMNS]);
        boolean restarted = last[IDLE] - now[IDLE] >= IDLE_JUMP_BACK_SECONDS;
        for (int i = 0; i < COLUMNS; i++) {
            last[i] = restarted ? now[i] : Math.max(last[i], now[i]);
        }
        return last.clone();
    }

    private void throttles(Metrics sink) throws IOException {
        Map<String, Map<String, Long>> cores = new TreeMap<>();
        Map<String, Long> packages = new TreeMap<>();
        for (Path cpu : files.list(files.sys("devices/system/cpu"), "cpu[0-9]*")) {
            Optional<String> unit = files.value(cpu.resolve("topology/physical_package_id"));
            Optional<String> core = files.value(cpu.resolve("topology/core_id"));
            if (unit.isEmpty() || core.isEmpty()) {
                continue;
            }
            files.number(cpu.resolve("thermal_throttle/core_throttle_count"))
                    .ifPresent(n ->
                            cores.computeIfAbsent(unit.get(), key -> new TreeMap<>())
                                    .putIfAbsent(core.get(), n));
            files.number(cpu.resolve("thermal_throttle/package_throttle_count"))
                    .ifPresent(n -> packages.putIfAbsent(unit.get(), n));
        }
        if (!cores.isEmpty()) {
            sink.family(
                    "node_cpu_core_throttles_total",
                    MetricType.COUNTER,
                    "Number of times this CPU core has been throttled.");
            cores.forEach((unit, counts) ->
                    counts.forEach((core, n) -> sink.sample(n, "package", unit, "core", core)));
        }
        if (!packages.isEmpty()) {
            sink.family(
                    "node_cpu_package_throttles_total",
                    MetricType.COUNTER,
                    "Number of times this CPU package has been throttled.");
            packages.forEach((unit, n) -> sink.sample(n, "package", unit));
        }
    }

    private void isolated(Metrics sink) {
        String ranges = files.value(files.sys("devices/system/cpu/isolated")).orElse("").strip();
        if (ranges.isEmpty()) {
            return;
        }
        sink.family(
                "node_cpu_isolated",
                MetricType.GAUGE,
                "Whether each core is isolated, information from"
                        + " /sys/devices/system/cpu/isolated.");
        for (int cpu : CpuNumbers.parse("/sys/devices/system/cpu/isolated", ranges)) {
            sink.sample(1, "cpu", Integer.toString(cpu));
        }
    }
}
