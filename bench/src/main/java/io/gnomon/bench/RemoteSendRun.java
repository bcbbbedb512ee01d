package io.gnomon.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.gnomon.bench.report.Report;
import io.gnomon.bench.subject.Places;
import io.gnomon.bench.subject.ProcessFigures;
import io.gnomon.bench.subject.RunningServer;
import io.gnomon.bench.subject.Subject;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Each server alone scrapes the same targets, first without and then with {@code remote_write} to a
 * receiver that takes everything and does nothing: the difference is what sending costs. Then the
 * receiver is away for a while, and what is sent in the first seconds after that is counted.
 */
final class RemoteSendRun {
    static final Map<String, String> DEFAULTS = defaults();

    private static final double MILLION = 1e6;
    private static final double MIB = 1 << 20;
    private static final String SENT = "prometheus_remote_storage_samples_total";
    private static final String BYTES = "prometheus_remote_storage_bytes_total";

    private final Places places;
    private final Options options;
    private final List<Subject> subjects;
    private final Report report;

    private static Map<String, String> defaults() {
        Map<String, String> defaults = new HashMap<>(ScrapeRun.DEFAULTS);
        defaults.put("runs", "3");
        defaults.put("servers", "prometheus,gnomon");
        defaults.put("message", "v1");
        defaults.put("warmup-s", "30");
        defaults.put("measure-s", "30");
        defaults.put("away-s", "20");
        defaults.put("after-s", "10");
        defaults.put("receiver-port", "19392");
        return Map.copyOf(defaults);
    }

    RemoteSendRun(Places places, Options options) {
        this.places = places;
        this.options = options;
        this.subjects = Comparison.subjects(options);
        this.report =
                new Report(
                        "Sending by remote write "
                                + options.text("message")
                                + " what "
                                + options.number("targets")
                                + " targets of "
                                + options.number("series")
                                + " series give every "
                                + options.text("interval"),
                        subjects.stream().map(Subject::title).toList());
    }

    /** Takes whatever comes, or says that it is away. */
    private static final class Receiver implements AutoCloseable {
        private final HttpServer server;
        private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        volatile boolean away;

        Receiver(int port) throws IOException {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            server.setExecutor(threads);
            server.createContext("/", this::answer);
            server.start();
        }

        private void answer(HttpExchange exchange) throws IOException {
            try (exchange) {
                exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
                exchange.sendResponseHeaders(away ? 503 : 204, -1);
            }
        }

        @Override
        public void close() {
            server.stop(0);
            threads.close();
        }
    }

    Report run() throws IOException, InterruptedException {
        for (int i = 0; i < options.number("runs"); i++) {
            for (Subject subject : subjects) {
                double alone = measure(subject, false);
                double sending = measure(subject, true);
                report.add(
                        "CPU s per million samples sent, the difference",
                        subject.title(),
                        sending - alone);
            }
        }
        Comparison.notes(report, places, subjects, "remote-send " + options);
        return report;
    }

    /** Processor time of a million samples that were scraped, and sent when asked for. */
    private double measure(Subject subject, boolean sends)
            throws IOException, InterruptedException {
        Path data = Comparison.freshData(places, subject);
        Path config = places.work().resolve("remote-send.yml");
        try (Targets targets = Targets.start(places, options);
                Receiver receiver = new Receiver(options.number("receiver-port"))) {
            String scrape = targets.config(options.text("interval"));
            Files.writeString(config, sends ? scrape + remoteWrite() : scrape);
            try (RunningServer server = Comparison.start(places, options, subject, data, config)) {
                Thread.sleep(Duration.ofSeconds(options.number("warmup-s")));
                double cpu = measure(server, sends);
                if (sends) {
                    comeBack(server, receiver);
                }
                server.program().stop();
                return cpu;
            }
        } finally {
            Comparison.delete(data);
        }
    }

    private String remoteWrite() {
        return "remote_write:\n  - url: http://127.0.0.1:"
                + options.number("receiver-port")
                + "/api/v1/write\n    protobuf_message: "
                + (options.text("message").equals("v2")
                        ? "io.prometheus.write.v2.Request"
                        : "prometheus.WriteRequest")
                + "\n";
    }

    private double measure(RunningServer server, boolean sends)
            throws IOException, InterruptedException {
        String column = server.subject().title();
        double scraped = server.samples();
        double sent = sends ? server.sum(SENT) : 0;
        double bytes = sends ? server.sum(BYTES) : 0;
        ProcessFigures before = server.figures();
        long start = System.nanoTime();
        Thread.sleep(Duration.ofSeconds(options.number("measure-s")));
        ProcessFigures after = server.figures();
        double seconds = (System.nanoTime() - start) / 1e9;
        double million = (server.samples() - scraped) / MILLION;
        double cpu = (after.cpuSeconds() - before.cpuSeconds()) / million;
        if (!sends) {
            report.add("CPU s per million samples scraped", column, cpu);
            report.add("resident MiB, scraping", column, after.residentBytes() / MIB);
            return cpu;
        }
        double sentNow = server.sum(SENT) - sent;
        report.add("CPU s per million samples scraped and sent", column, cpu);
        report.add("resident MiB, sending too", column, after.residentBytes() / MIB);
        report.add("samples/s sent", column, sentNow / seconds);
        report.add("bytes per sample sent", column, (server.sum(BYTES) - bytes) / sentNow);
        return cpu;
    }

    private void comeBack(RunningServer server, Receiver receiver)
            throws IOException, InterruptedException {
        receiver.away = true;
        Thread.sleep(Duration.ofSeconds(options.number("away-s")));
        double before = server.sum(SENT);
        receiver.away = false;
        long start = System.nanoTime();
        Thread.sleep(Duration.ofSeconds(options.number("after-s")));
        report.add(
                "samples/s sent in the first " + options.number("after-s") + " s after it was away",
                server.subject().title(),
                (server.sum(SENT) - before) / ((System.nanoTime() - start) / 1e9));
    }
}
