package io.gnomon.bench;

import io.gnomon.bench.report.Report;
import io.gnomon.bench.subject.Places;
import io.gnomon.bench.subject.ProcessFigures;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Each server alone scrapes the same targets, without and with the same rules: the difference of
 * processor time is what evaluating costs. While Gnomon evaluates them, alerts of a group of its
 * own cross their threshold, and then many alerts in many groups are posted to it.
 */
final class RulesRun {
    static final Map<String, String> DEFAULTS = defaults();

    private static final int ALERTS_A_POST = 1000;
    private static final long POLL_MILLIS = 20;

    private final Places places;
    private final Options options;
    private final List<Subject> subjects;
    private final Report report;

    private static Map<String, String> defaults() {
        Map<String, String> defaults = new HashMap<>(ScrapeRun.DEFAULTS);
        defaults.put("runs", "3");
        defaults.put("servers", "prometheus,gnomon");
        defaults.put("targets", "16");
        defaults.put("interval", "15s");
        defaults.put("rules", "5000");
        defaults.put("rule-interval", "15s");
        defaults.put("warmup-s", "90");
        defaults.put("measure-s", "120");
        defaults.put("crossings", "200");
        defaults.put("alerts", "10000");
        defaults.put("groups", "1000");
        defaults.put("sink-port", "19392");
        return Map.copyOf(defaults);
    }

    RulesRun(Places places, Options options) {
        this.places = places;
        this.options = options;
        this.subjects = Comparison.subjects(options);
        this.report =
                new Report(
                        "%s rules every %s over %s targets of %s series scraped every %s"
                                .formatted(
                                        options.text("rules"),
                                        options.text("rule-interval"),
                                        options.text("targets"),
                                        options.text("series"),
                                        options.text("interval")),
                        subjects.stream().map(Subject::title).toList());
    }

    Report run() throws IOException, InterruptedException {
        for (int i = 0; i < options.number("runs"); i++) {
            for (Subject subject : subjects) {
                double without = measure(subject, false);
                double with = measure(subject, true);
                report.add(
                        "CPU ms per second, evaluating the rules (the difference)",
                        subject.title(),
                        with - without);
            }
        }
        report.note(
                "crossing to webhook: from the answer of a target scraped every 900 ms that shows"
                    + " the series first to the first request at the webhook; evaluated every"
                    + " second, for: 0, group_wait 0s; it contains the wait of up to a second for"
                    + " the evaluation");
        Comparison.notes(report, places, subjects, "rules " + options);
        return report;
    }

    /** Milliseconds of processor time a second. */
    private double measure(Subject subject, boolean rules)
            throws IOException, InterruptedException {
        Path data = Comparison.freshData(places, subject);
        Path config = places.work().resolve("rules.yml");
        boolean alerts = rules && subject == Subject.GNOMON;
        try (Targets targets = Targets.start(places, options);
                AlertSink sink = new AlertSink(options.number("sink-port"))) {
            configure(config, targets, rules, alerts);
            String[] flags =
                    alerts
                            ? new String[] {
                                "--gnomon.alertmanager.config-file="
                                        + places.work().resolve("alertmanager.yml")
                            }
                            : new String[0];
            try (RunningServer server =
                    Comparison.start(places, options, subject, data, config, flags)) {
                // The stretch of time before the one that is measured.
                Thread.sleep(Duration.ofSeconds(options.number("warmup-s")));
                double cpu = cpu(server, rules);
                if (alerts) {
                    cross(sink);
                    post(server, sink);
                }
                server.program().stop();
                return cpu;
            }
        } finally {
            Comparison.delete(data);
        }
    }

    private double cpu(RunningServer server, boolean rules)
            throws IOException, InterruptedException {
        String evaluations = "prometheus_rule_evaluations_total";
        String failures = "prometheus_rule_evaluation_failures_total";
        String title = server.subject().title();
        double evaluated = rules ? server.sum(evaluations) : 0;
        ProcessFigures before = server.figures();
        long start = System.nanoTime();
        // The stretch of time that is measured.
        Thread.sleep(Duration.ofSeconds(options.number("measure-s")));
        ProcessFigures after = server.figures();
        double seconds = (System.nanoTime() - start) / 1e9;
        double cpu = (after.cpuSeconds() - before.cpuSeconds()) * 1000 / seconds;
        report.add("CPU ms per second, " + (rules ? "with" : "without") + " rules", title, cpu);
        if (rules) {
            report.add("rules evaluated/s", title, (server.sum(evaluations) - evaluated) / seconds);
            report.add("evaluations that failed", title, server.sum(failures));
        }
        return cpu;
    }

