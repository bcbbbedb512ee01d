package io.gnomon.exporters.node.internal.cpu;

import io.gnomon.exporters.node.internal.host.Collector;
import io.gnomon.exporters.node.internal.host.HostFiles;
import io.gnomon.exporters.node.internal.host.Metrics;
import io.gnomon.exporters.node.internal.host.NameFilter;
import io.gnomon.exporters.node.internal.host.Numbers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Interrupts by CPU of /proc/interrupts. Numbered ones name their chip and, after it, the devices;
 * the others (NMI, LOC ...) have only a text.
 *
 * @param names which to report, by type, info and devices with ; between
 */
record InterruptsCollector(HostFiles files, NameFilter names, boolean zeros) implements Collector {
    @Override
    public void collect(Metrics out) throws IOException {
        Path file = files.proc("interrupts");
        List<String> lines = files.lines(file);
        int cpus = lines.isEmpty() ? 0 : HostFiles.words(lines.get(0)).length;
        for (int i = 1; i < lines.size(); i++) {
            String[] words = HostFiles.words(lines.get(i));
            // ERR and MIS are one number for all CPUs.
            if (words.length < cpus + 2) {
                continue;
            }
            String type = words[0].substring(0, words[0].length() - 1);
            String[] rest = Arrays.copyOfRange(words, cpus + 1, words.length);
            boolean numbered = Character.isDigit(type.charAt(0));
            String info = numbered ? rest[0] : String.join(" ", rest);
            String devices =
                    numbered ? String.join(" ", Arrays.copyOfRange(rest, 1, rest.length)) : "";
            if (!names.accepts(type + ";" + info + ";" + devices)) {
                continue;
            }
            for (int cpu = 0; cpu < cpus; cpu++) {
                double value = Numbers.of(words[cpu + 1], file);
                if (value != 0 || zeros) {
                    out.counter(
                            "node_interrupts_total",
                            "Interrupts by CPU and source.",
                            value,
                            "cpu",
                            Integer.toString(cpu),
                            "type",
                            type,
                            "info",
                            info,
                            "devices",
                            devices);
                }
            }
        }
    }
}
