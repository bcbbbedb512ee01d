package io.gnomon.platform.core.http.internal;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.Map;

/**
 * What does not change while the server runs.
 *
 * @param flags command-line flags with their values, defaults filled in
 */
public record ServerFacts(
        String version, String hostname, Instant startedAt, Map<String, String> flags) {
    /** A flag's value, empty when it has none. */
    public String flag(String name) {
        return flags.getOrDefault(name, "");
    }

    /** A switch. */
    public boolean isOn(String name) {
        return flag(name).equals("true");
    }

    /** Name of this host. */
    public static String localHostname() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
