package io.gnomon.exporters.node.internal.hardware;

import io.gnomon.exporters.node.internal.host.Collector;
import io.gnomon.exporters.node.internal.host.HostFiles;
import io.gnomon.exporters.node.internal.host.Metrics;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Makers, versions and serial numbers of /sys/class/dmi/id; what cannot be read is left out. */
record DmiCollector(HostFiles files) implements Collector {
    private static final List<String> FILES =
            List.of(
                    "bios_date",
                    "bios_release",
                    "bios_vendor",
                    "bios_version",
                    "board_asset_tag",
                    "board_name",
                    "board_serial",
                    "board_vendor",
                    "board_version",
                    "chassis_asset_tag",
                    "chassis_serial",
                    "chassis_vendor",
                    "chassis_version",
                    "product_family",
                    "product_name",
                    "product_serial",
                    "product_sku",
                    "product_uuid",
                    "product_version",
                    "sys_vendor");

    @Override
    public void collect(Metrics out) throws IOException {
        Path folder = files.sys("class/dmi/id");
        files.some(folder, "*");
        List<String> labels = new ArrayList<>();
        for (String name : FILES) {
            files.value(folder, name)
                    .ifPresent(value -> {
                        labels.add(name.equals("sys_vendor") ? "system_vendor" : name);
                        labels.add(value);
                    });
        }
        out.gauge(
                "node_dmi_info",
                "What the firmware says of the machine; the value is always 1.",
                1,
                labels.toArray(String[]::new));
    }
}
