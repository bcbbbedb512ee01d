package io.gnomon.platform.core.templates.internal.functions;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.util.regex.Pattern;

/** Addresses as Go's net.SplitHostPort takes them apart: a host and a port, IPv6 in brackets. */
record HostPort(String host, String port) {
    private static final Pattern IPV4 =
            Pattern.compile("((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.|$)){4}(?<!\\.)");

    /** Null where there is no port or the text is no address. */
    static @Nullable HostPort split(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            return null;
        }
        if (text.startsWith("[")) {
            int end = text.indexOf(']');
            if (end < 0 || end + 1 != colon || text.indexOf('[', 1) >= 0) {
                return null;
            }
            return new HostPort(text.substring(1, end), text.substring(colon + 1));
        }
        String host = text.substring(0, colon);
        if (host.indexOf(':') >= 0 || text.indexOf('[') >= 0 || text.indexOf(']') >= 0) {
            return null;
        }
        return new HostPort(host, text.substring(colon + 1));
    }

    static String stripPort(String text) {
        HostPort split = split(text);
        return split == null ? text : split.host;
    }

    /** The first part of the host's name; addresses in numbers stay. */
    static String stripDomain(String text) {
        HostPort split = split(text);
        String host = split == null ? text : split.host;
        if (isAddress(host)) {
            return text;
        }
        int dot = host.indexOf('.');
        String first = dot < 0 ? host : host.substring(0, dot);
        if (split == null || split.port.isEmpty()) {
            return first;
        }
        return first.indexOf(':') >= 0 ? "[" + first + "]:" + split.port : first + ":" + split.port;
    }

    private static boolean isAddress(String host) {
        if (IPV4.matcher(host).matches()) {
            return true;
        }
        if (host.indexOf(':') < 0 || host.indexOf('%') >= 0 || host.indexOf('[') >= 0) {
            return false;
        }
        try {
            InetAddress.ofLiteral(host);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
