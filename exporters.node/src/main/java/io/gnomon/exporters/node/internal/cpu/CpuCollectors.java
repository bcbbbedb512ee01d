package io.gnomon.exporters.node.internal.cpu;

import io.gnomon.exporters.node.internal.cpu.PerfEvent.Kind;
import io.gnomon.exporters.node.internal.host.NameFilter;
import io.gnomon.exporters.node.internal.host.Offer;
import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.common.Inline;
import io.gnomon.spi.common.Key;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What can be reported of the processors. */
public final class CpuCollectors {
    /** All of them. */
    public static final List<Offer<Settings>> OFFERS =
            List.of(
                    Offer.on(
                            "cpu",
                            (host, s) ->
                                    new CpuCollector(
                                            host.files(),
                                            host.calls().clockTicksPerSecond(),
                                            s.guest,
                                            s.info || !s.flags.isEmpty() || !s.bugs.isEmpty()
                                                    ? Optional.of(
                                                            new CpuInfo(
                                                                    host.files(), s.flags, s.bugs))
                                                    : Optional.empty())),
                    Offer.off(
                            "cpu_vulnerabilities",
                            (host, s) -> new CpuVulnerabilitiesCollector(host.files())),
                    Offer.on("cpufreq", (host, s) -> new CpufreqCollector(host.files())),
                    Offer.off(
                            "interrupts",
                            (host, s) ->
                                    new InterruptsCollector(
                                            host.files(),
                                            NameFilter.of(
                                                    "collector.interrupts.name",
                                                    s.interruptsInclude,
                                                    s.interruptsExclude,
                                                    ""),
                                            s.interruptsZeros)),
                    Offer.off("perf", (host, s) -> new PerfCollector(host, s.perf.choice())),
                    Offer.on("schedstat", (host, s) -> new SchedstatCollector(host.files())),
                    Offer.off("softirqs", (host, s) -> new SoftirqsCollector(host.files())));

    private CpuCollectors() {}

    /** Settings, named as node_exporter's flags. */
    public record Settings(
            @Doc("Report the time that CPUs spent in guests")
                    @Key("collector.cpu.guest")
                    @Default("true")
                    boolean guest,
            @Doc("Report model and frequency of each CPU, of /proc/cpuinfo")
                    @Key("collector.cpu.info")
                    boolean info,
            @Doc("Flags of the CPU to report, as a regular expression; turns cpu.info on")
                    @Key("collector.cpu.info.flags-include")
                    @Default("")
                    String flags,
            @Doc("Flaws of the CPU to report, as a regular expression; turns cpu.info on")
                    @Key("collector.cpu.info.bugs-include")
                    @Default("")
                    String bugs,
            @Doc("Interrupts to report, as a regular expression; empty for all")
                    @Key("collector.interrupts.name-include")
                    @Default("")
                    String interruptsInclude,
            @Doc("Interrupts to leave out, as a regular expression")
                    @Key("collector.interrupts.name-exclude")
                    @Default("")
                    String interruptsExclude,
            @Doc("Report interrupts that never happened")
                    @Key("collector.interrupts.include-zeros")
                    @Default("true")
                    boolean interruptsZeros,
            @Inline PerfSettings perf) {}

    /** Settings of the collector perf. */
    public record PerfSettings(
            @Doc("Processors whose events to count, such as 0,2-6; empty for all")
                    @Key("collector.perf.cpus")
                    @Default("")
                    String cpus,
            @Doc("Tracepoints to count, as SUBSYSTEM:EVENT") @Key("collector.perf.tracepoint")
                    List<String> tracepoints,
            @Doc("Count no events of the processor")
                    @Key("collector.perf.disable-hardware-profilers")
                    boolean noHardware,
            @Doc("Events of the processor to count, such as CpuCycles; none for all")
                    @Key("collector.perf.hardware-profilers")
                    List<String> hardware,
            @Doc("Count no events of the kernel") @Key("collector.perf.disable-software-profilers")
                    boolean noSoftware,
            @Doc("Events of the kernel to count, such as PageFault; none for all")
                    @Key("collector.perf.software-profilers")
                    List<String> software,
            @Doc("Count no events of caches") @Key("collector.perf.disable-cache-profilers")
                    boolean noCache,
            @Doc("Events of caches to count, such as L1DataReadHit; none for all")
                    @Key("collector.perf.cache-profilers")
                    List<String> cache) {
        private PerfCollector.Settings choice() {
            List<PerfEvent> events = new ArrayList<>();
            add(events, Kind.HARDWARE, noHardware, "hardware", hardware);
            add(events, Kind.SOFTWARE, noSoftware, "software", software);
            add(events, Kind.CACHE, noCache, "cache", cache);
            return new PerfCollector.Settings(
                    cpus.isEmpty() ? List.of() : CpuNumbers.parse("collector.perf.cpus", cpus),
                    events,
                    tracepoints.stream().map(Tracepoint::parse).toList());
        }

        private static void add(
                List<PerfEvent> events, Kind kind, boolean none, String name, List<String> chosen) {
            if (!none) {
                String setting = "collector.perf." + name + "-profilers";
                events.addAll(PerfEvent.named(kind, setting, chosen));
            }
        }
    }
}
