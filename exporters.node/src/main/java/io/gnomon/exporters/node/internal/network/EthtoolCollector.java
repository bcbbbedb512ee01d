package io.gnomon.exporters.node.internal.network;

import io.gnomon.exporters.node.internal.host.Collector;
import io.gnomon.exporters.node.internal.host.Host;
import io.gnomon.exporters.node.internal.host.HostFiles;
import io.gnomon.exporters.node.internal.host.Metrics;
import io.gnomon.exporters.node.internal.host.NameFilter;
import io.gnomon.exporters.node.internal.host.NamePattern;
import io.gnomon.exporters.node.internal.network.EthtoolDevice.Driver;
import io.gnomon.exporters.node.internal.network.EthtoolDevice.Link;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Drivers of network devices, the modes of their links and what the drivers count. A device that
 * answers to some questions only is reported as far as it does; the collector fails when none
 * answers to any.
 */
record EthtoolCollector(Host host, NameFilter devices, NamePattern counters) implements Collector {
    /** Bytes a second of a megabit a second, as node_network_speed_bytes has it. */
    private static final double MEGABIT = 1_000_000 / 8;

    private static final int AUTONEG = 6;
    private static final int PAUSE = 13;
    private static final int ASYM_PAUSE = 14;

    /** Ports by their bits, ETHTOOL_LINK_MODE_*. */
    private static final Map<Integer, String> PORTS =
            new TreeMap<>(
                    Map.of(7, "TP", 8, "AUI", 9, "MII", 10, "FIBRE", 11, "BNC", 16, "Backplane"));

    /** Modes by their bits: megabits a second, duplex and medium. */
    private static final Map<Integer, Mode> MODES =
            new TreeMap<>(
                    Map.ofEntries(
                            Map.entry(0, new Mode(10, "half", "T")),
                            Map.entry(1, new Mode(10, "full", "T")),
                            Map.entry(2, new Mode(100, "half", "T")),
                            Map.entry(3, new Mode(100, "full", "T")),
                            Map.entry(4, new Mode(1000, "half", "T")),
                            Map.entry(5, new Mode(1000, "full", "T")),
                            Map.entry(12, new Mode(10_000, "full", "T")),
                            Map.entry(17, new Mode(1000, "full", "KX")),
                            Map.entry(18, new Mode(10_000, "full", "KX4")),
                            Map.entry(19, new Mode(10_000, "full", "KR")),
                            Map.entry(20, new Mode(10_000, "full", "R_FEC")),
                            Map.entry(21, new Mode(20_000, "full", "MLD2")),
                            Map.entry(22, new Mode(20_000, "full", "KR2")),
                            Map.entry(23, new Mode(40_000, "full", "KR4")),
                            Map.entry(24, new Mode(40_000, "full", "CR4")),
                            Map.entry(25, new Mode(40_000, "full", "SR4")),
                            Map.entry(26, new Mode(40_000, "full", "LR4")),
                            Map.entry(27, new Mode(56_000, "full", "KR4")),
                            Map.entry(28, new Mode(56_000, "full", "CR4")),
                            Map.entry(29, new Mode(56_000, "full", "SR4")),
                            Map.entry(30, new Mode(56_000, "full", "LR4")),
                            Map.entry(31, new Mode(25_000, "full", "CR"))));

    /** Counters that node_exporter gives names with a suffix. */
    private static final Set<String> TOTALS =
            Set.of(
                    "rx_bytes",
                    "rx_dropped",
                    "rx_errors",
                    "rx_packets",
                    "tx_bytes",
                    "tx_errors",
                    "tx_packets");

    private static final Pattern NO_NAME = Pattern.compile("_*[^0-9A-Za-z_]+_*");
    private static final Pattern RECEIVED = Pattern.compile("(^|_)rx(_|$)");
    private static final Pattern TRANSMITTED = Pattern.compile("(^|_)tx(_|$)");

    private record Mode(int megabits, String duplex, String medium) {}

