package io.gnomon.exporters.blackbox.internal;

import static io.gnomon.exporters.blackbox.internal.Exporters.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.gnomon.platform.testkit.exporter.RecordedMetrics;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Targets that hang, lie, drip and talk garbage: a reason, the time kept, nothing left over. */
@Timeout(120)
class HostileTargetsTest {
    /**
     * Who hangs has 400 ms. Who says something wrong has the time that it takes on a busy machine
     * to hear it.
     */
    private static final String MODULES =
            """
            modules:
              http: {prober: http, timeout: 400ms, http: {preferred_ip_protocol: ip4}}
              answer: {prober: http, timeout: 4s, http: {preferred_ip_protocol: ip4}}
              body:
                prober: http
                timeout: 4s
                http:
                  preferred_ip_protocol: ip4
                  body_size_limit: 1MB
                  fail_if_body_not_matches_regexp: [hello]
              gzip: {prober: http, timeout: 4s, http: {preferred_ip_protocol: ip4, compression: gzip}}
              tcp:
                prober: tcp
                timeout: 400ms
                tcp: {preferred_ip_protocol: ip4, query_response: [{expect: hello}]}
              tcp-answer:
                prober: tcp
                timeout: 4s
                tcp: {preferred_ip_protocol: ip4, query_response: [{expect: hello}]}
              tls: {prober: tcp, timeout: 400ms, tcp: {preferred_ip_protocol: ip4, tls: true}}
              tls-answer: {prober: tcp, timeout: 4s, tcp: {preferred_ip_protocol: ip4, tls: true}}
              dns:
                prober: dns
                timeout: 400ms
                dns: {preferred_ip_protocol: ip4, transport_protocol: tcp, query_name: a.test}
            """;

    private static final String HEAD = "HTTP/1.1 200 OK\r\n";

    @TempDir Path folder;

    private static void hang(Socket socket) throws IOException {
        socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    }

    /** A byte now and then, so that no read ever times out. */
    private static void drip(Socket socket, String text) throws Exception {
        for (int i = 0; ; i++) {
            socket.getOutputStream().write(text.charAt(i % text.length()));
            Thread.sleep(5); // The pace of this server.
        }
    }

    private static ScriptedServer.Script says(String text) {
        return socket -> {
            socket.getInputStream().read();
            socket.getOutputStream().write(text.getBytes(US_ASCII));
        };
    }

    private static Arguments target(
            String what, String module, String url, ScriptedServer.Script script, String reason) {
        return Arguments.of(what, module, url, script, reason);
    }

    static Stream<Arguments> targets() {
        String deadline = "context deadline exceeded";
        return Stream.of(
                target("hangs", "http", "http://", HostileTargetsTest::hang, deadline),
                target("hangs with TLS", "http", "https://", HostileTargetsTest::hang, deadline),
                target(
                        "drips headers",
                        "http",
                        "http://",
                        s -> {
                            says(HEAD).run(s);
                            drip(s, "A: b\r\n");
                        },
                        deadline),
                target(
                        "drips a body",
                        "http",
                        "http://",
                        s -> {
                            says(HEAD + "\r\n").run(s);
                            drip(s, "x");
                        },
                        deadline),
                target(
                        "garbage",
                        "answer",
                        "http://",
                        says("\0\1garbage\r\n\r\n"),
                        "malformed HTTP"),
                target("garbage for TLS", "answer", "https://", says("garbage\r\n"), "tls: "),
                target("closes", "answer", "http://", s -> s.getInputStream().read(), "EOF"),
                target(
                        "breaks off",
                        "body",
                        "http://",
                        says(HEAD + "Content-Length: 10\r\n\r\nhell"),
                        "EOF"),
                target(
                        "never ends",
                        "body",
                        "http://",
                        s -> {
                            says(HEAD + "\r\n").run(s);
                            byte[] much = new byte[1 << 16];
                            while (true) {
                                s.getOutputStream().write(much);
                            }
                        },
                        "the body is longer than 1048576 bytes"),
                target(
                        "lies about gzip",
                        "gzip",
                        "http://",
                        says(HEAD + "Content-Length: 5\r\n\r\nhello"),
                        "Not in GZIP format"),
                target(
                        "a head without end",
                        "body",
                        "http://",
                        s -> {
                            s.getOutputStream().write((HEAD + "A: ").getBytes(US_ASCII));
                            byte[] much = "a".repeat(1 << 16).getBytes(US_ASCII);
                            while (true) {
                                s.getOutputStream().write(much);
                            }
                        },
                        "arge|EOF|reset"),
                target("hangs", "tcp", "", HostileTargetsTest::hang, "i/o timeout"),
                target("drips lines", "tcp", "", s -> drip(s, "no\n"), "i/o timeout"),
                target(
                        "a line without end",
                        "tcp-answer",
                        "",
                        s -> {
                            s.getOutputStream().write("x".repeat(1 << 17).getBytes(US_ASCII));
                            hang(s);
                        },
                        "a line longer than 65536 bytes"),
                target(
                        "hangs in the handshake",
                        "tls",
                        "",
                        HostileTargetsTest::hang,
                        "i/o timeout"),
                target("garbage for TLS", "tls-answer", "", says("garbage garbage\r\n"), "tls: "),
                target(
                        "closes in the handshake",
                        "tls-answer",
                        "",
                        s -> s.getInputStream().read(),
                        "tls|EOF"),
                target("hangs", "dns", "", HostileTargetsTest::hang, "i/o timeout"),
                target("garbage", "dns", "", says("\0\5hello"), "."));
    }

