package io.gnomon.exporters.node.internal.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.exporters.node.internal.cpu.PerfEvent.Kind;
import io.gnomon.exporters.node.internal.host.Host;
import io.gnomon.exporters.node.internal.host.HostFiles;
import io.gnomon.exporters.node.internal.host.Metrics;
import io.gnomon.exporters.node.internal.host.Platform;
import io.gnomon.exporters.node.internal.host.StubCalls;
import io.gnomon.model.labels.Labels;
import io.gnomon.platform.testkit.exporter.RecordedMetrics;
import io.gnomon.spi.common.NativeCalls;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class PerfCollectorTest {
    /** PERF_COUNT_HW_CACHE_L1D, reading, missed. */
    private static final long L1D_READ_MISS = 1 << 16;

    @TempDir private Path sys;
    private final List<String> open = new ArrayList<>();

    @BeforeEach
    void twoProcessors() throws IOException {
        Path cpu = Files.createDirectories(sys.resolve("devices/system/cpu"));
        Files.writeString(cpu.resolve("online"), "0,2\n");
    }

    /** A kernel in a virtual machine: it has the software's events and one of the cache's. */
    private final NativeCalls calls =
            new StubCalls() {
                @Override
                public EventCounter eventCounter(int type, long config, int cpu)
                        throws IOException {
                    if (type == 0 || (type == 3 && config != L1D_READ_MISS)) {
                        throw new IOException("no such file or directory");
                    }
                    return new Counter(type + "/" + config + "/" + cpu);
                }
            };

    private final class Counter implements NativeCalls.EventCounter {
        private final String name;
        private long count;

        Counter(String name) {
            this.name = name;
            open.add(name);
        }

        @Override
        public long read() {
            return ++count;
        }

        @Override
        public void close() {
            open.remove(name);
        }
    }

    private PerfCollector collector(
            NativeCalls kernel, List<Integer> cpus, List<PerfEvent> events, String... tracepoints) {
        List<Tracepoint> places = List.of(tracepoints).stream().map(Tracepoint::parse).toList();
        return new PerfCollector(
                new Host(
                        new HostFiles(sys, sys, sys, sys),
                        kernel,
                        InstantSource.system(),
                        Platform.LINUX),
                new PerfCollector.Settings(cpus, events, places));
    }

    private static Map<Labels, Double> collect(PerfCollector collector) throws IOException {
        Metrics metrics = new Metrics();
        collector.collect(metrics);
        RecordedMetrics recorded = new RecordedMetrics();
        metrics.drainTo(recorded);
        return recorded.samples();
    }

    private static Labels series(String name, int cpu) {
        return Labels.of("__name__", "node_perf_" + name, "cpu", Integer.toString(cpu));
    }

    @Test
    void eventsOfAllProcessorsAreCountedAsFarAsThereAreAny() throws IOException {
        PerfCollector collector = collector(calls, List.of(), List.of(PerfEvent.values()));
        Map<Labels, Double> first = collect(collector);
        assertEquals(12, first.size(), "five of the kernel, one of the cache, two processors");
        assertEquals(1.0, first.get(series("context_switches_total", 0)));
        assertEquals(1.0, first.get(series("cache_l1d_read_misses_total", 2)));
        assertTrue(open.contains("1/3/2"), open::toString);
        assertEquals(
                2.0,
                collect(collector).get(series("context_switches_total", 0)),
                "the counters of the first scrape go on");
        collector.close();
        assertEquals(List.of(), open);
    }

    @Test
    void processorsEventsAndTracepointsAreChosen() throws IOException {
        Path fork =
                Files.createDirectories(
                        sys.resolve("kernel/tracing/events/sched/sched_process_fork"));
        Files.writeString(fork.resolve("id"), "314\n");
        PerfCollector collector =
                collector(
                        calls,
                        List.of(7),
                        PerfEvent.named(Kind.SOFTWARE, "s", List.of("MajorFault")),
                        "sched:sched_process_fork");
        assertEquals(
                Map.of(
                        series("major_faults_total", 7), 1.0,
                        series("sched_sched_process_fork", 7), 1.0),
                collect(collector));
        assertEquals(List.of("1/6/7", "2/314/7"), open);
        collector.close();
    }

    @Test
    void kernelsThatRefuseAreOneSentence() {
        var e =
                assertThrows(
                        IOException.class,
                        () ->
                                collect(
                                        collector(
                                                new StubCalls(),
                                                List.of(0),
                                                List.of(PerfEvent.PAGE_FAULT))));
        assertEquals("the kernel counts no events: not on this system", e.getMessage());
        PerfCollector lacks = collector(calls, List.of(0), List.of(PerfEvent.PAGE_FAULT), "a:b");
        e = assertThrows(IOException.class, () -> collect(lacks));
        assertEquals("the kernel has no tracepoint a:b, or it may not be read", e.getMessage());
        assertEquals(List.of(), open, "nothing stays open");
    }

    @Test
    void settingsThatSayNothingAreOneSentence() {
        assertEquals(
                "collector.perf.tracepoint: \"a\" is not SUBSYSTEM:EVENT",
                refusal(() -> Tracepoint.parse("a")));
        assertEquals(
                "collector.perf.cpus: \"0-\" is no list of processors such as 0,2-6",
                refusal(() -> CpuNumbers.parse("collector.perf.cpus", "0-")));
        assertEquals(
                "s: no event is named \"Page\"; there are PageFault, ContextSwitch, CpuMigration,"
                        + " MinorFault, MajorFault",
                refusal(() -> PerfEvent.named(Kind.SOFTWARE, "s", List.of("Page"))));
    }

    private static String refusal(Runnable run) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, run::run).getMessage());
    }

    @Test
    void listsOfProcessors() {
        assertEquals(List.of(0, 2, 3, 4, 9), CpuNumbers.parse("", "0,2-4,9"));
        assertEquals(List.of(1, 6), CpuNumbers.parse("", "1-10:5"));
    }
}
