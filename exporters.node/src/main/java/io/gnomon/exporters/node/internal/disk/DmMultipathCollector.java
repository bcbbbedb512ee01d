package io.gnomon.exporters.node.internal.disk;

import io.gnomon.exporters.node.internal.host.Collector;
import io.gnomon.exporters.node.internal.host.HostFiles;
import io.gnomon.exporters.node.internal.host.Metrics;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;

/** Devices of device-mapper's multipath, of /sys/block/dm-*. */
record DmMultipathCollector(HostFiles files) implements Collector {
    private static final int SECTOR_BYTES = 512;

    @Override
    public void collect(Metrics out) throws IOException {
        boolean any = false;
        for (Path folder : files.list(files.sys("block"), "dm-*")) {
            String uuid = files.text(folder, "dm/uuid");
            if (uuid.startsWith("mpath-")) {
                device(out, folder, files.text(folder, "dm/name"), uuid);
                any = true;
            }
        }
        if (!any) {
            throw new FileNotFoundException(
                    "there is no multipath device in " + files.sys("block"));
        }
    }

    private void device(Metrics out, Path folder, String device, String uuid) throws IOException {
        String[] labels = {"device", device, "sysfs_name", HostFiles.name(folder)};
        out.gauge(
                "node_dmmultipath_device_info",
                "Names of the device; the value is always 1.",
                1,
                "device",
                device,
                "sysfs_name",
                HostFiles.name(folder),
                "uuid",
                uuid);
        out.gauge(
                "node_dmmultipath_device_active",
                "1 when the device is not suspended, else 0.",
                files.text(folder, "dm/suspended").equals("0") ? 1 : 0,
                labels);
        out.gauge(
                "node_dmmultipath_device_size_bytes",
                "Size of the device.",
                files.require(folder.resolve("size")) * SECTOR_BYTES,
                labels);
        int paths = 0;
        int active = 0;
        for (Path path : files.list(folder.resolve("slaves"), "*")) {
            String name = HostFiles.name(path);
            String state = files.text(files.sys("block").resolve(name), "device/state");
            state = state.isEmpty() ? "unknown" : state;
            paths++;
            // What SCSI and NVMe call a path that works.
            active += state.equals("running") || state.equals("live") ? 1 : 0;
            out.gauge(
                    "node_dmmultipath_path_state",
                    "State of the path in words; the value is always 1.",
                    1,
                    "device",
                    device,
                    "path",
                    name,
                    "state",
                    state);
        }
        out.gauge("node_dmmultipath_device_paths", "Paths of the device.", paths, labels);
        out.gauge("node_dmmultipath_device_paths_active", "Paths that work.", active, labels);
        out.gauge(
                "node_dmmultipath_device_paths_failed",
                "Paths that do not work.",
                paths - active,
                labels);
    }
}