    @ParameterizedTest(name = "{1} {0}")
    @MethodSource("targets")
    void fails(String what, String module, String url, ScriptedServer.Script script, String reason)
            throws Exception {
        try (Exporters exporters = new Exporters(folder, MODULES);
                ScriptedServer server = new ScriptedServer(script)) {
            String log = exporters.debug(url + server.address(), module);
            assertTrue(log.contains("\nprobe_success 0\n"), log);
            assertTrue(
                    log.lines().anyMatch(l -> l.matches(".*level=ERROR.*(" + reason + ").*")), log);
            String line =
                    log.lines()
                            .filter(l -> l.startsWith("probe_duration_seconds "))
                            .findFirst()
                            .orElseThrow();
            double seconds = Double.parseDouble(line.split(" ", -1)[1]);
            assertTrue(seconds < 5, what + ": " + line);
        }
    }

    /** Those that are not of a pool with a limit. */
    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> !name.matches("(gnomon-http|pool|ForkJoinPool)-.*"))
                .count();
    }

    private static long openFiles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
            return files.count();
        }
    }

    @Test
    void nothingIsLeftOverOfManyProbes() throws Exception {
        List<String> urls = List.of("http://", "https://", "", "", "");
        List<String> modules = List.of("http", "http", "tcp", "tls", "dns");
        int probes = Boolean.getBoolean("long") ? 1_000 : 150;
        try (Exporters exporters = new Exporters(folder, MODULES);
                ScriptedServer hanging = new ScriptedServer(HostileTargetsTest::hang);
                ScriptedServer closing = new ScriptedServer(says("no"));
                ExecutorService pool = Executors.newFixedThreadPool(50)) {
            probeAll(exporters, pool, modules, urls, 50, hanging, closing);
            long files = openFiles();
            long started = threads();
            probeAll(exporters, pool, modules, urls, probes, hanging, closing);
            // The other end of a closed connection sees it a moment later.
            awaitAtMost(0, hanging::openConnections, "connections that are still open");
            awaitAtMost(files + 5, HostileTargetsTest::openFiles, "files");
            awaitAtMost(started + 5, HostileTargetsTest::threads, "threads");
        }
    }

    private static void awaitAtMost(long most, Callable<? extends Number> number, String what)
            throws Exception {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        long now = number.call().longValue();
        while (now > most) {
            assertTrue(System.nanoTime() < deadline, now + " " + what + " instead of " + most);
            Thread.sleep(10); // between two looks; a condition with a deadline is awaited
            now = number.call().longValue();
        }
    }

    private static void probeAll(
            Exporters exporters,
            ExecutorService pool,
            List<String> modules,
            List<String> urls,
            int probes,
            ScriptedServer... servers)
            throws Exception {
        List<Callable<RecordedMetrics>> work =
                IntStream.range(0, probes)
                        .<Callable<RecordedMetrics>>mapToObj(i -> {
                            int kind = i % modules.size();
                            String address = servers[i / modules.size() % servers.length].address();
                            return () ->
                                    exporters.probe(urls.get(kind) + address, modules.get(kind));
                        })
                        .toList();
        for (Future<RecordedMetrics> probe : pool.invokeAll(work)) {
            assertEquals(0, value(probe.get(), "probe_success"));
        }
    }
}
