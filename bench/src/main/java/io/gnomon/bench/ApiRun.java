package io.gnomon.bench;

import io.gnomon.bench.report.Report;
import io.gnomon.bench.subject.Places;
import io.gnomon.bench.subject.Subject;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Every read call of the API at Prometheus and at ours, over the same data. Says which calls miss
 * the target: p50 at most Prometheus's or 2 ms, p99 at most 1.5 of Prometheus's.
 */
final class ApiRun {
    static final Map<String, String> DEFAULTS = defaults();

    private static final double ENOUGH_MILLIS = 2;
    private static final double P99_RATIO = 1.5;

    private final QueryRun run;

    ApiRun(Places places, Options options) throws IOException {
        run = new QueryRun(places, options, "api", "Calls of the API", "api.txt");
    }

    private static Map<String, String> defaults() {
        Map<String, String> defaults = new HashMap<>(QueryRun.DEFAULTS);
        defaults.put("servers", "prometheus,gnomon");
        return Map.copyOf(defaults);
    }

    Report run() throws IOException, InterruptedException {
        Report report = run.run();
        for (Shape shape : run.shapes()) {
            judge(report, shape.title());
        }
        return report;
    }

    private static void judge(Report report, String title) {
        String ours = Subject.GNOMON.title();
        String theirs = Subject.PROMETHEUS.title();
        double p50 = report.median(title + ", p50", ours);
        double theirP50 = report.median(title + ", p50", theirs);
        if (p50 > Math.max(ENOUGH_MILLIS, theirP50)) {
            report.note(
                    "**missed**: %s, p50 %.2f ms, Prometheus %.2f".formatted(title, p50, theirP50));
        }
        double p99 = report.median(title + ", p99", ours);
        double theirP99 = report.median(title + ", p99", theirs);
        if (p99 > P99_RATIO * theirP99) {
            report.note(
                    "**missed**: %s, p99 %.2f ms, Prometheus %.2f".formatted(title, p99, theirP99));
        }
    }
}
