package io.gnomon.exporters.node.internal.hardware;

import io.gnomon.exporters.node.internal.host.Collector;
import io.gnomon.exporters.node.internal.host.HostFiles;
import io.gnomon.exporters.node.internal.host.Metrics;
import io.gnomon.exporters.node.internal.host.NameFilter;
import io.gnomon.exporters.node.internal.host.Numbers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Temperatures, fans, voltages, of /sys/class/hwmon. The files' names and units are those of the
 * kernel's Documentation/hwmon/sysfs-interface.
 *
 * @param chips chips to report
 * @param sensors sensors to report, as "chip;sensor"
 */
record HwmonCollector(HostFiles files, NameFilter chips, NameFilter sensors) implements Collector {
    private static final Pattern FILE = Pattern.compile("([^0-9]+)([0-9]*)(?:_(.+))?");
    private static final Pattern UNNAMEABLE = Pattern.compile("[^a-z0-9:_]");

    private static final Set<String> TYPES =
            Set.of(
                    "vrm",
                    "beep_enable",
                    "update_interval",
                    "in",
                    "cpu",
                    "fan",
                    "pwm",
                    "temp",
                    "curr",
                    "power",
                    "energy",
                    "humidity",
                    "intrusion",
                    "freq");

    /** A sensor's files by what they are of it: "input", "max"; "" for the file without. */
    private record Sensor(String type, Map<String, String> values) {}

    @Override
    public void collect(Metrics out) throws IOException {
        List<Path> folders = files.listPresent(files.sys("class/hwmon"), "*");
        Map<String, Integer> users = new HashMap<>();
        for (Path folder : folders) {
            users.merge(device(folder), 1, Integer::sum);
        }
        for (Path folder : folders) {
            String human = clean(files.text(folder, "name"));
            String chip = chip(folder, human, users);
            if (!chips.accepts(chip)) {
                continue;
            }
            Map<String, Sensor> found = new TreeMap<>();
            gather(folder, found);
            if (Files.isDirectory(folder.resolve("device"))) {
                gather(folder.resolve("device"), found);
            }
            if (!human.isEmpty()) {
                out.gauge(
                        "node_hwmon_chip_names",
                        "How the driver calls the chip; the value is always 1.",
                        1,
                        "chip",
                        chip,
                        "chip_name",
                        human);
            }
            found.forEach((name, sensor) -> {
                if (sensors.accepts(chip + ";" + name)) {
                    report(out, chip, name, sensor);
                }
            });
        }
    }

    /** The device's bus and name, which are unique; with the driver's name where it has several. */
    private static String chip(Path folder, String human, Map<String, Integer> users)
            throws IOException {
        String device = device(folder);
        if (device.isEmpty()) {
            return human.isEmpty() ? clean(HostFiles.name(folder.toRealPath())) : human;
        }
        boolean shared = users.getOrDefault(device, 0) > 1 && !human.isEmpty();
        return shared ? device + "_" + human : device;
    }

    private static String device(Path folder) {
        try {
            Path device = folder.resolve("device").toRealPath();
            String bus =
                    Optional.ofNullable(device.getParent())
                            .map(parent -> clean(HostFiles.name(parent)))
                            .orElse("");
            String name = clean(HostFiles.name(device));
            return bus.isEmpty() || name.isEmpty() ? name : bus + "_" + name;
        } catch (IOException e) {
            return "";
        }
    }

    private static String clean(String name) {
        String cleaned = UNNAMEABLE.matcher(name.strip().toLowerCase(Locale.ROOT)).replaceAll("_");
        int start = 0;
        int end = cleaned.length();
        while (start < end && cleaned.charAt(start) == '_') {
            start++;
        }
        while (end > start && cleaned.charAt(end - 1) == '_') {
            end--;
        }
        return cleaned.substring(start, end);
    }

