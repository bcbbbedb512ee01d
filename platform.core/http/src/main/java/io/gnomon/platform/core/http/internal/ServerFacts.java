package io.gnomon.platform.core.http.internal;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What does not change while the server runs.
 *
 * @param flags command-line flags with their values, defaults filled in, for people
 * @param property value of any framework property by its name, empty when it has none
 */
public record ServerFacts(
        String version,
        String hostname,
        Instant startedAt,
        Map<String, String> flags,
        UnaryOperator<String> property) {
    /** A flag's value, empty when it has none. */
    public String flag(String name) {
        return property.apply(name);
    }

    /** A flag's value, or what counts without it. */
    public String flag(String name, String absent) {
        String value = flag(name);
        return value.isEmpty() ? absent : value;
    }

    /** A switch. */
    public boolean isOn(String name) {
        return flag(name).equals("true");
    }

    /** Whether {@code --enable-feature} names it. */
    public boolean hasFeature(String name) {
        return List.of(flag("enable-feature").split(",", -1)).contains(name);
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
