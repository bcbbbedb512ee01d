package io.gnomon.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gnomon.bench.report.Report;
import io.gnomon.bench.subject.Places;
import io.gnomon.bench.subject.Program;
import io.gnomon.bench.subject.RunningServer;
import io.gnomon.bench.subject.Subject;
import io.gnomon.bench.targets.BackfillFile;
import io.gnomon.bench.targets.Recording;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A day of Node Exporter Full out of weeks of stored data in a browser from npm; the looking is
 * platform.web/browser-test/measure.mjs.
 */
final class DashboardRun {
    static final Map<String, String> DEFAULTS =
            Map.ofEntries(
                    Map.entry("days", "30"),
                    Map.entry("step-ms", "60000"),
                    Map.entry("series", "1300"),
                    Map.entry("seed", "1"),
                    Map.entry("runs", "5"),
                    Map.entry("refresh-s", "120"),
                    Map.entry("java", "-Xms64m -Xmx512m"),
                    Map.entry("port", "19390"),
                    Map.entry("report", ""));

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long DAY_MILLIS = 86_400_000;
    private static final int DAYS_A_FILE = 5;
    private static final double MIB = 1 << 20;
    private static final String GNOMON = Subject.GNOMON.title();

    /** Panels of the dashboard that the crosshair moves over, four in a row, and series in each. */
    private static final int PANELS = 24;

    private static final String TWENTY_SERIES =
            "rate(node_cpu_seconds_total{cpu=~\"0|100|101|102|103\",mode=~\"idle|user|system|iowait\"}[5m])";

    private final Places places;
    private final Options options;
    private final Report report;

    DashboardRun(Places places, Options options) {
        this.places = places;
        this.options = options;
        this.report =
                new Report(
                        "Node Exporter Full, a day of "
                                + options.number("days")
                                + " stored ones, in Chromium",
                        List.of(GNOMON));
    }

    Report run() throws IOException, InterruptedException {
        Targets.record(places);
        Path data = Comparison.freshData(places, Subject.GNOMON);
        try {
            long samples = fill(data);
            Path dashboards = Files.createDirectories(data.resolve("dashboards"));
            Path full =
                    places.root().resolve("../shared/testdata/dashboards/node-exporter-full.json");
            JsonNode dashboard = JSON.readTree(full.toFile());
            Files.copy(full, dashboards.resolve("node-exporter-full.json"));
            Files.writeString(dashboards.resolve("crosshair.json"), crosshair());
            Path config =
                    Files.writeString(
                            places.work().resolve("dashboard.yml"), "scrape_configs: []\n");
            try (RunningServer server =
                    Comparison.start(places, options, Subject.GNOMON, data, config)) {
                figures(look(dashboard.path("uid").asText()));
                report.add(
                        "server, resident MiB at the end",
                        GNOMON,
                        server.figures().residentBytes() / MIB);
            }
            report.note(samples + " samples stored; milliseconds from the navigation");
        } finally {
            Comparison.delete(data);
        }
        Comparison.notes(report, places, List.of(Subject.GNOMON), "dashboard " + options);
        return report;
    }

    /** Makes blocks of the days up to now; how many samples. */
    private long fill(Path data) throws IOException, InterruptedException {
        Recording recording =
                Recording.read(Targets.recordings(places), options.number("series"))
                        .with("job", "node");
        Path text = places.work().resolve("backfill.txt");
        long step = options.number("step-ms");
        long end = System.currentTimeMillis();
        long samples = 0;
        Files.createDirectories(data);
        for (int days = options.number("days"); days > 0; days -= DAYS_A_FILE) {
            long span = Math.min(days, DAYS_A_FILE) * DAY_MILLIS;
            BackfillFile file =
                    new BackfillFile(
                            recording,
                            1,
                            end - days * DAY_MILLIS,
                            step,
                            (int) (span / step),
                            0,
                            options.number("seed"));
            file.write(text, true);
            samples += file.samples();
            try (Program tool =
                    Program.start(
                            Subject.GNOMON.backfill(places, text, data),
                            Map.of("GNOMON_JAVA_OPTS", "-Xmx2g"),
                            places.work().resolve("dashboard-backfill.log"))) {
                if (tool.await() != 0) {
                    throw new IOException("back-filling failed, see dashboard-backfill.log");
                }
            }
            Files.delete(text);
        }
        return samples;
    }

    private static String crosshair() throws IOException {
        ObjectNode dashboard = JSON.createObjectNode();
        dashboard.put("uid", "bench-crosshair").put("title", "Crosshair");
        dashboard.put("schemaVersion", 41).put("graphTooltip", 1);
        dashboard.putObject("time").put("from", "now-24h").put("to", "now");
        ArrayNode panels = dashboard.putArray("panels");
        for (int i = 0; i < PANELS; i++) {
            ObjectNode panel = panels.addObject();
            panel.put("id", i + 1).put("type", "timeseries").put("title", "Panel " + i);
            panel.putObject("gridPos")
                    .put("x", i % 4 * 6)
                    .put("y", i / 4 * 5)
                    .put("w", 6)
                    .put("h", 5);
            panel.putArray("targets").addObject().put("refId", "A").put("expr", TWENTY_SERIES);
        }
        return JSON.writeValueAsString(dashboard);
    }

    private JsonNode look(String uid) throws IOException, InterruptedException {
        Path folder = places.root().resolve("platform.web/browser-test");
        if (!Files.exists(folder.resolve("node_modules/.package-lock.json"))) {
            run(List.of("npm", "ci", "--no-fund", "--no-audit"), folder, Map.of());
        }
        String said =
                run(
                        List.of("node", "measure.mjs"),
                        folder,
                        Map.of(
                                "BASE_URL",
                                "http://127.0.0.1:" + options.text("port") + "/",
                                "DASHBOARD",
                                "d/" + uid + "?from=now-24h&to=now",
                                "CROSSHAIR",
                                "d/bench-crosshair",
                                "RUNS",
                                options.text("runs"),
                                "REFRESH_S",
                                options.text("refresh-s")));
        return JSON.readTree(said);
    }

    private static String run(List<String> command, Path folder, Map<String, String> environment)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(new ArrayList<>(command))
                        .directory(folder.toFile())
                        .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(command + " failed: " + said);
        }
        return said;
    }

    private void figures(JsonNode seen) {
        report.note(seen.path("panels").asInt() + " panels in sight, 1440 by 1080");
        report.add("first look after the start, ms", GNOMON, seen.path("first").asDouble());
        for (JsonNode each : seen.path("cold")) {
            report.add("new profile, all panels in sight drawn, ms", GNOMON, each.asDouble());
        }
        for (JsonNode each : seen.path("warm")) {
            report.add("the same again, ms", GNOMON, each.asDouble());
        }
        for (JsonNode each : seen.path("firstPanelBytes")) {
            report.add("KB transferred before the first panel", GNOMON, each.asDouble() / 1e3);
        }
        report.add(
                "frame gap p95 under the crosshair, ms",
                GNOMON,
                seen.path("frameGapP95").asDouble());
        report.add(
                "longest task under the crosshair, ms",
                GNOMON,
                seen.path("longestTask").asDouble());
        JsonNode heap = seen.path("heap");
        for (int i = 0; i < heap.size(); i++) {
            report.add(
                    i == 0
                            ? "browser heap at the begin of the refreshes, MiB"
                            : i == heap.size() - 1
                                    ? "browser heap at the end, MiB"
                                    : "browser heap between, MiB",
                    GNOMON,
                    heap.get(i).asDouble() / MIB);
        }
    }
}
