package io.gnomon.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Both ends of alerts: a target of which each answer has one series more above the threshold, and a
 * webhook. The clock of a crossing runs from the answer that shows it first to the webhook's first
 * request with its alert.
 */
final class AlertSink implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Series of the newest crossings that an answer has; alerts of older ones resolve. */
    private static final int SHOWN = 20;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger crossings = new AtomicInteger();
    private final Map<String, Long> shownNanos = new ConcurrentHashMap<>();
    private final Map<String, Double> seconds = new ConcurrentHashMap<>();
    private final Set<String> received = ConcurrentHashMap.newKeySet();
    private final AtomicLong lastNanos = new AtomicLong();
    private volatile boolean crossing;

    AlertSink(int port) throws IOException {
        server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(threads);
        server.createContext("/metrics", this::metrics);
        server.createContext("/hook", this::hook);
        server.start();
    }

    /** From now on each answer shows one crossing more. */
    void begin() {
        crossing = true;
    }

    /** No new ones. */
    void end() {
        crossing = false;
    }

    private void metrics(HttpExchange exchange) throws IOException {
        int newest = crossing ? crossings.incrementAndGet() : crossings.get();
        StringBuilder text = new StringBuilder();
        for (int n = Math.max(1, newest - SHOWN); n <= newest; n++) {
            text.append("bench_crossing{n=\"").append(n).append("\"} 1\n");
        }
        byte[] body = text.toString().getBytes(StandardCharsets.UTF_8);
        if (newest > 0) {
            shownNanos.putIfAbsent(Integer.toString(newest), System.nanoTime());
        }
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
            exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private void hook(HttpExchange exchange) throws IOException {
        long now = System.nanoTime();
        try (exchange) {
            JsonNode message = JSON.readTree(exchange.getRequestBody());
            for (JsonNode alert : message.path("alerts")) {
                String n = alert.path("labels").path("n").asText();
                Long shown = shownNanos.get(n);
                if (alert.path("labels").path("alertname").asText().equals("BenchCrossing")) {
                    if (shown != null) {
                        seconds.putIfAbsent(n, (now - shown) / 1e9);
                    }
                } else if (received.add(n)) {
                    lastNanos.accumulateAndGet(now, Math::max);
                }
            }
            exchange.sendResponseHeaders(200, -1);
        }
    }

    /** Crossings that were shown so far. */
    int shown() {
        return crossings.get();
    }

    /** Seconds from each crossing to its notification, sorted; what was not notified is missing. */
    double[] latencies() {
        double[] sorted = seconds.values().stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return sorted;
    }

    /** Posted alerts of which a notification has told. */
    int received() {
        return received.size();
    }

    /** When the last new one of them came, as {@link System#nanoTime}. */
    long lastNanos() {
        return lastNanos.get();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
