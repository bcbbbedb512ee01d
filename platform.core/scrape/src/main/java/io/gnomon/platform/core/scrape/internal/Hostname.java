package io.gnomon.platform.core.scrape.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Name of this machine, found without asking the network. */
final class Hostname {
    private static final Path LINUX = Path.of("/proc/sys/kernel/hostname");

    private Hostname() {}

    static String ofThisMachine() {
        try {
            return Files.readString(LINUX).strip();
        } catch (IOException e) {
            String windows = System.getenv("COMPUTERNAME");
            String shell = System.getenv("HOSTNAME");
            return shell != null ? shell : windows != null ? windows : "localhost";
        }
    }
}
