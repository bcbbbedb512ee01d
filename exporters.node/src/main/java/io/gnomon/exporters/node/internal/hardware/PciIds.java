package io.gnomon.exporters.node.internal.hardware;

import io.gnomon.exporters.node.internal.host.HostFiles;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Names of PCI vendors, devices and classes, of a file pci.ids: lines of an id and a name, with a
 * tab before what belongs to the line above; "C" before a class. Ids have no 0x.
 */
final class PciIds {
    private final Map<String, String> names = new HashMap<>();

    static PciIds read(HostFiles files, Path file) throws IOException {
        PciIds ids = new PciIds();
        String[] above = {"", "", ""};
        for (String line : files.lines(file)) {
            int depth = line.startsWith("\t\t") ? 2 : line.startsWith("\t") ? 1 : 0;
            String[] parts = line.strip().split(" {2,}", 2);
            if (!line.startsWith("#") && parts.length == 2) {
                above[depth] = parts[0];
                String path = above[0];
                for (int i = 1; i <= depth; i++) {
                    path += "/" + above[i];
                }
                ids.names.put(path, parts[1]);
            }
        }
        return ids;
    }

    /** The vendor's name, its id when nobody knows it. */
    String vendor(String id) {
        return names.getOrDefault(bare(id), id);
    }

    String device(String vendor, String id) {
        return names.getOrDefault(bare(vendor) + "/" + bare(id), id);
    }

    /** The name of a card that is built with a device. */
    String subsystem(String vendor, String device, String subVendor, String id) {
        String path = bare(vendor) + "/" + bare(device) + "/" + bare(subVendor) + " " + bare(id);
        return names.getOrDefault(path, id);
    }

    /** The narrowest name of a class, which is two digits each of class, subclass, interface. */
    String deviceClass(String id) {
        String digits = bare(id);
        if (digits.length() != 6) {
            return id;
        }
        String path = "C " + digits.substring(0, 2);
        String name = names.getOrDefault(path, id);
        name = names.getOrDefault(path += "/" + digits.substring(2, 4), name);
        return names.getOrDefault(path + "/" + digits.substring(4), name);
    }

    private static String bare(String id) {
        return id.startsWith("0x") ? id.substring(2) : id;
    }
}
