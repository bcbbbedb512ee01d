package io.gnomon.platform.core.alerting.internal;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a process listens on, as Linux knows it. */
final class OpenPorts {
    private static final String LISTENING = "0A";

    private OpenPorts() {}

    /** Ports of TCP on which this process listens, and all of UDP that it has. */
    static Set<Integer> ofThisProcess() throws IOException {
        assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")), "there is no /proc");
        Set<String> inodes = new HashSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path file : files) {
                try {
                    String target = Files.readSymbolicLink(file).toString();
                    if (target.startsWith("socket:[")) {
                        inodes.add(target.substring(8, target.length() - 1));
                    }
                } catch (NoSuchFileException e) {
                    // Closed meanwhile.
                }
            }
        }
        Set<Integer> ports = new HashSet<>();
        for (String protocol : List.of("tcp", "tcp6", "udp", "udp6")) {
            Path table = Path.of("/proc/self/net", protocol);
            if (Files.exists(table)) {
                for (String line : Files.readAllLines(table)) {
                    List<String> words = List.of(line.strip().split(" +", -1));
                    if (inodes.contains(words.get(9))
                            && (protocol.startsWith("udp") || words.get(3).equals(LISTENING))) {
                        String port = words.get(1).substring(words.get(1).indexOf(':') + 1);
                        ports.add(Integer.parseInt(port, 16));
                    }
                }
            }
        }
        return ports;
    }
}
