package io.gnomon.exporters.node.internal.hardware;

import io.gnomon.exporters.node.internal.host.Collector;
import io.gnomon.exporters.node.internal.host.HostFiles;
import io.gnomon.exporters.node.internal.host.Metrics;
import io.gnomon.exporters.node.internal.host.Numbers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Devices of /sys/bus/pci/devices. */
public final class PcideviceCollector implements Collector {
    private static final String PREFIX = "node_pcidevice_";
    private static final Pattern ADDRESS =
            Pattern.compile("([0-9a-f]{4,}):([0-9a-f]{2}):([0-9a-f]{2})\\.([0-9a-f])");
    private static final List<String> POWER_STATES =
            List.of("error", "D0", "D1", "D2", "D3hot", "D3cold", "unknown");
    private static final List<String> USUAL_IDS =
            List.of("usr/share/misc/pci.ids", "usr/share/hwdata/pci.ids");
    private static final double GIGA = 1e9;

    /** What a file of a device says, and what is reported of a device without that file. */
    private record Figure(String file, double without, String help) {}

    private static final List<Figure> FIGURES =
            List.of(
                    new Figure("max_link_width", -1, "Lanes that the link can have; -1: no link."),
                    new Figure("current_link_width", -1, "Lanes that the link has; -1: no link."),
                    new Figure("d3cold_allowed", 0, "1 when the device may be cut off power."),
                    new Figure("sriov_drivers_autoprobe", 0, "1: virtual functions get drivers."),
                    new Figure("sriov_numvfs", 0, "Virtual functions that are on."),
                    new Figure("sriov_totalvfs", 0, "Virtual functions that can be on."),
                    new Figure("sriov_vf_total_msix", 0, "Interrupts of virtual functions."));

    private final HostFiles files;
    private final boolean names;
    private final String idsFile;
    private Optional<PciIds> ids = Optional.empty();

    /**
     * A collector.
     *
     * @param names with the names of vendors, devices and classes
     * @param idsFile pci.ids to take them from, empty for the system's
     */
    public PcideviceCollector(HostFiles files, boolean names, String idsFile) {
        this.files = files;
        this.names = names;
        this.idsFile = idsFile;
    }

    @Override
    public void collect(Metrics out) throws IOException {
        if (names && ids.isEmpty()) {
            ids = Optional.of(PciIds.read(files, idsFile()));
        }
        for (Path link : files.some(files.sys("bus/pci/devices"), "*")) {
            Matcher address = ADDRESS.matcher(HostFiles.name(link));
            if (address.matches()) {
                device(out, link, address);
            }
        }
    }

    private Path idsFile() throws IOException {
        if (!idsFile.isEmpty()) {
            return Path.of(idsFile);
        }
        for (String usual : USUAL_IDS) {
            Path file = files.rootfs().resolve(usual);
            if (Files.isReadable(file)) {
                return file;
            }
        }
        throw new IOException("there is none of " + USUAL_IDS + " in " + files.rootfs());
    }

    private void device(Metrics out, Path folder, Matcher address) throws IOException {
        String[] place = {
            "segment", address.group(1),
            "bus", address.group(2),
            "device", address.group(3),
            "function", address.group(4)
        };
        List<String> info = new ArrayList<>(List.of(place));
        Path above = folder.toRealPath().getParent();
        Matcher parent = ADDRESS.matcher(above == null ? "" : HostFiles.name(above));
        boolean known = parent.matches();
        for (int i = 0; i < place.length; i += 2) {
            info.add("parent_" + place[i]);
            info.add(known ? parent.group(i / 2 + 1) : "*");
        }
        String vendor = files.text(folder, "vendor");
        String device = files.text(folder, "device");
        String subVendor = files.text(folder, "subsystem_vendor");
        String subDevice = files.text(folder, "subsystem_device");
        String deviceClass = files.text(folder, "class");
        info.addAll(
                List.of(
                        "class_id", deviceClass,
                        "vendor_id", vendor,
                        "device_id", device,
                        "subsystem_vendor_id", subVendor,
                        "subsystem_device_id", subDevice,
                        "revision", files.text(folder, "revision")));
        ids.ifPresent(n ->
                info.addAll(
                        List.of(
                                "class_name", n.deviceClass(deviceClass),
                                "vendor_name", n.vendor(vendor),
                                "device_name", n.device(vendor, device),
                                "subsystem_vendor_name", n.vendor(subVendor),
                                "subsystem_device_name",
                                        n.subsystem(vendor, device, subVendor, subDevice))));
        out.gauge(PREFIX + "info", "The device; always 1.", 1, info.toArray(String[]::new));
        speed(out, folder, "max_link", "Transfers that the link can do.", place);
        speed(out, folder, "current_link", "Transfers that the link does.", place);
        for (Figure figure : FIGURES) {
            double value = files.decimal(folder, figure.file).orElse(figure.without);
            out.gauge(PREFIX + figure.file, figure.help, value, place);
        }
        files.decimal(folder, "numa_node").stream()
                .filter(node -> node >= 0)
                .forEach(node -> out.gauge(PREFIX + "numa_node", "Its NUMA node.", node, place));
        power(out, files.text(folder, "power_state"), info.subList(0, place.length));
    }

    /** As in "8.0 GT/s PCIe"; "Unknown" and none are -1. */
    private void speed(Metrics out, Path folder, String link, String help, String[] place)
            throws IOException {
        Path file = folder.resolve(link + "_speed");
        String text = files.value(file).orElse("");
        double speed =
                text.contains(" GT/s")
                        ? Numbers.of(text.substring(0, text.indexOf(' ')), file) * GIGA
                        : -1;
        out.gauge(PREFIX + link + "_transfers_per_second", help, speed, place);
    }

    private static void power(Metrics out, String state, List<String> place) {
        if (!state.isEmpty()) {
            for (String each : POWER_STATES) {
                List<String> labels = new ArrayList<>(place);
                labels.addAll(List.of("state", each));
                out.gauge(
                        PREFIX + "power_state",
                        "1 for the state that the device is in.",
                        each.equals(state) ? 1 : 0,
                        labels.toArray(String[]::new));
            }
        }
    }
}
