package io.gnomon.platform.core.http.internal.front;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Refuses names that are not ours on connections over loopback. A page on the web can make its own
 * name point to 127.0.0.1 (DNS rebinding) and then call us from the user's browser; the Host header
 * still tells its name.
 */
public final class HostCheck {
    private final Set<String> allowed = new HashSet<>();

    /**
     * @param more names beside localhost and addresses: of the external URL, of the flag; without
     *     port, any case
     */
    public HostCheck(Iterable<String> more) {
        allowed.add("localhost");
        for (String name : more) {
            allowed.add(name.toLowerCase(Locale.ROOT));
        }
    }

    /**
     * @param host name in the Host header without port; empty when there was none
     */
    boolean allows(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return name.isEmpty()
                || allowed.contains(name)
                || name.endsWith(".localhost")
                || isAddress(name);
    }

    /** A rebound name is a name: an address cannot be made to point elsewhere. */
    private static boolean isAddress(String host) {
        return host.indexOf(':') >= 0
                || host.startsWith("[")
                || host.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
    }
}
