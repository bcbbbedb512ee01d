package io.gnomon.bench;

import io.gnomon.bench.report.Report;
import io.gnomon.bench.subject.Places;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The command line: one command a kind of run. */
public final class Main {
    private static final String USAGE =
            """
            bench/run COMMAND [--OPTION VALUE ...]
              scrape    CPU, memory, disk, restart and loss while scraping
              query     p50 and p99 of query shapes over the same data, answers compared
              api       p50 and p99 of every read call of the API
              memory    resident memory with 100 k and with 1 M series, and what a series costs
              disk      bytes of compacted samples and of the index, back-filled
              remote-write  CPU, samples a second and loss while taking remote write
              remote-send   CPU of sending by remote write, and how fast a receiver that was away is served
              rules     CPU of 5,000 rules, from crossing to webhook, 10,000 alerts in 1,000 groups
              exporters CPU and memory of exporters in the server beside the peers' processes
              dashboard Node Exporter Full in a browser: drawn when, frames, heap, bytes
              probes    HTTP probes at a fixed rate: reported duration against what the page took
              profile   where our CPU goes while scraping: fetch, gunzip, parse, store, WAL
              jmh       microbenchmarks; arguments are those of JMH
            Options and their meaning: bench/README.md. BENCH_PEERS and BENCH_WORK say where peers and data lie.
            """;

    private Main() {}

    /** Runs a command; its table goes to the output and to the report file. */
    @SuppressWarnings("SystemOut") // a command line tool
    public static void main(String[] args) throws Exception {
        List<String> rest = Arrays.asList(args).subList(Math.min(1, args.length), args.length);
        String command = args.length == 0 ? "help" : args[0];
        if (command.equals("serve-targets")) {
            Targets.serve(rest);
            return;
        }
        try {
            Report report = run(command, rest);
            System.out.println(report == null ? USAGE : report.markdown());
        } catch (IllegalArgumentException e) {
            System.err.println("bench: " + e.getMessage());
            System.exit(2);
        }
    }

    private static @org.jspecify.annotations.Nullable Report run(
            String command, List<String> arguments) throws IOException, InterruptedException {
        Places places = places();
        return switch (command) {
            case "scrape" -> {
                Options options = new Options(arguments, ScrapeRun.DEFAULTS);
                yield kept(new ScrapeRun(places, options).run(), options);
            }
            case "query" -> {
                Options options = new Options(arguments, QueryRun.DEFAULTS);
                yield kept(new QueryRun(places, options).run(), options);
            }
            case "api" -> {
                Options options = new Options(arguments, ApiRun.DEFAULTS);
                yield kept(new ApiRun(places, options).run(), options);
            }
            case "memory" -> {
                Options options = new Options(arguments, MemoryRun.DEFAULTS);
                yield kept(new MemoryRun(places, options).run(), options);
            }
            case "disk" -> {
                Options options = new Options(arguments, DiskRun.DEFAULTS);
                yield kept(new DiskRun(places, options).run(), options);
            }
            case "remote-write" -> {
                Options options = new Options(arguments, RemoteWriteRun.DEFAULTS);
                yield kept(new RemoteWriteRun(places, options).run(), options);
            }
            case "remote-send" -> {
                Options options = new Options(arguments, RemoteSendRun.DEFAULTS);
                yield kept(new RemoteSendRun(places, options).run(), options);
            }
            case "rules" -> {
                Options options = new Options(arguments, RulesRun.DEFAULTS);
                yield kept(new RulesRun(places, options).run(), options);
            }
            case "exporters" -> {
                Options options = new Options(arguments, ExportersRun.DEFAULTS);
                yield kept(new ExportersRun(places, options).run(), options);
            }
            case "dashboard" -> {
                Options options = new Options(arguments, DashboardRun.DEFAULTS);
                yield kept(new DashboardRun(places, options).run(), options);
            }
            case "probes" -> {
                Options options = new Options(arguments, ProbesRun.DEFAULTS);
                yield kept(new ProbesRun(places, options).run(), options);
            }
            case "profile" -> {
                Options options = new Options(arguments, ProfileRun.DEFAULTS);
                yield kept(new ProfileRun(places, options).run(), options);
            }
            default -> null;
        };
    }

    private static Report kept(Report report, Options options) throws IOException {
        if (!options.text("report").isEmpty()) {
            report.appendTo(Path.of(options.text("report")));
        }
        return report;
    }

    private static Places places() throws IOException {
        Map<String, String> environment = System.getenv();
        Path root = Path.of(System.getProperty("bench.root", ".")).toAbsolutePath().normalize();
        Path work =
                Path.of(
                        environment.getOrDefault(
                                "BENCH_WORK", root.resolve("bench/target/work").toString()));
        return new Places(
                root,
                Path.of(
                        environment.getOrDefault(
                                "BENCH_PEERS", System.getProperty("java.io.tmpdir") + "/peers")),
                Files.createDirectories(work));
    }
}
