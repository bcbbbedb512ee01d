package io.gnomon.platform.core.http.internal.routing;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Whom an address stands for when things are counted by client: an IPv4 address for itself, an IPv6
 * address for its first 64 bits, because that is what one customer of a provider gets and may
 * choose from (RFC 6177).
 */
public final class ClientNetwork {
    private static final int BYTES = 8;

    private ClientNetwork() {}

    /**
     * The text that all addresses of a client share.
     *
     * @param address as a connection tells it, IPv6 with or without brackets; anything else stands
     *     for itself
     */
    public static String of(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        try {
            // What has a colon is never looked up as a name.
            InetAddress known = InetAddress.getByName(address);
            return known instanceof Inet6Address
                    ? HexFormat.of().formatHex(Arrays.copyOf(known.getAddress(), BYTES)) + "/64"
                    : known.getHostAddress();
        } catch (UnknownHostException e) {
            return address;
        }
    }
}
