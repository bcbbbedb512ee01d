package io.gnomon.bench;

import io.gnomon.bench.targets.TargetServer;

import java.util.Locale;

/**
 * Rules as they are found beside node_exporter: of ten rules four sum or average rates of one host,
 * one of all hosts, five are thresholds on one host that nothing crosses.
 */
final class RuleLoad {
    private static final int IN_A_GROUP = 50;
    private static final String[] MODES = {"idle", "iowait", "softirq", "system", "user"};

    private RuleLoad() {}

    /**
     * A rule file.
     *
     * @param rules how many, in groups of fifty
     * @param targets how many hosts there are, on this port
     */
    static String file(int rules, int targets, int port, String interval) {
        StringBuilder out = new StringBuilder("groups:\n");
        for (int i = 0; i < rules; i++) {
            if (i % IN_A_GROUP == 0) {
                out.append("  - name: group").append(i / IN_A_GROUP);
                out.append("\n    interval: ").append(interval).append("\n    rules:\n");
            }
            String host = TargetServer.host(i / 10 % targets) + ":" + port;
            rule(out, i, host, MODES[i / 10 % MODES.length]);
        }
        return out.toString();
    }

    private static void rule(StringBuilder out, int i, String host, String mode) {
        switch (i % 10) {
            case 0 ->
                    record(
                            out,
                            i,
                            "sum by (mode) (rate(node_cpu_seconds_total{instance=\"%s\"}[1m]))",
                            host);
            case 1 ->
                    record(
                            out,
                            i,
                            "sum by (device)"
                                + " (rate(node_network_receive_bytes_total{instance=\"%s\"}[1m]))",
                            host);
            case 2 ->
                    record(
                            out,
                            i,
                            "sum by (instance)"
                                    + " (rate(node_cpu_seconds_total{instance=\"%s\",mode!=\""
                                    + mode
                                    + "\"}[1m]))",
                            host);
            case 3 ->
                    record(
                            out,
                            i,
                            "avg_over_time(node_memory_MemAvailable_bytes{instance=\"%s\"}[5m])",
                            host);
            case 4 ->
                    record(
                            out,
                            i,
                            "sum by (instance) (rate(node_cpu_seconds_total{mode=\""
                                    + mode
                                    + "\"}[1m]))",
                            host);
            case 5 -> alert(out, i, "node_load1{instance=\"%s\"} > 1000", host);
            case 6 ->
                    alert(
                            out,
                            i,
                            "node_filesystem_avail_bytes{instance=\"%s\"} /"
                                    + " node_filesystem_size_bytes{instance=\"%s\"} < 0",
                            host);
            case 7 -> alert(out, i, "node_memory_MemAvailable_bytes{instance=\"%s\"} < 0", host);
            case 8 ->
                    alert(
                            out,
                            i,
                            "rate(node_context_switches_total{instance=\"%s\"}[1m]) > 1e12",
                            host);
            default -> alert(out, i, "up{instance=\"%s\"} == 2", host);
        }
    }

    private static void record(StringBuilder out, int i, String expr, String host) {
        out.append("      - record: bench:rule").append(i);
        out.append("\n        expr: ").append(expr.replace("%s", host)).append('\n');
    }

    private static void alert(StringBuilder out, int i, String expr, String host) {
        out.append(
                String.format(
                        Locale.ROOT,
                        "      - alert: Bench%d%n        expr: %s%n        for: 5m%n        labels:"
                                + " {severity: page}%n        annotations: {summary: \"{{"
                                + " $labels.instance }} has {{ $value }}\"}%n",
                        i,
                        expr.replace("%s", host)));
    }
}