    private void configure(Path config, Targets targets, boolean rules, boolean alerts)
            throws IOException {
        StringBuilder text = new StringBuilder();
        Path folder = Files.createDirectories(places.work().resolve("rule-files"));
        Comparison.delete(folder);
        Files.createDirectories(folder);
        String sink = "127.0.0.1:" + options.number("sink-port");
        if (rules) {
            Files.writeString(
                    folder.resolve("load.yml"),
                    RuleLoad.file(
                            options.number("rules"),
                            options.number("targets"),
                            options.number("target-port"),
                            options.text("rule-interval")));
            text.append("rule_files: [").append(folder).append("/*.yml]\n");
        }
        text.append(targets.config(options.text("interval")));
        if (alerts) {
            text.append("  - job_name: crossing\n    scrape_interval: 900ms\n")
                    .append("    scrape_timeout: 900ms\n    static_configs:\n      - targets: [\"")
                    .append(sink)
                    .append("\"]\n");
            Files.writeString(
                    folder.resolve("crossing.yml"),
                    """
                    groups:
                      - name: crossing
                        interval: 1s
                        rules:
                          - {alert: BenchCrossing, expr: bench_crossing > 0}
                    """);
            Files.writeString(
                    places.work().resolve("alertmanager.yml"),
                    """
                    route:
                      receiver: hook
                      group_by: [grp, n]
                      group_wait: 0s
                      group_interval: 1s
                      repeat_interval: 1h
                      routes:
                        - {matchers: [alertname="BenchPosted"], group_by: [grp], group_wait: 0s}
                    receivers:
                      - name: hook
                        webhook_configs:
                          - {url: "http://SINK/hook", send_resolved: false}
                    """
                            .replace("SINK", sink));
        }
        Files.writeString(config, text.toString());
    }

    /** Waits until it holds, or until that time of {@link System#nanoTime}. */
    private static void await(BooleanSupplier condition, long endNanos)
            throws InterruptedException {
        while (!condition.getAsBoolean() && System.nanoTime() < endNanos) {
            // What the sink has seen is looked at from outside: nothing wakes this thread.
            Thread.sleep(POLL_MILLIS);
        }
    }

    /** Lets alerts cross their threshold until there are enough, and waits for the last. */
    private void cross(AlertSink sink) throws InterruptedException {
        int wanted = options.number("crossings");
        sink.begin();
        long end = System.nanoTime() + Duration.ofSeconds(60 + 2L * wanted).toNanos();
        await(() -> sink.shown() >= wanted, end);
        sink.end();
        await(() -> sink.latencies().length >= sink.shown(), end);
        double[] sorted = sink.latencies();
        String ours = Subject.GNOMON.title();
        report.add("crossings", ours, sink.shown());
        report.add("crossings that no notification told", ours, sink.shown() - sorted.length);
        if (sorted.length > 0) {
            report.add("crossing to webhook p50, s", ours, sorted[sorted.length / 2]);
            report.add(
                    "crossing to webhook p99, s",
                    ours,
                    sorted[(int) Math.ceil(0.99 * sorted.length) - 1]);
            report.add("crossing to webhook, longest, s", ours, sorted[sorted.length - 1]);
        }
    }

    /** Posts many alerts; the times run from the first post. */
    private void post(RunningServer server, AlertSink sink)
            throws IOException, InterruptedException {
        int alerts = options.number("alerts");
        int groups = options.number("groups");
        String row = alerts + " alerts in " + groups + " groups, posted to all ";
        int others = groups(server);
        String ours = Subject.GNOMON.title();
        long start = System.nanoTime();
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (int from = 0; from < alerts; from += ALERTS_A_POST) {
                StringBuilder body = new StringBuilder("[");
                for (int i = from; i < Math.min(alerts, from + ALERTS_A_POST); i++) {
                    body.append(i == from ? "" : ",")
                            .append("{\"labels\":{\"alertname\":\"BenchPosted\",\"n\":\"")
                            .append(i)
                            .append("\",\"grp\":\"")
                            .append((long) i * groups / alerts)
                            .append("\"}}");
                }
                body.append(']');
                HttpRequest request =
                        HttpRequest.newBuilder(
                                        URI.create(
                                                "http://127.0.0.1:"
                                                        + options.number("port")
                                                        + "/api/v2/alerts"))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                                .build();
                HttpResponse<String> answer =
                        client.send(request, HttpResponse.BodyHandlers.ofString());
                if (answer.statusCode() != 200) {
                    throw new IOException(
                            "alerts were answered " + answer.statusCode() + ": " + answer.body());
                }
            }
        }
        long posted = System.nanoTime();
        report.add("posting them, s", ours, (posted - start) / 1e9);
        if (groups(server) - others >= groups) {
            report.add(row + "routed and grouped, s", ours, (System.nanoTime() - start) / 1e9);
        }
        await(() -> sink.received() >= alerts, start + Duration.ofSeconds(60).toNanos());
        if (sink.received() == alerts) {
            report.add(row + "notified, s", ours, (sink.lastNanos() - start) / 1e9);
        }
        report.add("posted alerts that no notification told", ours, alerts - sink.received());
    }

    private static int groups(RunningServer server) throws IOException, InterruptedException {
        return (int) server.sum("alertmanager_dispatcher_aggregation_groups");
    }
}
