package io.gnomon.platform.core.httpclient.internal;

import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.SocketAddressResolver;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The addresses of a name in any order, so that connections spread over all of them. Those that are
 * tried next, when the first does not answer, are the others.
 */
final class SpreadAddresses implements SocketAddressResolver {
    private final SocketAddressResolver resolver;

    SpreadAddresses(SocketAddressResolver resolver) {
        this.resolver = resolver;
    }

    @Override
    public void resolve(String host, int port, Promise<List<InetSocketAddress>> promise) {
        resolver.resolve(
                host,
                port,
                Promise.from(
                        addresses -> {
                            List<InetSocketAddress> any = new ArrayList<>(addresses);
                            Collections.shuffle(any);
                            promise.succeeded(any);
                        },
                        promise::failed));
    }
}
