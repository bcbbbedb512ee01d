package io.gnomon.discovery.containers.internal.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An API server on the loopback address: lists in pages of two, watches, forgets versions. */
final class ClusterStub implements AutoCloseable {
    private static final int PAGE = 2;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    // Guarded by this.
    private final Map<String, Map<String, String>> lists = new TreeMap<>();
    private final List<Event> events = new ArrayList<>();
    private boolean broken;
    private boolean closed;
    private int watching;

    /** The first version that is still known. */
    private int oldest;

    private record Event(String list, String json) {}

    ClusterStub() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    List<String> asked() {
        return List.copyOf(asked);
    }

    private static String metadata(String namespace, String name, int version, String more) {
        return "\"metadata\": {\"namespace\": \"%s\", \"name\": \"%s\", \"resourceVersion\": \"%d\"%s}"
                .formatted(namespace, name, version, more.isEmpty() ? "" : ", " + more);
    }

    /**
     * Puts an object into a list; {@code metadata} and {@code rest} are members of JSON objects.
     */
    synchronized void put(
            String list, String namespace, String name, String metadata, String rest) {
        int version = events.size() + 1;
        String object =
                "{"
                        + metadata(namespace, name, version, metadata)
                        + (rest.isEmpty() ? "" : ", " + rest)
                        + "}";
        String before =
                lists.computeIfAbsent(list, l -> new TreeMap<>())
                        .put(namespace + "/" + name, object);
        event(list, before == null ? "ADDED" : "MODIFIED", object);
    }

    synchronized void delete(String list, String namespace, String name) {
        String object = lists.getOrDefault(list, Map.of()).remove(namespace + "/" + name);
        event(list, "DELETED", String.valueOf(object));
    }

    private void event(String list, String type, String object) {
        events.add(new Event(list, "{\"type\": \"" + type + "\", \"object\": " + object + "}"));
        notifyAll();
    }

    /** Ends all watches and answers 410 to those that ask for what was before now. */
    synchronized void forget() {
        events.add(new Event("", ""));
        oldest = events.size();
        notifyAll();
    }

    synchronized void breakIt() {
        broken = true;
        notifyAll();
    }

    /** Waits until so many watches are on their way. */
    synchronized void awaitWatches(int count) throws InterruptedException {
        while (watching < count) {
            wait();
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            asked.add(exchange.getRequestURI().toString());
            String query = exchange.getRequestURI().getQuery();
            String list = exchange.getRequestURI().getPath();
            int from = number(query, "resourceVersion=");
            boolean down;
            boolean gone;
            synchronized (this) {
                down = broken;
                gone = from < oldest;
            }
            if (down) {
                send(exchange, 500, "{\"message\": \"etcd has no leader\"}");
            } else if (!query.contains("watch=1")) {
                send(exchange, 200, page(list, number(query, "continue=")));
            } else if (gone) {
                send(exchange, 410, "{\"message\": \"too old resource version\"}");
            } else {
                exchange.sendResponseHeaders(200, 0);
                watch(list, from, exchange.getResponseBody());
            }
        }
    }

    private static int number(String query, String key) {
        int at = query.indexOf(key);
        return at < 0
                ? 0
                : Integer.parseInt(query.substring(at + key.length()).replaceAll("[^0-9].*", ""));
    }

    private synchronized String page(String list, int from) {
        List<String> all = List.copyOf(lists.getOrDefault(list, Map.of()).values());
        int end = Math.min(all.size(), from + PAGE);
        String next = end < all.size() ? ", \"continue\": \"" + end + "\"" : "";
        return "{\"metadata\": {\"resourceVersion\": \"%d\"%s}, \"items\": [%s]}"
                .formatted(events.size(), next, String.join(",", all.subList(from, end)));
    }

    private void watch(String list, int from, OutputStream out) throws IOException {
        out.write(
                "{\"type\": \"BOOKMARK\", \"object\": {\"metadata\": {\"resourceVersion\": \"%d\"}}}\n"
                        .formatted(from)
                        .getBytes(UTF_8));
        out.flush();
        int next = from;
        while (true) {
            Event event;
            synchronized (this) {
                watching++;
                notifyAll();
                try {
                    while (next >= events.size() && !broken && !closed) {
                        wait();
                    }
                } catch (InterruptedException e) {
                    return;
                } finally {
                    watching--;
                }
                if (broken || closed || next < oldest) {
                    return;
                }
                event = events.get(next++);
            }
            if (event.list.equals(list)) {
                out.write((event.json + "\n").getBytes(UTF_8));
                out.flush();
            }
        }
    }

    private static void send(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        server.stop(0);
        threads.shutdownNow();
    }
}
