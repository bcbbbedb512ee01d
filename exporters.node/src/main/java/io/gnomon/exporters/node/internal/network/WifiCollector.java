package io.gnomon.exporters.node.internal.network;

import io.gnomon.exporters.node.internal.host.Collector;
import io.gnomon.exporters.node.internal.host.Metrics;
import io.gnomon.exporters.node.internal.network.Nl80211.Cell;
import io.gnomon.exporters.node.internal.network.Nl80211.Device;
import io.gnomon.exporters.node.internal.network.Nl80211.Station;
import io.gnomon.spi.common.NativeCalls;

import java.io.IOException;

/** Wireless devices, the cells that they belong to and the stations that they hear. */
record WifiCollector(NativeCalls calls) implements Collector {
    private static final double HERTZ = 1e6;
    private static final double MILLI = 1e3;

    /** NL80211_STA_INFO_*. */
    private static final int INACTIVE_TIME = 1;

    private static final int RX_BYTES = 2;
    private static final int TX_BYTES = 3;
    private static final int SIGNAL = 7;
    private static final int TX_BITRATE = 8;
    private static final int RX_PACKETS = 9;
    private static final int TX_PACKETS = 10;
    private static final int TX_RETRIES = 11;
    private static final int TX_FAILED = 12;
    private static final int RX_BITRATE = 14;
    private static final int CONNECTED_TIME = 16;
    private static final int BEACON_LOSS = 18;
    private static final int RX_BYTES64 = 23;
    private static final int TX_BYTES64 = 24;

    @Override
    public void collect(Metrics out) throws IOException {
        Nl80211 kernel = new Nl80211(calls);
        for (Device device : kernel.devices()) {
            if (!device.name().isEmpty()) {
                out.gauge(
                        "node_wifi_interface_frequency_hertz",
                        "Frequency that the device is tuned to.",
                        device.megahertz() * HERTZ,
                        "device",
                        device.name());
                kernel.cell(device).ifPresent(cell -> report(out, device, cell));
                for (Station station : kernel.stations(device)) {
                    report(out, station, "device", device.name(), "mac_address", station.address());
                }
            }
        }
    }

    private static void report(Metrics out, Device device, Cell cell) {
        out.gauge(
                "node_wifi_station_info",
                "The cell that the device belongs to; the value is always 1.",
                1,
                "device",
                device.name(),
                "bssid",
                cell.address(),
                "ssid",
                cell.network(),
                "mode",
                switch (cell.status()) {
                    case 0, 1 -> "client";
                    case 2 -> "ad-hoc";
                    default -> "unknown";
                });
    }

    private static void report(Metrics out, Station station, String... labels) throws IOException {
        counter(out, "connected_seconds", "Connected.", station.number(CONNECTED_TIME), labels);
        gauge(
                out,
                "inactive_seconds",
                "Since it was heard last.",
                station.number(INACTIVE_TIME) / MILLI,
                labels);
        gauge(out, "receive_bits_per_second", "Rate from it.", station.rate(RX_BITRATE), labels);
        gauge(out, "transmit_bits_per_second", "Rate to it.", station.rate(TX_BITRATE), labels);
        counter(out, "receive_bytes", "From it.", station.counter(RX_BYTES64, RX_BYTES), labels);
        counter(out, "transmit_bytes", "To it.", station.counter(TX_BYTES64, TX_BYTES), labels);
        gauge(
                out,
                "signal_dbm",
                "Strength of its signal.",
                station.value(SIGNAL).map(v -> (double) v.get(0)).orElse(0.0),
                labels);
        counter(out, "transmit_retries", "Sent again.", station.number(TX_RETRIES), labels);
        counter(out, "transmit_failed", "Not sent.", station.number(TX_FAILED), labels);
        counter(out, "beacon_loss", "Beacons missed.", station.number(BEACON_LOSS), labels);
        counter(out, "transmitted_packets", "To it.", station.number(TX_PACKETS), labels);
        counter(out, "received_packets", "From it.", station.number(RX_PACKETS), labels);
    }

    private static void counter(
            Metrics out, String name, String help, double value, String... labels) {
        out.counter("node_wifi_station_" + name + "_total", help, value, labels);
    }

    private static void gauge(
            Metrics out, String name, String help, double value, String... labels) {
        out.gauge("node_wifi_station_" + name, help, value, labels);
    }
}
