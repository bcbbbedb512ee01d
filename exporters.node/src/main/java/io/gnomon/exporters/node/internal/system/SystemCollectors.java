package io.gnomon.exporters.node.internal.system;

import io.gnomon.exporters.node.internal.host.Offer;
import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.common.Key;
import io.gnomon.spi.common.Limit;

import java.nio.file.Path;
import java.util.List;

/** What can be reported of the operating system as a whole. */
public final class SystemCollectors {
    /** All of them. */
    public static final List<Offer<Settings>> OFFERS =
            List.of(
                    Offer.off("cgroups", (host, s) -> new CgroupsCollector(host.files())),
                    Offer.off("processes", (host, s) -> new ProcessesCollector(host.files())),
                    Offer.on(
                            "textfile",
                            (host, s) -> new TextfileCollector(host.files(), s.textfiles)),
                    Offer.on("entropy", (host, s) -> new EntropyCollector(host.files())),
                    Offer.on("filefd", (host, s) -> new FilefdCollector(host.files())),
                    Offer.on("kernel_hung", (host, s) -> new KernelHungCollector(host.files())),
                    Offer.on("selinux", (host, s) -> new SelinuxCollector(host.files())),
                    Offer.on(
                            "loadavg",
                            (host, s) -> new LoadavgCollector(host.files(), host.platform())),
                    Offer.on("os", (host, s) -> new OsCollector(host.files())),
                    Offer.on("pressure", (host, s) -> new PressureCollector(host.files())),
                    Offer.on("stat", (host, s) -> new StatCollector(host.files(), s.softirqs)),
                    Offer.off(
                            "ntp",
                            (host, s) ->
                                    new NtpCollector(
                                            s.ntp(), s.ntpIsLocal, host.calls(), host.clock())),
                    Offer.off(
                            "runit",
                            (host, s) ->
                                    new RunitCollector(host.files(), Path.of(s.runitServices))),
                    Offer.off(
                            "supervisord", (host, s) -> new SupervisordCollector(s.supervisordUrl)),
                    Offer.off(
                            "sysctl",
                            (host, s) ->
                                    new SysctlCollector(
                                            host.files(), s.sysctlNumbers, s.sysctlTexts)),
                    Offer.on("time", (host, s) -> new TimeCollector(host.files(), host.clock())),
                    Offer.on("timex", (host, s) -> new TimexCollector(host.calls()::clockState)),
                    Offer.on("uname", (host, s) -> new UnameCollector(host.calls())));

    private SystemCollectors() {}

    /** Settings, named as node_exporter's flags. */
    public record Settings(
            @Doc("Folders with files *.prom to pass on; a path may have * in it")
                    @Key("collector.textfile.directory")
                    List<String> textfiles,
            @Doc("Report soft interrupts by kind, of /proc/stat") @Key("collector.stat.softirq")
                    boolean softirqs,
            @Doc("Parameters of the kernel to report, such as fs.file-nr:total,current,max")
                    @Key("collector.sysctl.include")
                    List<String> sysctlNumbers,
            @Doc("Parameters of the kernel to report that are words")
                    @Key("collector.sysctl.include-info")
                    List<String> sysctlTexts,
            @Doc("Folder of the services that runit supervises")
                    @Key("collector.runit.servicedir")
                    @Default("/etc/service")
                    String runitServices,
            @Doc("Where supervisord takes calls in XML-RPC; http:// or unix:// with a path")
                    @Key("collector.supervisord.url")
                    @Default("http://localhost:9001/RPC2")
                    String supervisordUrl,
            @Doc("NTP server of this host") @Key("collector.ntp.server") @Default("127.0.0.1")
                    String ntpServer,
            @Doc("Port of the NTP server")
                    @Key("collector.ntp.server-port")
                    @Default("123")
                    @Limit(min = 1, max = 65_535)
                    int ntpPort,
            @Doc("Version of NTP to ask in")
                    @Key("collector.ntp.protocol-version")
                    @Default("4")
                    @Limit(min = 2, max = 4)
                    int ntpVersion,
            @Doc("The NTP server is of this host, whatever its address")
                    @Key("collector.ntp.server-is-local")
                    boolean ntpIsLocal,
            @Doc("Time to live of the packets to the NTP server")
                    @Key("collector.ntp.ip-ttl")
                    @Default("1")
                    @Limit(min = 1, max = 255)
                    int ntpHops,
            @Doc("Largest distance to the root that is sane")
                    @Key("collector.ntp.max-distance")
                    @Default("3.46608s")
                    String ntpMaxDistance,
            @Doc("Largest difference between the two clocks that is sane")
                    @Key("collector.ntp.local-offset-tolerance")
                    @Default("1ms")
                    String ntpTolerance) {
        NtpCollector.Settings ntp() {
            return new NtpCollector.Settings(
                    ntpServer,
                    ntpPort,
                    ntpVersion,
                    ntpHops,
                    GoDuration.parse("collector.ntp.max-distance", ntpMaxDistance),
                    GoDuration.parse("collector.ntp.local-offset-tolerance", ntpTolerance));
        }
    }
}
