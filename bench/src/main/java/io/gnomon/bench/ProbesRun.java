package io.gnomon.bench;

import io.gnomon.bench.report.Report;
import io.gnomon.bench.subject.Places;
import io.gnomon.bench.subject.ProcessFigures;
import io.gnomon.bench.subject.Program;
import io.gnomon.bench.subject.RunningServer;
import io.gnomon.bench.subject.Subject;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * HTTP probes at a fixed rate, asked for as Prometheus asks for them: how far the duration that the
 * prober reports is from the time that the page took, beside blackbox_exporter.
 */
final class ProbesRun {
    static final Map<String, String> DEFAULTS =
            Map.ofEntries(
                    Map.entry("runs", "3"),
                    Map.entry("rate", "1000"),
                    Map.entry("delay-ms", "20"),
                    Map.entry("seed", "1"),
                    Map.entry("warmup-s", "30"),
                    Map.entry("measure-s", "20"),
                    Map.entry("java", "-Xms256m -Xmx256m"),
                    Map.entry("port", "19390"),
                    Map.entry("probe-port", "19510"),
                    Map.entry("target-port", "19511"),
                    Map.entry("report", ""));

    private static final String PEER = "blackbox_exporter";
    private static final String GNOMON = Subject.GNOMON.title();
    private static final Pattern DURATION =
            Pattern.compile("^probe_duration_seconds ([0-9.e+-]+)$", Pattern.MULTILINE);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Places places;
    private final Options options;
    private final Report report;
    private final String address;

    ProbesRun(Places places, Options options) {
        this.places = places;
        this.options = options;
        this.address = "127.0.0.1:" + options.number("probe-port");
        this.report =
                new Report(
                        options.number("rate")
                                + " HTTP probes a second, pages that take up to "
                                + options.number("delay-ms")
                                + " ms",
                        List.of(PEER, GNOMON));
    }

    Report run() throws IOException, InterruptedException {
        Path modules = Comparison.probeModules(places);
        for (int i = 0; i < options.number("runs"); i++) {
            peer(modules);
            gnomon(modules);
        }
        report.note(
                "difference: reported duration less what the page took from reading the request");
        report.note(
                "blackbox_exporter "
                        + places.packageVersion("prometheus-blackbox-exporter")
                        + "; Gnomon "
                        + places.checkout()
                        + "; load average at the end "
                        + Files.readString(Path.of("/proc/loadavg")).split(" ", -1)[0]);
        report.note("`bench/run probes " + options + "`");
        return report;
    }

    private void peer(Path modules) throws IOException, InterruptedException {
        try (Program program =
                Program.start(
                        List.of(
                                places.program("prometheus-blackbox-exporter").toString(),
                                "--config.file=" + modules,
                                "--log.level=error",
                                "--web.listen-address=" + address),
                        Map.of(),
                        places.work().resolve("blackbox_exporter.log"))) {
            measure(PEER, program);
        }
    }

    private void gnomon(Path modules) throws IOException, InterruptedException {
        Path data = Comparison.freshData(places, Subject.GNOMON);
        Path config = Files.writeString(places.work().resolve("probes-prometheus.yml"), "{}\n");
        Path gnomon =
                Files.writeString(
                        places.work().resolve("probes-gnomon.yml"),
                        "exporters: {blackbox: {listen: '"
                                + address
                                + "', settings: {config.file: "
                                + modules
                                + "}}}\n");
        try (RunningServer server =
                RunningServer.start(
                        Subject.GNOMON,
                        places,
                        data,
                        options.number("port"),
                        config,
                        options.text("java"),
                        "--gnomon.config-file=" + gnomon)) {
            measure(GNOMON, server.program());
        } finally {
            Comparison.delete(data);
        }
    }

    private void measure(String column, Program program) throws IOException, InterruptedException {
        try (ProbeTarget target =
                        new ProbeTarget(
                                options.number("target-port"),
                                options.number("delay-ms"),
                                options.number("seed"));
                HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest metrics =
                    HttpRequest.newBuilder(URI.create("http://" + address + "/metrics")).build();
            Comparison.await(() -> client.send(metrics, HttpResponse.BodyHandlers.discarding()));
            new Stretch(client, target, options.number("warmup-s")).run();
            double before = ProcessFigures.of(program.pid()).cpuSeconds();
            Stretch measured = new Stretch(client, target, options.number("measure-s"));
            double seconds = measured.run();
            double cpu = ProcessFigures.of(program.pid()).cpuSeconds() - before;
            double[] sorted = measured.sorted();
            report.add("difference p50, ms", column, at(sorted, 0.5));
            report.add("difference p99, ms", column, at(sorted, 0.99));
            report.add("longest difference, ms", column, at(sorted, 1));
            report.add("probes a second", column, sorted.length / seconds);
            report.add("probes that failed", column, measured.failed.get());
            report.add("CPU ms a probe", column, cpu * 1e3 / Math.max(1, sorted.length));
        }
    }

    private static double at(double[] sorted, double part) {
        int n = sorted.length;
        return n == 0 ? Double.NaN : sorted[Math.max(0, (int) Math.ceil(part * n) - 1)];
    }

    /** Probes for some seconds, each of a page of its own. */
    private final class Stretch {
        private final HttpClient client;
        private final ProbeTarget target;
        private final double[] millis;
        private final AtomicInteger failed = new AtomicInteger();

        Stretch(HttpClient client, ProbeTarget target, int seconds) {
            this.client = client;
            this.target = target;
            this.millis = new double[seconds * options.number("rate")];
        }

        /**
         * Asks for all probes, each at its time whether the ones before have ended or not; the
         * seconds that it took.
         */
        double run() throws InterruptedException {
            long begin = System.nanoTime();
            long apart = 1_000_000_000L / options.number("rate");
            try (ExecutorService probes = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < millis.length; i++) {
                    long at = begin + i * apart;
                    while (System.nanoTime() < at) {
                        LockSupport.parkNanos(at - System.nanoTime());
                    }
                    int number = i;
                    probes.execute(() -> probe(number, "/" + begin + "/" + number));
                }
                probes.shutdown();
                if (!probes.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                    throw new IllegalStateException("probes that do not end");
                }
            }
            return (System.nanoTime() - begin) / 1e9;
        }

        private void probe(int number, String path) {
            millis[number] = Double.NaN;
            URI uri =
                    URI.create(
                            "http://"
                                    + address
                                    + "/probe?module=http_2xx&target=http://127.0.0.1:"
                                    + options.number("target-port")
                                    + path);
            try {
                String page =
                        client.send(
                                        HttpRequest.newBuilder(uri).timeout(PATIENCE).build(),
                                        HttpResponse.BodyHandlers.ofString())
                                .body();
                Matcher duration = DURATION.matcher(page);
                if (page.contains("\nprobe_success 1\n") && duration.find()) {
                    millis[number] =
                            (Double.parseDouble(duration.group(1)) - target.seconds(path)) * 1e3;
                } else {
                    failed.incrementAndGet();
                }
            } catch (IOException e) {
                failed.incrementAndGet();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        /** Milliseconds of the probes that succeeded, the least first. */
        double[] sorted() {
            return Arrays.stream(millis).filter(each -> !Double.isNaN(each)).sorted().toArray();
        }
    }
}