    private void gather(Path folder, Map<String, Sensor> found) throws IOException {
        for (Path file : files.list(folder, "*")) {
            Matcher matcher = FILE.matcher(HostFiles.name(file));
            if (!matcher.matches() || !TYPES.contains(matcher.group(1))) {
                continue;
            }
            Optional<String> value = files.value(file);
            if (value.isPresent()) {
                String type = matcher.group(1);
                String name = type + (matcher.group(2).isEmpty() ? "0" : matcher.group(2));
                String element = Optional.ofNullable(matcher.group(3)).orElse("");
                found.computeIfAbsent(name, _ -> new Sensor(type, new TreeMap<>()))
                        .values
                        .put(element, value.get());
            }
        }
    }

    private static void report(Metrics out, String chip, String name, Sensor sensor) {
        String label = sensor.values.get("label");
        if (label != null) {
            out.gauge(
                    "node_hwmon_sensor_label",
                    "How the board calls the sensor; the value is always 1.",
                    1,
                    "chip",
                    chip,
                    "sensor",
                    name,
                    "label",
                    label);
        }
        sensor.values.forEach((element, text) -> {
            if (!element.equals("label")) {
                element(out, chip, name, sensor, element, text);
            }
        });
    }

    private static void element(
            Metrics out, String chip, String name, Sensor sensor, String element, String text) {
        double value;
        try {
            value = Numbers.parse(text);
        } catch (NumberFormatException e) {
            return;
        }
        String[] labels = {"chip", chip, "sensor", name};
        String family = "node_hwmon_" + sensor.type;
        // "input" is the value itself, unless there is one without a name as well.
        boolean plain =
                element.isEmpty() || (element.equals("input") && !sensor.values.containsKey(""));
        String named = plain ? family : family + "_" + clean(element);
        String about = "Hardware monitor, " + sensor.type + " (" + element + ").";
        switch (element) {
            case "fault", "alarm" -> {
                out.gauge(named, about, value, labels);
                return;
            }
            case "beep" -> {
                out.gauge(named + "_enabled", about, value, labels);
                return;
            }
            default -> {}
        }
        switch (sensor.type) {
            case "beep_enable" ->
                    out.gauge("node_hwmon_beep_enabled", about, value == 1 ? 1 : 0, labels);
            case "vrm" -> out.gauge("node_hwmon_voltage_regulator_version", about, value, labels);
            case "update_interval" ->
                    out.gauge("node_hwmon_update_interval_seconds", about, value / 1e3, labels);
            case "in", "cpu" -> out.gauge(named + "_volts", about, value / 1e3, labels);
            case "curr" -> out.gauge(named + "_amps", about, value / 1e3, labels);
            case "energy" -> out.counter(named + "_joule_total", about, value / 1e6, labels);
            case "humidity" -> out.gauge(named, about, value / 1e6, labels);
            case "temp" -> {
                if (element.equals("type")) {
                    out.gauge(named, about, value, labels);
                } else {
                    out.gauge(named + "_celsius", about, value / 1e3, labels);
                }
            }
            case "power" -> power(out, named, element, about, value, labels);
            case "fan" -> {
                boolean speed = Set.of("input", "min", "max", "target").contains(element);
                out.gauge(speed ? named + "_rpm" : named, about, value, labels);
            }
            case "freq" -> {
                String label = sensor.values.get("label");
                if (element.equals("input") && label != null) {
                    out.gauge(
                            named + "_freq_mhz", about, value / 1e6, "chip", chip, "sensor", label);
                } else {
                    out.gauge(named, about, value, labels);
                }
            }
            default -> out.gauge(named, about, value, labels);
        }
    }

    private static void power(
            Metrics out,
            String named,
            String element,
            String about,
            double value,
            String... labels) {
        switch (element) {
            case "accuracy" -> out.gauge(named, about, value / 1e6, labels);
            case "average_interval", "average_interval_min", "average_interval_max" ->
                    out.gauge(named + "_seconds", about, value / 1e3, labels);
            default -> out.gauge(named + "_watt", about, value / 1e6, labels);
        }
    }
}
