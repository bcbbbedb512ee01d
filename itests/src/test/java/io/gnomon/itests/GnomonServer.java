package io.gnomon.itests;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * The real server in a process of its own, on a free port of the loopback interface, with a data
 * directory of the test's. Its log goes to {@code gnomon.log} in that directory.
 */
final class GnomonServer implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);

    private final Process process;
    private final Path data;
    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(30))
                    .build();
    private URI base = URI.create("http://127.0.0.1:0/");

    private GnomonServer(Process process, Path data) {
        this.process = process;
        this.data = data;
    }

    /** Starts the server and waits until it says that it is ready. */
    static GnomonServer start(Path data, String... flags) throws Exception {
        return launch(data, flags).awaitReady();
    }

    /** As {@link #start} with a folder of the test's for the class archive. */
    static GnomonServer startWithCache(Path data, Path cache) throws Exception {
        return launch(data, List.of(), List.of(), cache).awaitReady();
    }

    /** As {@link #start} by a shell that ignores SIGHUP, as nohup does. */
    static GnomonServer startWithHangUpIgnored(Path data, String... flags) throws Exception {
        List<String> shell = List.of("sh", "-c", "trap '' HUP; exec \"$@\"", "sh");
        return launch(data, shell, List.of(flags), jvmFolder()).awaitReady();
    }

    private GnomonServer awaitReady() throws Exception {
        Path port = data.resolve("http.port");
        await(START, "the server listens", () -> Files.exists(port) && Files.size(port) > 0);
        base = URI.create("http://127.0.0.1:" + Files.readString(port).strip() + "/");
        await(START, "the server is ready", () -> get("-/ready").statusCode() == 200);
        return this;
    }

    /** Starts the process and does not wait for anything. */
    static GnomonServer launch(Path data, String... flags) throws IOException {
        return launch(data, List.of(), List.of(flags), jvmFolder());
    }

    /** As ./gnomon: one class archive for all. */
    private static Path jvmFolder() {
        return Distribution.home().resolveSibling("jvm");
    }

    private static GnomonServer launch(
            Path data, List<String> shell, List<String> flags, Path cache) throws IOException {
        Files.createDirectories(data);
        Files.deleteIfExists(data.resolve("http.port"));
        List<String> command = new ArrayList<>(shell);
        command.add(Distribution.home().resolve("bin/gnomon").toString());
        String store = flags.contains("--agent") ? "agent" : "tsdb";
        command.add("--storage." + store + ".path=" + data);
        command.add("--web.listen-address=127.0.0.1:0");
        command.addAll(flags);
        ProcessBuilder builder = new ProcessBuilder(command).directory(data.toFile());
        builder.environment().put("GNOMON_CACHE", cache.toString());
        builder.redirectErrorStream(true);
        builder.redirectOutput(
                ProcessBuilder.Redirect.appendTo(data.resolve("gnomon.log").toFile()));
        return new GnomonServer(builder.start(), data);
    }

    /**
     * A port of the loopback interface that nobody listens on now, below those that connections
     * get: one of them could have it before its server starts.
     */
    static int freePort() throws IOException {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
            try (ServerSocket socket =
                    new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (BindException taken) {
                // Then another one.
            }
        }
    }

    Path data() {
        return data;
    }

    URI base() {
        return base;
    }

    Process process() {
        return process;
    }

    String log() throws IOException {
        return Files.readString(data.resolve("gnomon.log"));
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(base.resolve(path)).GET());
    }

    HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return client.send(
                request.timeout(Duration.ofSeconds(60)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** A request of the administrator, whose first password is the one in force. */
    HttpRequest.Builder admin(String path) throws IOException {
        String credentials = "admin:" + Files.readString(data.resolve("admin-password")).strip();
        return HttpRequest.newBuilder(base.resolve(path))
                .header(
                        "Authorization",
                        "Basic "
                                + Base64.getEncoder()
                                        .encodeToString(
                                                credentials.getBytes(StandardCharsets.UTF_8)));
    }

    /** What the administrator gets who posts JSON, or nothing. */
    HttpResponse<String> adminPost(String path, String json)
            throws IOException, InterruptedException {
        return send(
                admin(path)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    /** The body of an instant query's answer. */
    String query(String promql) throws IOException, InterruptedException {
        return get("api/v1/query?query=" + URLEncoder.encode(promql, StandardCharsets.UTF_8))
                .body();
    }

    /** Asks again and again until the condition holds; a throw counts as "not yet". */
    void await(Duration limit, String what, Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + limit.toNanos();
        Exception last = null;
        while (System.nanoTime() < deadline) {
            try {
                if (condition.call()) {
                    return;
                }
            } catch (IOException e) {
                last = e;
            }
            if (!process.isAlive()) {
                throw new AssertionError(
                        "the server ended with " + process.exitValue() + ":\n" + log());
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        throw new AssertionError("not in " + limit + ": " + what + "\n" + log(), last);
    }

    /** SIGKILL: no chance to write anything. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGTERM; returns the exit code. */
    int stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("the server did not stop in a minute");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
