package io.gnomon.exporters.node.internal.cpu;

import io.gnomon.exporters.node.internal.host.Collector;
import io.gnomon.exporters.node.internal.host.HostFiles;
import io.gnomon.exporters.node.internal.host.Metrics;

import java.io.IOException;
import java.nio.file.Path;

/** Frequencies and governors of /sys/devices/system/cpu/cpuN/cpufreq, which are in kHz there. */
record CpufreqCollector(HostFiles files) implements Collector {
    /** File, family, help. */
    private static final String[][] FREQUENCIES = {
        {
            "cpuinfo_cur_freq",
            "node_cpu_frequency_hertz",
            "Frequency of the CPU as the hardware tells it."
        },
        {"cpuinfo_min_freq", "node_cpu_frequency_min_hertz", "Lowest frequency of the CPU."},
        {"cpuinfo_max_freq", "node_cpu_frequency_max_hertz", "Highest frequency of the CPU."},
        {
            "scaling_cur_freq",
            "node_cpu_scaling_frequency_hertz",
            "Frequency that the governor set."
        },
        {
            "scaling_min_freq",
            "node_cpu_scaling_frequency_min_hertz",
            "Lowest frequency that the governor may set."
        },
        {
            "scaling_max_freq",
            "node_cpu_scaling_frequency_max_hertz",
            "Highest frequency that the governor may set."
        },
    };

    @Override
    public void collect(Metrics out) throws IOException {
        for (Path folder : files.some(files.sys("devices/system/cpu"), "cpu[0-9]*")) {
            String cpu = HostFiles.name(folder).substring("cpu".length());
            Path cpufreq = folder.resolve("cpufreq");
            for (String[] frequency : FREQUENCIES) {
                files.decimal(cpufreq, frequency[0])
                        .ifPresent(khz ->
                                out.gauge(frequency[1], frequency[2], khz * 1000, "cpu", cpu));
            }
            String governor = files.text(cpufreq, "scaling_governor");
            for (String name :
                    HostFiles.words(files.text(cpufreq, "scaling_available_governors"))) {
                out.gauge(
                        "node_cpu_scaling_governor",
                        "Which governor of the available ones is at work: 1.",
                        name.equals(governor) ? 1 : 0,
                        "cpu",
                        cpu,
                        "governor",
                        name);
            }
        }
    }
}
