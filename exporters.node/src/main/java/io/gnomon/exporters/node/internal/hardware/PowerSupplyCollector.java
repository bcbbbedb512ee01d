package io.gnomon.exporters.node.internal.hardware;

import io.gnomon.exporters.node.internal.host.Collector;
import io.gnomon.exporters.node.internal.host.HostFiles;
import io.gnomon.exporters.node.internal.host.Metrics;
import io.gnomon.exporters.node.internal.host.NameFilter;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Batteries and mains of /sys/class/power_supply. */
record PowerSupplyCollector(HostFiles files, NameFilter supplies) implements Collector {
    /** Files that are reported as they are; the second word is the name when it is another one. */
    private static final List<String> PLAIN =
            List.of(
                    "authentic",
                    "calibrate",
                    "capacity",
                    "capacity_alert_max",
                    "capacity_alert_min",
                    "cycle_count cyclecount",
                    "online",
                    "present",
                    "time_to_empty_now time_to_empty_seconds",
                    "time_to_full_now time_to_full_seconds");

    /** In millionths of volts, amperes, watts and their hours. */
    private static final List<String> MILLIONTHS =
            List.of(
                    "current_boot",
                    "current_max",
                    "current_now current_ampere",
                    "energy_empty",
                    "energy_empty_design",
                    "energy_full",
                    "energy_full_design",
                    "energy_now energy_watthour",
                    "voltage_boot",
                    "voltage_max",
                    "voltage_max_design",
                    "voltage_min",
                    "voltage_min_design",
                    "voltage_now voltage_volt",
                    "voltage_ocv",
                    "charge_control_limit",
                    "charge_control_limit_max",
                    "charge_counter",
                    "charge_empty",
                    "charge_empty_design",
                    "charge_full",
                    "charge_full_design",
                    "charge_now charge_ampere",
                    "charge_term_current",
                    "constant_charge_current",
                    "constant_charge_current_max",
                    "constant_charge_voltage",
                    "constant_charge_voltage_max",
                    "precharge_current",
                    "input_current_limit",
                    "power_now power_watt");

    /** In tenths of degrees Celsius. */
    private static final List<String> TENTHS =
            List.of(
                    "temp temp_celsius",
                    "temp_alert_max temp_alert_max_celsius",
                    "temp_alert_min temp_alert_min_celsius",
                    "temp_ambient temp_ambient_celsius",
                    "temp_ambient_max temp_ambient_max_celsius",
                    "temp_ambient_min temp_ambient_min_celsius",
                    "temp_max temp_max_celsius",
                    "temp_min temp_min_celsius");

    private static final List<String> WORDS =
            List.of(
                    "capacity_level",
                    "charge_type",
                    "health",
                    "manufacturer",
                    "model_name",
                    "scope",
                    "serial_number",
                    "status",
                    "technology",
                    "type",
                    "usb_type");

    @Override
    public void collect(Metrics out) throws IOException {
        for (Path folder : files.listPresent(files.sys("class/power_supply"), "*")) {
            String supply = HostFiles.name(folder);
            if (!supplies.accepts(supply)) {
                continue;
            }
            report(out, folder, supply, PLAIN, 1);
            report(out, folder, supply, MILLIONTHS, 1e6);
            report(out, folder, supply, TENTHS, 10);
            List<String> labels = new ArrayList<>(List.of("power_supply", supply));
            for (String word : WORDS) {
                String value = files.text(folder, word);
                if (!value.isEmpty()) {
                    labels.add(word);
                    labels.add(value);
                }
            }
            out.gauge(
                    "node_power_supply_info",
                    "What the supply says of itself; the value is always 1.",
                    1,
                    labels.toArray(String[]::new));
        }
    }

    private void report(
            Metrics out, Path folder, String supply, List<String> fields, double divisor) {
        for (String field : fields) {
            int blank = field.indexOf(' ');
            String file = blank < 0 ? field : field.substring(0, blank);
            files.number(folder.resolve(file))
                    .ifPresent(value ->
                            out.gauge(
                                    "node_power_supply_" + field.substring(blank + 1),
                                    "File " + file + " of /sys/class/power_supply/SUPPLY.",
                                    value / divisor,
                                    "power_supply",
                                    supply));
        }
    }
}
