package io.gnomon.platform.core.http.internal.server;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/**
 * Who asks through a proxy of ours: the last address in X-Forwarded-For that is none of our
 * proxies. Each proxy adds the address that it sees to the end, so what a client has written there
 * itself stands before and does not count. From everybody else the header is not looked at.
 */
public final class TrustedProxies implements HttpConfiguration.Customizer {
    private final List<Network> networks = new ArrayList<>();

    /** Addresses whose first bits are the same. */
    private record Network(byte[] address, int bits) {
        boolean has(byte[] other) {
            if (other.length != address.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit & 7);
                if (((address[bit >> 3] ^ other[bit >> 3]) & mask) != 0) {
                    return false;
                }
            }
            return true;
        }
    }

    /**
     * Reads the flag.
     *
     * @param list addresses and networks such as {@code 10.0.0.0/8}, separated by commas; empty for
     *     none
     * @throws IllegalArgumentException with a sentence when one is none
     */
    public TrustedProxies(String list) {
        for (String one : list.split(",", -1)) {
            String text = one.strip();
            if (!text.isEmpty()) {
                networks.add(network(text));
            }
        }
    }

    private static Network network(String text) {
        int slash = text.indexOf('/');
        byte[] address = literal(slash < 0 ? text : text.substring(0, slash));
        int most = address.length * 8;
        try {
            int bits = slash < 0 ? most : Integer.parseInt(text.substring(slash + 1));
            if (address.length > 0 && bits >= 0 && bits <= most) {
                return new Network(address, bits);
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new IllegalArgumentException(
                "--gnomon.trusted-proxies: \""
                        + text
                        + "\" is no address; valid are such as 10.0.0.1, 10.0.0.0/8 and ::1");
    }

    /** Bytes of an address; none for what is no address, a name included. */
    private static byte[] literal(String text) {
        boolean looksLikeOne =
                text.matches("\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
        try {
            return looksLikeOne ? InetAddress.getByName(text).getAddress() : new byte[0];
        } catch (UnknownHostException e) {
            return new byte[0];
        }
    }

    private boolean trusts(byte[] address) {
        return networks.stream().anyMatch(network -> network.has(address));
    }

    @Override
    public Request customize(Request request, HttpFields.Mutable answerHeaders) {
        if (networks.isEmpty()
                || !(request.getConnectionMetaData().getRemoteSocketAddress()
                        instanceof InetSocketAddress peer)
                || peer.getAddress() == null
                || !trusts(peer.getAddress().getAddress())) {
            return request;
        }
        List<String> hops = request.getHeaders().getValuesList("X-Forwarded-For");
        for (int i = hops.size() - 1; i >= 0; i--) {
            for (String hop : lastFirst(hops.get(i))) {
                byte[] address = literal(withoutPort(hop));
                if (address.length == 0) {
                    return request; // nobody of ours has written this
                }
                if (!trusts(address)) {
                    return from(request, address, peer.getPort());
                }
            }
        }
        return request;
    }

    private static List<String> lastFirst(String hops) {
        return List.of(hops.split(",", -1)).reversed();
    }

    /** Of {@code 1.2.3.4:5} and {@code [::1]:5}. */
    private static String withoutPort(String hop) {
        String text = hop.strip();
        if (text.startsWith("[")) {
            int end = text.indexOf(']');
            return end < 0 ? text : text.substring(1, end);
        }
        int colon = text.indexOf(':');
        return colon >= 0 && colon == text.lastIndexOf(':') ? text.substring(0, colon) : text;
    }

    private static Request from(Request request, byte[] address, int port) {
        InetSocketAddress client;
        try {
            client = new InetSocketAddress(InetAddress.getByAddress(address), port);
        } catch (UnknownHostException e) {
            return request;
        }
        ConnectionMetaData connection =
                new ConnectionMetaData.Wrapper(request.getConnectionMetaData()) {
                    @Override
                    public SocketAddress getRemoteSocketAddress() {
                        return client;
                    }
                };
        return new Request.Wrapper(request) {
            @Override
            public ConnectionMetaData getConnectionMetaData() {
                return connection;
            }
        };
    }
}
