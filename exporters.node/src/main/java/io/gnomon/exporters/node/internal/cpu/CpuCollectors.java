package io.gnomon.exporters.node.internal.cpu;

import io.gnomon.exporters.node.internal.host.NameFilter;
import io.gnomon.exporters.node.internal.host.Offer;
import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.common.Key;

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
                    boolean interruptsZeros) {}
}
