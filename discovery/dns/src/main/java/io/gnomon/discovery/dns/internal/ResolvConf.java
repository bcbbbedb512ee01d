package io.gnomon.discovery.dns.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What resolv.conf(5) says.
 *
 * @param search domains to try names in
 * @param dots names with at least as many dots are tried as they are first
 */
record ResolvConf(List<InetSocketAddress> servers, List<String> search, int dots) {
    private static final int DOTS_MAX = 15;

    /**
     * Reads the file, which other programs may change at any time.
     *
     * @param port of the name servers
     */
    static ResolvConf read(Path file, int port) throws IOException {
        List<InetSocketAddress> servers = new ArrayList<>();
        List<String> search = List.of();
        int dots = 1;
        for (String line : Files.readAllLines(file)) {
            String[] words = line.replaceAll("[#;].*", "").strip().split("\\s+");
            List<String> values = List.of(words).subList(1, words.length);
            switch (words[0]) {
                case "nameserver" -> {
                    if (!values.isEmpty()) {
                        InetAddress address = InetAddress.getByName(values.get(0));
                        servers.add(new InetSocketAddress(address, port));
                    }
                }
                case "domain", "search" -> search = values;
                case "options" -> {
                    for (String option : values) {
                        if (option.matches("ndots:[0-9]{1,4}")) {
                            int given = Integer.parseInt(option.substring("ndots:".length()));
                            dots = Math.min(given, DOTS_MAX);
                        }
                    }
                }
                default -> {}
            }
        }
        return new ResolvConf(List.copyOf(servers), List.copyOf(search), dots);
    }

    /** The full names, ending in a dot, that a name may mean, in the order to try. */
    List<String> candidates(String name) {
        if (name.endsWith(".")) {
            return List.of(name);
        }
        List<String> candidates = new ArrayList<>();
        for (String domain : search) {
            candidates.add(name + "." + domain + (domain.endsWith(".") ? "" : "."));
        }
        boolean asItIsFirst = name.chars().filter(c -> c == '.').count() >= dots;
        candidates.add(asItIsFirst ? 0 : candidates.size(), name + ".");
        return candidates;
    }
}
