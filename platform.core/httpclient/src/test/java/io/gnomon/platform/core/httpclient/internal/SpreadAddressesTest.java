package io.gnomon.platform.core.httpclient.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.SocketAddressResolver;
import org.junit.jupiter.api.Test;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

class SpreadAddressesTest {
    private static final List<InetSocketAddress> ALL =
            List.of(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 1),
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 2),
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 3));

    private static List<InetSocketAddress> resolve(SocketAddressResolver resolver)
            throws Exception {
        CompletableFuture<List<InetSocketAddress>> found = new CompletableFuture<>();
        new SpreadAddresses(resolver)
                .resolve("name", 9, Promise.from(found::complete, found::completeExceptionally));
        return found.get();
    }

    /** That one of three never comes first in 200 times has a chance of 10^-35. */
    @Test
    void eachComesFirstSometimes() throws Exception {
        Set<InetSocketAddress> first = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            List<InetSocketAddress> found =
                    resolve((host, port, promise) -> promise.succeeded(ALL));
            assertEquals(Set.copyOf(ALL), Set.copyOf(found));
            assertEquals(3, found.size());
            first.add(found.getFirst());
        }
        assertEquals(Set.copyOf(ALL), first);
    }

    @Test
    void aNameThatIsUnknownStaysSo() {
        assertThrows(
                ExecutionException.class,
                () ->
                        resolve((host, port, promise) ->
                                promise.failed(new UnknownHostException(host))));
    }
}
