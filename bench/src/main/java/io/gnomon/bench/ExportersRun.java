package io.gnomon.bench;

import io.gnomon.bench.report.Report;
import io.gnomon.bench.subject.NativeMemory;
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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Exporters inside one server beside the peers' processes: the same scrapes over HTTP each second,
 * then inside the server; and what the server needs more for them.
 */
final class ExportersRun {
    static final Map<String, String> DEFAULTS =
            Map.ofEntries(
                    Map.entry("runs", "3"),
                    Map.entry("exporters", "node,mysql,blackbox"),
                    Map.entry("my-cnf", ""),
                    Map.entry("interval", "1s"),
                    Map.entry("warmup-s", "150"),
                    Map.entry("measure-s", "60"),
                    Map.entry("node-scrapes", "300"),
                    Map.entry("java", "-Xms256m -Xmx256m"),
                    Map.entry("port", "19390"),
                    Map.entry("peer-port", "19500"),
                    Map.entry("report", ""));

    private static final String PEERS = "Go processes";
    private static final String GNOMON = Subject.GNOMON.title();
    private static final String INSIDE = "CPU ms a second, ours inside the server and stored";
    private static final String OVER_HTTP = "CPU ms a second, all over HTTP";
    private static final double MILLIS = 1e3;
    private static final double MIB = 1 << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Places places;
    private final Options options;
    private final List<String> exporters;
    private final Report report;
    private final HttpClient client = HttpClient.newHttpClient();

    ExportersRun(Places places, Options options) {
        this.places = places;
        this.options = options;
        List<String> wanted = new ArrayList<>(List.of(options.text("exporters").split(",", -1)));
        if (options.text("my-cnf").isEmpty()) {
            wanted.remove("mysql");
        }
        this.exporters = List.copyOf(wanted);
        this.report =
                new Report(
                        "Exporters "
                                + String.join(", ", exporters)
                                + ", each scraped every "
                                + options.text("interval"),
                        List.of(PEERS, GNOMON));
    }

    Report run() throws IOException, InterruptedException {
        for (int i = 0; i < options.number("runs"); i++) {
            peers();
            gnomon();
        }
        if (!exporters.contains("mysql")) {
            report.note("without mysql: --my-cnf names a file with a server and its user");
        }
        report.note(
                "peers: node_exporter "
                        + places.packageVersion("prometheus-node-exporter")
                        + ", mysqld_exporter "
                        + places.packageVersion("prometheus-mysqld-exporter")
                        + ", blackbox_exporter "
                        + places.packageVersion("prometheus-blackbox-exporter")
                        + "; Gnomon "
                        + places.checkout());
        report.note("bench/run exporters " + options);
        client.close();
        return report;
    }

    /** The peers alone, scraped by us. */
    private void peers() throws IOException, InterruptedException {
        Map<String, Program> programs = new LinkedHashMap<>();
        List<URI> pages = new ArrayList<>();
        int port = options.number("peer-port");
        try {
            for (String exporter : exporters) {
                String address = "127.0.0.1:" + port++;
                programs.put(
                        exporter,
                        Program.start(
                                command(exporter, address),
                                Map.of(),
                                places.work().resolve(exporter + "_exporter.log")));
                pages.add(URI.create("http://" + address + path(exporter, address)));
            }
            for (URI page : pages) {
                Comparison.await(() -> get(page));
            }
            scrapeFor(pages, options.number("warmup-s"));
            double before = cpu(programs);
            double seconds = scrapeFor(pages, options.number("measure-s"));
            double cpu = (cpu(programs) - before) / seconds * MILLIS;
            report.add(INSIDE, PEERS, cpu);
            report.add(OVER_HTTP, PEERS, cpu);
            double resident = 0;
            for (Program program : programs.values()) {
                resident += ProcessFigures.of(program.pid()).residentBytes() / MIB;
            }
            report.add("resident MiB of the processes", PEERS, resident);
            Program node = programs.get("node");
            if (node != null) {
                nodeScrapes(PEERS, pages.get(exporters.indexOf("node")), node);
            }
        } finally {
            programs.values().forEach(Program::close);
        }
    }

