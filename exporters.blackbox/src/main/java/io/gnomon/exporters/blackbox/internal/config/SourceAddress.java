package io.gnomon.exporters.blackbox.internal.config;

import java.net.InetAddress;

/** The option source_ip_address of several probers. */
final class SourceAddress {
    private SourceAddress() {}

    /** Refuses what is neither empty nor an address. */
    static void check(String text) {
        try {
            if (!text.isEmpty()) {
                var _ = InetAddress.ofLiteral(text);
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "source_ip_address \"" + text + "\" is not an IP address", e);
        }
    }
}
