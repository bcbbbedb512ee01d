package io.gnomon.exporters.node.internal.cpu;

import io.gnomon.exporters.node.internal.host.Collector;
import io.gnomon.exporters.node.internal.host.Host;
import io.gnomon.exporters.node.internal.host.Metrics;
import io.gnomon.spi.common.NativeCalls.EventCounter;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Events of each processor since the first scrape, of all processes: of the processor itself, of
 * the kernel, of the caches and tracepoints. The kernel counts only while somebody does, so the
 * counters stay open from scrape to scrape. Events that this processor does not have are left out;
 * the collector fails when the kernel counts none.
 */
final class PerfCollector implements Collector {
    private final Host host;
    private final Settings settings;
    private final List<Open> open = new ArrayList<>();

    /**
     * What to count.
     *
     * @param cpus numbers of processors; empty for all that are online
     * @param events of processor, kernel and caches
     * @param tracepoints places in the kernel's code
     */
    record Settings(List<Integer> cpus, List<PerfEvent> events, List<Tracepoint> tracepoints) {}

    /** A counter that counts. */
    private record Open(String metric, String help, int cpu, EventCounter counter) {}

    PerfCollector(Host host, Settings settings) {
        this.host = host;
        this.settings = settings;
    }

    @Override
    public void collect(Metrics out) throws IOException {
        if (open.isEmpty()) {
            openAll();
        }
        for (Open each : open) {
            out.counter(
                    each.metric,
                    each.help,
                    (double) each.counter.read(),
                    "cpu",
                    Integer.toString(each.cpu));
        }
    }

    private void openAll() throws IOException {
        Optional<IOException> refusal = Optional.empty();
        List<Integer> cpus = settings.cpus.isEmpty() ? online() : settings.cpus;
        for (PerfEvent event : settings.events) {
            for (int cpu : cpus) {
                try {
                    count(event.metric(), event.help(), event.type(), event.config(), cpu);
                } catch (IOException e) {
                    refusal = Optional.of(e);
                }
            }
        }
        try {
            for (Tracepoint tracepoint : settings.tracepoints) {
                long id = tracepoint.id(host.files());
                for (int cpu : cpus) {
                    count(tracepoint.metric(), tracepoint.help(), Tracepoint.TYPE, id, cpu);
                }
            }
        } catch (IOException e) {
            close();
            throw e;
        }
        if (open.isEmpty() && refusal.isPresent()) {
            throw new IOException(
                    "the kernel counts no events: " + refusal.get().getMessage(), refusal.get());
        }
    }

    private void count(String metric, String help, int type, long config, int cpu)
            throws IOException {
        EventCounter counter = host.calls().eventCounter(type, config, cpu);
        open.add(new Open("node_perf_" + metric, help, cpu, counter));
    }

    /** As "0-3,8" says. */
    private List<Integer> online() throws IOException {
        Path file = host.files().sys("devices/system/cpu/online");
        try {
            return CpuNumbers.parse(file.toString(), host.files().read(file).strip());
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        for (Open each : open) {
            try {
                each.counter.close();
            } catch (IOException e) {
                // The kernel forgets it with the process at the latest.
            }
        }
        open.clear();
    }
}