    private List<String> command(String exporter, String address) throws IOException {
        List<String> command = new ArrayList<>();
        switch (exporter) {
            case "node" -> {
                command.add(places.program("prometheus-node-exporter").toString());
                // Debian's default, not the peer's.
                command.add("--no-collector.systemd");
            }
            case "mysql" -> {
                command.add(places.program("prometheus-mysqld-exporter").toString());
                command.add("--config.my-cnf=" + options.text("my-cnf"));
            }
            case "blackbox" -> {
                command.add(places.program("prometheus-blackbox-exporter").toString());
                command.add("--config.file=" + Comparison.probeModules(places));
            }
            default -> throw new IllegalArgumentException("there is no exporter " + exporter);
        }
        command.add("--web.listen-address=" + address);
        return command;
    }

    /** What is scraped: a probe goes to the exporter's own page. */
    private static String path(String exporter, String address) {
        return exporter.equals("blackbox")
                ? "/probe?module=http_2xx&target=http://" + address + "/-/healthy"
                : "/metrics";
    }

    private static double cpu(Map<String, Program> programs) throws IOException {
        double seconds = 0;
        for (Program program : programs.values()) {
            seconds += ProcessFigures.of(program.pid()).cpuSeconds();
        }
        return seconds;
    }

    private void get(URI page) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(page)
                        .header("Accept", "text/plain;version=0.0.4")
                        .header("Accept-Encoding", "gzip")
                        .header("X-Prometheus-Scrape-Timeout-Seconds", "10")
                        .timeout(PATIENCE)
                        .build();
        HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new IOException(page + " answered " + answer.statusCode());
        }
    }

    /** Scrapes all pages once a second; the seconds that it took. */
    private double scrapeFor(List<URI> pages, int seconds)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        for (int i = 0; i < seconds; i++) {
            for (URI page : pages) {
                get(page);
            }
            long left = start + (i + 1) * 1_000_000_000L - System.nanoTime();
            // The pace of the scrapes that are measured.
            Thread.sleep(Duration.ofNanos(Math.max(0, left)));
        }
        return (System.nanoTime() - start) / 1e9;
    }

    /** One exporter as fast as it answers. */
    private void nodeScrapes(String column, URI page, Program program)
            throws IOException, InterruptedException {
        int scrapes = options.number("node-scrapes");
        for (int i = 0; i < scrapes; i++) {
            get(page);
        }
        double before = ProcessFigures.of(program.pid()).cpuSeconds();
        for (int i = 0; i < scrapes; i++) {
            get(page);
        }
        double cpu = ProcessFigures.of(program.pid()).cpuSeconds() - before;
        report.add("a scrape of node's default collectors, CPU ms", column, cpu / scrapes * MILLIS);
    }

    /** Ours: scraping itself only, then the exporters too, then those over HTTP. */
    private void gnomon() throws IOException, InterruptedException {
        Path data = Comparison.freshData(places, Subject.GNOMON);
        Path config = places.work().resolve("exporters.yml");
        Path gnomon = places.work().resolve("gnomon.yml");
        List<URI> pages = settings(gnomon);
        Files.writeString(config, itself());
        try (RunningServer server =
                RunningServer.start(
                        Subject.GNOMON,
                        places,
                        data,
                        options.number("port"),
                        config,
                        options.text("java") + " -XX:NativeMemoryTracking=summary",
                        "--gnomon.config-file=" + gnomon,
                        "--web.enable-lifecycle")) {
            // The stretch of time before the one that is measured.
            Thread.sleep(Duration.ofSeconds(options.number("warmup-s")));
            double idle = cpuOf(server, List.of());
            NativeMemory off = NativeMemory.of(server.program().pid());

            Files.writeString(config, itself() + scrapeConfigs());
            server.post("/-/reload", new byte[0]);
            // The stretch of time before the one that is measured.
            Thread.sleep(Duration.ofSeconds(options.number("warmup-s")));
            report.add(INSIDE, GNOMON, cpuOf(server, List.of()) - idle);
            double up = server.instant("sum(up{job!='itself'})");
            if (up != exporters.size()) {
                throw new IOException("only " + up + " of " + exporters + " could be scraped");
            }
            NativeMemory on = NativeMemory.of(server.program().pid());
            report.add("server that scrapes itself only, CPU ms a second", GNOMON, idle);
            report.add(
                    "more live heap, off-heap and stacks for them, MiB",
                    GNOMON,
                    (on.total() - off.total()) / MIB);
            report.add("of that live heap, MiB", GNOMON, (on.heap() - off.heap()) / MIB);
            report.add("whole server with them, MiB", GNOMON, on.total() / MIB);
            report.add(
                    "whole server with them, resident MiB",
                    GNOMON,
                    server.figures().residentBytes() / MIB);

            Files.writeString(config, itself());
            server.post("/-/reload", new byte[0]);
            scrapeFor(pages, options.number("warmup-s"));
            report.add(OVER_HTTP, GNOMON, cpuOf(server, pages) - idle);
            if (exporters.contains("node")) {
                nodeScrapes(GNOMON, pages.get(exporters.indexOf("node")), server.program());
            }
        } finally {
            Comparison.delete(data);
        }
    }

    /** CPU milliseconds a second of the whole server while the pages are scraped each second. */
    private double cpuOf(RunningServer server, List<URI> pages)
            throws IOException, InterruptedException {
        double before = server.figures().cpuSeconds();
        double seconds = scrapeFor(pages, options.number("measure-s"));
        return (server.figures().cpuSeconds() - before) / seconds * MILLIS;
    }

    /**
     * Writes gnomon.yml: each exporter has an address of its own, where probes take no role.
     *
     * @return their pages
     */
    private List<URI> settings(Path file) throws IOException {
        StringBuilder yaml = new StringBuilder("exporters:\n");
        List<URI> pages = new ArrayList<>();
        int port = options.number("peer-port");
        for (String exporter : exporters) {
            String address = "127.0.0.1:" + port++;
            yaml.append("  ").append(exporter).append(":\n    listen: ").append(address);
            yaml.append('\n');
            if (exporter.equals("blackbox")) {
                yaml.append("    settings: {config.file: ")
                        .append(Comparison.probeModules(places))
                        .append("}\n");
            } else if (exporter.equals("mysql")) {
                yaml.append("    settings: {config.my-cnf: ");
                yaml.append(options.text("my-cnf")).append("}\n");
            }
            pages.add(URI.create("http://" + address + path(exporter, address)));
        }
        Files.writeString(file, yaml);
        return pages;
    }

    /** A server that scrapes: what all exporters share is not theirs. */
    private String itself() {
        return "scrape_configs:\n- job_name: itself\n  scrape_interval: %s\n  scrape_timeout: %s\n"
                        .formatted(options.text("interval"), options.text("interval"))
                + "  static_configs: [{targets: ['127.0.0.1:%d']}]\n"
                        .formatted(options.number("port"));
    }

    private String scrapeConfigs() {
        StringBuilder yaml = new StringBuilder();
        int port = options.number("peer-port");
        for (String exporter : exporters) {
            String address = "127.0.0.1:" + port++;
            yaml.append("- job_name: ").append(exporter);
            yaml.append("\n  scheme: exporter\n  scrape_interval: ");
            yaml.append(options.text("interval"));
            yaml.append("\n  scrape_timeout: ").append(options.text("interval"));
            if (exporter.equals("blackbox")) {
                yaml.append("\n  metrics_path: /probe\n  params: {module: [http_2xx], target: [");
                yaml.append("'http://").append(address).append("/-/healthy']}");
            }
            yaml.append("\n  static_configs: [{targets: [").append(exporter).append("]}]\n");
        }
        return yaml.toString();
    }
}
