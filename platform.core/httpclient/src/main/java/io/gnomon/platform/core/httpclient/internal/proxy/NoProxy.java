package io.gnomon.platform.core.httpclient.internal.proxy;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Hosts that are reached without the proxy: a list of host names (their sub-domains included),
 * {@code .domain} (only sub-domains), addresses, networks in CIDR notation, each with an optional
 * port, or {@code *}. The rules are those of Go's httpproxy package. The host itself (localhost and
 * loopback addresses) is never reached through a proxy.
 */
final class NoProxy {
    private final List<String> entries;

    NoProxy(String list) {
        this.entries =
                Arrays.stream(list.split(",", -1))
                        .map(entry -> entry.strip().toLowerCase(Locale.ROOT))
                        .filter(entry -> !entry.isEmpty())
                        .toList();
    }

    boolean covers(String host, int port) {
        String name = unbracketed(host.toLowerCase(Locale.ROOT));
        Optional<InetAddress> address = address(name);
        return name.equals("localhost")
                || address.map(InetAddress::isLoopbackAddress).orElse(false)
                || entries.stream().anyMatch(entry -> covers(entry, name, address, port));
    }

    private static boolean covers(
            String entry, String name, Optional<InetAddress> address, int port) {
        if (entry.equals("*")) {
            return true;
        }
        int slash = entry.indexOf('/');
        if (slash > 0) {
            return address.isPresent() && inNetwork(address.get(), entry, slash);
        }
        String wanted = entry;
        int colon = entry.lastIndexOf(':');
        if ((colon > 0 && entry.indexOf(':') == colon) || entry.contains("]:")) {
            if (!entry.substring(colon + 1).equals(String.valueOf(port))) {
                return false;
            }
            wanted = entry.substring(0, colon);
        }
        wanted = unbracketed(wanted);
        if (address.isPresent()) {
            return address(wanted).equals(address);
        }
        String domain = wanted.startsWith("*.") ? wanted.substring(1) : wanted;
        return domain.startsWith(".")
                ? name.endsWith(domain)
                : name.equals(domain) || name.endsWith("." + domain);
    }

    private static boolean inNetwork(InetAddress address, String entry, int slash) {
        Optional<InetAddress> network = address(entry.substring(0, slash));
        if (network.isEmpty() || !entry.substring(slash + 1).matches("[0-9]{1,3}")) {
            return false;
        }
        byte[] a = address.getAddress();
        byte[] b = network.get().getAddress();
        int ignored = 8 * a.length - Integer.parseInt(entry.substring(slash + 1));
        return a.length == b.length
                && ignored >= 0
                && new BigInteger(1, a)
                        .shiftRight(ignored)
                        .equals(new BigInteger(1, b).shiftRight(ignored));
    }

    private static String unbracketed(String host) {
        return host.startsWith("[") && host.endsWith("]")
                ? host.substring(1, host.length() - 1)
                : host;
    }

    /** The address when the text is one; names are not looked up. */
    private static Optional<InetAddress> address(String text) {
        if (!text.matches("[0-9.]+|[0-9a-f:.]*:[0-9a-f:.]*")) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
