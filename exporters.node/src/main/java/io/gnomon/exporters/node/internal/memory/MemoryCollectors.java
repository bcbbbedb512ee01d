package io.gnomon.exporters.node.internal.memory;

import io.gnomon.exporters.node.internal.host.NameFilter;
import io.gnomon.exporters.node.internal.host.Offer;
import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.common.Key;

import java.util.List;

/** What can be reported of memory. */
public final class MemoryCollectors {
    /** All of them. */
    public static final List<Offer<Settings>> OFFERS =
            List.of(
                    Offer.off("buddyinfo", (host, s) -> new BuddyinfoCollector(host.files())),
                    Offer.off("ksmd", (host, s) -> new KsmdCollector(host.files())),
                    Offer.on("meminfo", (host, s) -> new MeminfoCollector(host.files())),
                    Offer.off("meminfo_numa", (host, s) -> new MeminfoNumaCollector(host.files())),
                    Offer.off(
                            "slabinfo",
                            (host, s) ->
                                    new SlabinfoCollector(
                                            host.files(),
                                            NameFilter.both(s.slabsInclude, s.slabsExclude))),
                    Offer.off("zoneinfo", (host, s) -> new ZoneinfoCollector(host.files())),
                    Offer.off("swap", (host, s) -> new SwapCollector(host.files())),
                    Offer.on(
                            "vmstat",
                            (host, s) ->
                                    new VmstatCollector(
                                            host.files(), NameFilter.both(s.vmstatFields, ""))));

    private MemoryCollectors() {}

    /** Settings, named as node_exporter's flags. */
    public record Settings(
            @Doc("Slabs to report, as a regular expression")
                    @Key("collector.slabinfo.slabs-include")
                    @Default(".*")
                    String slabsInclude,
            @Doc("Slabs to leave out, as a regular expression")
                    @Key("collector.slabinfo.slabs-exclude")
                    @Default("")
                    String slabsExclude,
            @Doc("Fields of /proc/vmstat to report, as a regular expression")
                    @Key("collector.vmstat.fields")
                    @Default("^(oom_kill|pgpg|pswp|pg.*fault).*")
                    String vmstatFields) {}
}