    @Override
    public void collect(Metrics out) throws IOException {
        Optional<IOException> refusal = Optional.empty();
        boolean answered = false;
        for (Path folder : files().some(files().sys("class/net"), "*")) {
            String name = HostFiles.name(folder);
            if (devices.accepts(name)) {
                EthtoolDevice device = new EthtoolDevice(host.calls(), name);
                try {
                    report(out, name, device.link());
                    answered = true;
                } catch (IOException e) {
                    refusal = Optional.of(e);
                }
                try {
                    Driver driver = device.driver();
                    report(out, name, driver);
                    report(out, name, device.counters(driver.counters()));
                    answered = true;
                } catch (IOException e) {
                    refusal = Optional.of(e);
                }
            }
        }
        if (!answered && refusal.isPresent()) {
            throw refusal.get();
        }
    }

    private HostFiles files() {
        return host.files();
    }

    private static void report(Metrics out, String device, Link link) {
        modes(out, device, "supported", link.supported());
        PORTS.forEach((bit, type) -> {
            if (has(link.supported(), bit)) {
                gauge(out, "supported_port_info", "Port it has.", 1, device, "type", type);
            }
        });
        modes(out, device, "advertised", link.advertised());
        gauge(
                out,
                "autonegotiate",
                "1 when the mode is agreed on with the other end.",
                link.autonegotiates(),
                device);
    }

    private static void modes(Metrics out, String device, String what, int bits) {
        MODES.forEach((bit, mode) -> {
            if (has(bits, bit)) {
                gauge(
                        out,
                        what + "_speed_bytes",
                        "Speed in a mode that is " + what + ".",
                        mode.megabits * MEGABIT,
                        device,
                        "duplex",
                        mode.duplex,
                        "mode",
                        mode.megabits + "base" + mode.medium);
            }
        });
        Map.of("autonegotiate", AUTONEG, "pause", PAUSE, "asymmetricpause", ASYM_PAUSE)
                .forEach((name, bit) ->
                        gauge(
                                out,
                                name + "_" + what,
                                "1 when it is " + what + ".",
                                has(bits, bit) ? 1 : 0,
                                device));
    }

    private static boolean has(int bits, int bit) {
        return (bits >>> bit & 1) != 0;
    }

    private static void gauge(
            Metrics out, String name, String help, double value, String device, String... more) {
        String[] labels = new String[2 + more.length];
        labels[0] = "device";
        labels[1] = device;
        System.arraycopy(more, 0, labels, 2, more.length);
        out.gauge("node_network_" + name, help, value, labels);
    }

    private static void report(Metrics out, String device, Driver driver) {
        out.gauge(
                "node_ethtool_info",
                "What the driver says of itself; the value is always 1.",
                1,
                "device",
                device,
                "driver",
                driver.driver(),
                "version",
                driver.version(),
                "firmware_version",
                driver.firmware(),
                "bus_info",
                driver.bus(),
                "expansion_rom_version",
                driver.expansionRom());
    }

    /** Counters whose names would be the same are left out, all of them. */
    private void report(Metrics out, String device, Map<String, Long> told) {
        Map<String, Long> byName = new TreeMap<>();
        Map<String, String> words = new HashMap<>();
        Set<String> twice = new HashSet<>();
        told.forEach((counter, value) -> {
            String word = word(counter);
            String name = metricName(word);
            if (counters.matches(word)) {
                words.put(name, word);
                if (byName.put(name, value) != null) {
                    twice.add(name);
                }
            }
        });
        byName.keySet().removeAll(twice);
        byName.forEach((name, value) ->
                out.untyped(
                        name,
                        "Counter " + words.get(name) + " of the driver.",
                        unsigned(value),
                        "device",
                        device));
    }

    /** A counter's name with those characters only that a metric's may have. */
    static String word(String counter) {
        return NO_NAME.matcher(counter).replaceAll("_");
    }

    static String metricName(String word) {
        String name = word.toLowerCase(Locale.ROOT).replaceFirst("^_+", "");
        name = RECEIVED.matcher(name).replaceAll("$1received$2");
        name = TRANSMITTED.matcher(name).replaceAll("$1transmitted$2");
        return "node_ethtool_" + name + (TOTALS.contains(word) ? "_total" : "");
    }

    private static double unsigned(long bits) {
        return bits >= 0 ? bits : (bits >>> 1) * 2.0;
    }
}
