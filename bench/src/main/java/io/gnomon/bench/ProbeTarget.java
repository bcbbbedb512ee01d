package io.gnomon.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A web page that takes a while to answer and remembers for each address how long it took, from the
 * first look at the request to the last byte of the answer. On loopback, until it is closed.
 */
final class ProbeTarget implements AutoCloseable {
    private static final byte[] BODY = "ok\n".getBytes(StandardCharsets.UTF_8);

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Double> seconds = new ConcurrentHashMap<>();
    private final int longestMillis;

    /**
     * Opens the port.
     *
     * @param longestMillis an answer takes between nothing and so long, by its address and the seed
     */
    ProbeTarget(int port, int longestMillis, long seed) throws IOException {
        // Without it the second packet of an answer waits for the acknowledgement of the first.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        this.longestMillis = longestMillis;
        server =
                HttpServer.create(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1024);
        server.setExecutor(threads);
        server.createContext("/", exchange -> answer(exchange, seed));
        server.start();
    }

    private void answer(HttpExchange exchange, long seed) throws IOException {
        long begin = System.nanoTime();
        String path = exchange.getRequestURI().getPath();
        try (exchange) {
            // What the page needs to answer.
            Thread.sleep(
                    Duration.ofMillis(new Random(seed + path.hashCode()).nextInt(longestMillis)));
            exchange.sendResponseHeaders(200, BODY.length);
            exchange.getResponseBody().write(BODY);
            seconds.put(path, (System.nanoTime() - begin) / 1e9);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** How long the answer for a path took, NaN if it was not asked for. */
    double seconds(String path) {
        return seconds.getOrDefault(path, Double.NaN);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        threads.close();
    }
}
