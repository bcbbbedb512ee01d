package io.gnomon.exporters.node.internal.hardware;

import io.gnomon.exporters.node.internal.host.NameFilter;
import io.gnomon.exporters.node.internal.host.Offer;
import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.common.Key;

import java.util.List;

/** What can be reported of boards, sensors and power. */
public final class HardwareCollectors {
    /** All of them. */
    public static final List<Offer<Settings>> OFFERS =
            List.of(
                    Offer.on("dmi", (host, s) -> new DmiCollector(host.files())),
                    Offer.off("drm", (host, s) -> new DrmCollector(host.files())),
                    Offer.on("edac", (host, s) -> new EdacCollector(host.files())),
                    Offer.on(
                            "hwmon",
                            (host, s) ->
                                    new HwmonCollector(
                                            host.files(),
                                            NameFilter.of(
                                                    "collector.hwmon.chip",
                                                    s.chipInclude,
                                                    s.chipExclude,
                                                    ""),
                                            NameFilter.of(
                                                    "collector.hwmon.sensor",
                                                    s.sensorInclude,
                                                    s.sensorExclude,
                                                    ""))),
                    Offer.off(
                            "pcidevice",
                            (host, s) ->
                                    new PcideviceCollector(host.files(), s.pciNames, s.pciIdsFile)),
                    Offer.on(
                            "powersupplyclass",
                            (host, s) ->
                                    new PowerSupplyCollector(
                                            host.files(), NameFilter.both("", s.suppliesIgnored))),
                    Offer.on("rapl", (host, s) -> new RaplCollector(host.files(), s.raplZoneLabel)),
                    Offer.on("thermal_zone", (host, s) -> new ThermalZoneCollector(host.files())),
                    Offer.on("watchdog", (host, s) -> new WatchdogCollector(host.files())));

    private HardwareCollectors() {}

    /** Settings, named as node_exporter's flags. */
    public record Settings(
            @Doc("Chips to report, as a regular expression; empty for all")
                    @Key("collector.hwmon.chip-include")
                    @Default("")
                    String chipInclude,
            @Doc("Chips to leave out, as a regular expression")
                    @Key("collector.hwmon.chip-exclude")
                    @Default("")
                    String chipExclude,
            @Doc("Sensors to report, as a regular expression on chip;sensor; empty for all")
                    @Key("collector.hwmon.sensor-include")
                    @Default("")
                    String sensorInclude,
            @Doc("Sensors to leave out, as a regular expression on chip;sensor")
                    @Key("collector.hwmon.sensor-exclude")
                    @Default("")
                    String sensorExclude,
            @Doc("Power supplies to leave out, as a regular expression")
                    @Key("collector.powersupply.ignored-supplies")
                    @Default("^$")
                    String suppliesIgnored,
            @Doc("Name the power zone in a label instead of the metric's name")
                    @Key("collector.rapl.enable-zone-label")
                    boolean raplZoneLabel,
            @Doc("Report names of PCI vendors, devices and classes, of a file pci.ids")
                    @Key("collector.pcidevice.names")
                    boolean pciNames,
            @Doc("The file pci.ids; empty for the one below /usr/share")
                    @Key("collector.pcidevice.idsfile")
                    @Default("")
                    String pciIdsFile) {}
}
