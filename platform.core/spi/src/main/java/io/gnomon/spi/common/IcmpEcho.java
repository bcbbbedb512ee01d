package io.gnomon.spi.common;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;

/**
 * ICMP echo ("ping"), for which Java has no sockets; an OSGi service that plugins reference. Any
 * number of threads.
 */
@ProviderType
public interface IcmpEcho {
    /**
     * Sends a request (RFC 792, RFC 4443) and waits for its reply.
     *
     * @throws IOException "i/o timeout" when none came; errno's text, such as "operation not
     *     permitted" when neither a datagram socket (net.ipv4.ping_group_range) nor a raw one
     *     (CAP_NET_RAW) may be opened; or that this system does not have them
     */
    Reply echo(Request request) throws IOException, InterruptedException;

    /**
     * A request.
     *
     * @param from address to send from, of the kind of {@code to}; null for the system's choice
     * @param hops time to live of the packet, 0 for the system's choice
     * @param dontFragment fails instead of being cut into pieces
     */
    record Request(
            InetAddress to,
            @Nullable InetAddress from,
            int hops,
            boolean dontFragment,
            byte[] payload,
            Duration timeout) {}

    /**
     * A reply.
     *
     * @param hopLimit what the reply's time to live had left, -1 when the system did not say
     * @param setupNanos until the request was about to be sent
     * @param tripNanos from then until the reply came
     */
    record Reply(int hopLimit, long setupNanos, long tripNanos) {}
}
