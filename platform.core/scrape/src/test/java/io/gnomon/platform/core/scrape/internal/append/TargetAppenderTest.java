package io.gnomon.platform.core.scrape.internal.append;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.labels.Regex;
import io.gnomon.model.sample.MetricMetadata;
import io.gnomon.model.sample.MetricType;
import io.gnomon.platform.core.config.RelabelAction;
import io.gnomon.platform.core.config.RelabelConfig;
import io.gnomon.platform.core.config.ScrapeLimits;
import io.gnomon.platform.core.scrape.internal.Configs;
import io.gnomon.platform.memory.MemoryStorage;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;

class TargetAppenderTest {
    private final MemoryStorage storage = new MemoryStorage();
    private final AppendCounters counters = new AppendCounters();
    private final StoreGate gate = new StoreGate(() -> 0);
    private final Configs config = Configs.job("j");
    private TargetAppender appender = appender();

    @BeforeEach
    void bind() {
        gate.set(storage);
    }

    private TargetAppender appender() {
        return new TargetAppender(
                "group",
                5_000,
                config.build(),
                new SampleLabels(Labels.of("job", "j", "instance", "i"), config.build()),
                gate,
                counters,
                new TargetMetadata(new HashMap<>()));
    }

    private String scrape(int second, String text) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        return appender.write(
                new Answer.Text(body, body.length, false), null, second * 1000L, () -> 250_000_000);
    }

    private String fail(int second, String why) {
        return appender.write(null, new ScrapeFailure(why), second * 1000L, () -> 0);
    }

    @Test
    void storesSamplesAndTheScrapeItself() throws Exception {
        assertEquals("", scrape(10, "# TYPE a counter\na{x=\"1\"} 1\na{x=\"2\"} 2\nb NaN\n"));
        assertEquals("", scrape(20, "# TYPE a counter\na{x=\"1\"} 3\na{x=\"2\"} 4\nb NaN\n"));
        assertEquals(
                Map.of(
                        Labels.of("__name__", "a", "x", "1", "job", "j", "instance", "i"),
                        "1.0@10.0 3.0@20.0",
                        Labels.of("__name__", "a", "x", "2", "job", "j", "instance", "i"),
                        "2.0@10.0 4.0@20.0"),
                Stored.series(storage, "a"));
        assertEquals("NaN@10.0 NaN@20.0", Stored.of(storage, "b"));
        assertEquals("1.0@10.0 1.0@20.0", Stored.of(storage, "up"));
        assertEquals("0.25@10.0 0.25@20.0", Stored.of(storage, "scrape_duration_seconds"));
        assertEquals("3.0@10.0 3.0@20.0", Stored.of(storage, "scrape_samples_scraped"));
        assertEquals("3.0@10.0 0.0@20.0", Stored.of(storage, "scrape_series_added"));
        assertEquals(6, counters.samples.sum());
    }

    @Test
    void aSeriesThatGoesAndComesIsMarked() throws Exception {
        scrape(10, "a 1\nb 1\nc 1\n");
        scrape(20, "a 2\nc 2\n");
        scrape(30, "a 3\nc 3\n");
        scrape(40, "a 4\nb 4\nc 4\n");
        assertEquals("1.0@10.0 stale@20.0 4.0@40.0", Stored.of(storage, "b"));
        assertEquals("1.0@10.0 2.0@20.0 3.0@30.0 4.0@40.0", Stored.of(storage, "c"));
        assertEquals(
                "3.0@10.0 0.0@20.0 0.0@30.0 1.0@40.0", Stored.of(storage, "scrape_series_added"));
    }

    @Test
    void aFailedScrapeMarksAllOnce() throws Exception {
        scrape(10, "a 1\n");
        assertEquals("connection refused", fail(20, "connection refused"));
        fail(30, "connection refused");
        scrape(40, "a 4\n");
        assertEquals("1.0@10.0 stale@20.0 4.0@40.0", Stored.of(storage, "a"));
        assertEquals("1.0@10.0 0.0@20.0 0.0@30.0 1.0@40.0", Stored.of(storage, "up"));
    }

    @Test
    void aTextThatBreaksOffIsNotStoredAtAll() throws Exception {
        scrape(10, "a 1\nb 1\n");
        assertEquals(
                "text format parsing error in line 2: expected float as value, got \"x\"",
                scrape(20, "a 2\nb x\n"));
        scrape(30, "a 3\nb 3\n");
        assertEquals("1.0@10.0 stale@20.0 3.0@30.0", Stored.of(storage, "a"));
        assertEquals("1.0@10.0 0.0@20.0 1.0@30.0", Stored.of(storage, "up"));
    }

    @Test
    void seriesBeyondALimitAreRefusedAndSaidAndTheTargetStaysUp() throws Exception {
        storage.limitSeries(7);
        assertEquals("", scrape(10, "a 1\nb 1\nc 1\nd 1\n"));
        assertEquals(
                "the limit of 7 series is reached: 2 series of this scrape are not stored",
                appender.warning());
        assertEquals("", scrape(20, "a 2\n"));
        assertEquals("", appender.warning());
        assertEquals("1.0@10.0 2.0@20.0", Stored.of(storage, "a"));
        assertEquals("1.0@10.0 stale@20.0", Stored.of(storage, "b"));
        assertEquals(Map.of(), Stored.series(storage, "c"));
        assertEquals("1.0@10.0 1.0@20.0", Stored.of(storage, "up"));
        assertEquals("4.0@10.0 1.0@20.0", Stored.of(storage, "scrape_samples_scraped"));
        storage.limitSeries(Integer.MAX_VALUE);
        assertEquals("", scrape(30, "a 3\nc 3\n"));
        assertEquals("3.0@30.0", Stored.of(storage, "c"));
    }

    @Test
    void theEndMarksEverything() throws Exception {
        scrape(10, "a 1\n");
        appender.end(20_000);
        assertEquals("1.0@10.0 stale@20.0", Stored.of(storage, "a"));
        assertEquals("1.0@10.0 stale@20.0", Stored.of(storage, "up"));
    }

    @Test
    void samplesWithTheirOwnTimeAreNotMarked() throws Exception {
        scrape(10, "a 1 9000\nb 1\n");
        scrape(20, "b 2\n");
        assertEquals("1.0@9.0", Stored.of(storage, "a"));
        config.trackTimestamps = true;
        appender = appender();
        scrape(30, "a 3 29000\n");
        scrape(40, "b 4\n");
        assertEquals("1.0@9.0 3.0@29.0 stale@40.0", Stored.of(storage, "a"));
        config.honorTimestamps = false;
        appender = appender();
        scrape(50, "a 5 1\n");
        assertEquals("1.0@9.0 3.0@29.0 stale@40.0 5.0@50.0", Stored.of(storage, "a"));
        scrape(60, "a 5 9999999\n");
        assertEquals(0, counters.outOfBounds.sum());
    }

    @Test
    void samplesAheadAndInConflictAreCounted() throws Exception {
        scrape(10, "a 1 700000\nb 1\nb 2\nc 1 9000\nc 2 8000\n");
        assertEquals(1, counters.outOfBounds.sum());
        assertEquals(1, counters.duplicateTimestamp.sum());
        assertEquals(1, counters.outOfOrder.sum());
        assertEquals("1.0@10.0", Stored.of(storage, "b"));
        assertEquals("1.0@10.0", Stored.of(storage, "up"));
    }

    @Test
    void exposedLabelsThatClashMoveAway() throws Exception {
        scrape(10, "a{job=\"x\",exported_job=\"y\",instance=\"\"} 1\n");
        assertEquals(
                Labels.of(
                        "__name__",
                        "a",
                        "job",
                        "j",
                        "instance",
                        "i",
                        "exported_job",
                        "y",
                        "exported_exported_job",
                        "x"),
                Stored.series(storage, "a").keySet().iterator().next());
    }

    @Test
    void exposedLabelsAreHonoredEvenWhenEmpty() throws Exception {
        config.honorLabels = true;
        appender = appender();
        scrape(10, "a{job=\"x\",instance=\"\"} 1\n");
        assertEquals(
                Labels.of("__name__", "a", "job", "x"),
                Stored.series(storage, "a").keySet().iterator().next());
    }

    @Test
    void metricRelabellingDropsAndMerges() throws Exception {
        config.metricRelabel =
                List.of(
                        rule(List.of("__name__"), "drop_.*", "", RelabelAction.DROP),
                        rule(List.of(), "copy", "", RelabelAction.LABELDROP));
        appender = appender();
        scrape(10, "a{copy=\"1\"} 1\ndrop_me 1\n");
        scrape(20, "a{copy=\"2\"} 2\ndrop_me 1\n");
        assertEquals("1.0@10.0 2.0@20.0", Stored.of(storage, "a"), "one series under two names");
        assertEquals(
                "1.0@10.0 1.0@20.0", Stored.of(storage, "scrape_samples_post_metric_relabeling"));
        assertEquals("2.0@10.0 2.0@20.0", Stored.of(storage, "scrape_samples_scraped"));
    }

    private static RelabelConfig rule(
            List<String> sources, String regex, String target, RelabelAction action) {
        return new RelabelConfig(sources, ";", Regex.compile(regex), 0, target, "$1", action);
    }

    @Test
    void limitsFailTheWholeScrape() throws Exception {
        config.limits = new ScrapeLimits(0, 2, 0, 3, 10, 10, 0);
        appender = appender();
        assertEquals("sample limit exceeded", scrape(10, "a 1\nb 1\nc 1\n"));
        assertEquals(
                "label_limit exceeded (metric: a, number of labels: 4, limit: 3)",
                scrape(20, "a{x=\"1\"} 1\n"));
        config.limits = new ScrapeLimits(0, 0, 0, 0, 10, 10, 0);
        appender = appender();
        assertEquals(
                "label_name_length_limit exceeded (metric: a, label name: x2345678901, length: 11,"
                        + " limit: 10)",
                scrape(30, "a{x2345678901=\"1\"} 1\n"));
        assertEquals(
                "label_value_length_limit exceeded (metric: a, label name: x, length: 11, limit:"
                        + " 10)",
                scrape(40, "a{x=\"12345678901\"} 1\n"));
        assertEquals("0.0@10.0 0.0@20.0 0.0@30.0 0.0@40.0", Stored.of(storage, "up"));
        assertEquals(1, counters.sampleLimit.sum());
        assertEquals(3, counters.labelLimits.sum());
    }

    @Test
    void noSeriesIsLargerThanAnyNeeds() throws Exception {
        String most = "a{x=\"" + "v".repeat(1 << 20) + "\"} 1\n";
        String failure = scrape(10, most);
        assertTrue(failure.startsWith("a series of a has "), failure);
        assertTrue(failure.endsWith("no series may have more than 4096, or 1048576"), failure);
        StringBuilder many = new StringBuilder("a{");
        for (int i = 0; i < 4096; i++) {
            many.append("l").append(i).append("=\"1\",");
        }
        assertTrue(scrape(20, many + "} 1\n").startsWith("a series of a has 4099 labels"));
        assertEquals(2, counters.labelLimits.sum());
        String more = scrape(30, many + "one_more=\"1\"} 1\n");
        assertTrue(more.endsWith("metric \"a\" has more than 4096 labels"), more);
        String twice = scrape(40, many.toString().replace("l4095", "l0") + "} 1\n");
        assertTrue(twice.endsWith("duplicate label names for metric \"a\": \"l0\""), twice);
    }

    @Test
    void extraSeriesAreWrittenWhenAskedFor() throws Exception {
        config.extraMetrics = true;
        config.limits = new ScrapeLimits(0, 7, 0, 0, 0, 0, 0);
        appender = appender();
        scrape(10, "a 1\n");
        appender.write(
                null,
                new ScrapeFailure(ScrapeFailure.Kind.BODY_SIZE_LIMIT, "body size limit exceeded"),
                20_000,
                () -> 0);
        assertEquals("5.0@10.0 5.0@20.0", Stored.of(storage, "scrape_timeout_seconds"));
        assertEquals("7.0@10.0 7.0@20.0", Stored.of(storage, "scrape_sample_limit"));
        assertEquals("4.0@10.0 -1.0@20.0", Stored.of(storage, "scrape_body_size_bytes"));
        assertEquals(1, counters.bodySizeLimit.sum());
    }

    @Test
    void boundsAreNormalisedHoweverTheyComeIn() throws Exception {
        scrape(10, "# TYPE h histogram\nh_bucket{le=\"1\"} 1\nh_bucket{le=\"+Inf\"} 1\n");
        ReportedSamples reported = new ReportedSamples();
        reported.family("h", MetricType.HISTOGRAM, "");
        reported.suffixed("_bucket", 2, "le", "1");
        appender.write(new Answer.Reported(reported, 0), null, 20_000, () -> 0);
        assertEquals(
                Map.of("1.0", "1.0@10.0 2.0@20.0", "+Inf", "1.0@10.0"), byLabel("h_bucket", "le"));
    }

    private Map<String, String> byLabel(String name, String label) throws Exception {
        Map<String, String> found = new HashMap<>();
        Stored.series(storage, name).forEach((labels, text) -> found.put(labels.get(label), text));
        return found;
    }

    @Test
    void exportersGoTheSameWay() throws Exception {
        appender.write(new Answer.Reported(report(1, "x", "y"), 0), null, 10_000, () -> 0);
        appender.write(new Answer.Reported(report(2, "y", "x"), 0), null, 20_000, () -> 0);
        appender.write(new Answer.Reported(report(3, "x"), 0), null, 30_000, () -> 0);
        assertEquals(
                Map.of(
                        "x", "1.0@10.0 2.0@20.0 3.0@30.0",
                        "y", "1.0@10.0 2.0@20.0 stale@30.0"),
                byLabel("g", "l"));
        assertEquals(
                new MetricMetadata(MetricType.GAUGE, "A gauge.", "seconds"),
                appender.metadata().families().get("g"));
    }

    private static ReportedSamples report(double value, String... labelValues) {
        ReportedSamples samples = new ReportedSamples();
        samples.family("g", MetricType.GAUGE, "A gauge.", "seconds");
        for (String labelValue : labelValues) {
            samples.sample(value, "l", labelValue);
        }
        return samples;
    }

    @Test
    void metadataFollowsTheText() throws Exception {
        scrape(10, "# HELP a One.\n# TYPE a counter\na 1\n# HELP b B.\nb 1\n");
        scrape(20, "# HELP a Two.\n# TYPE a gauge\na 1\n# HELP b B.\nb 1\n");
        scrape(30, "# HELP a Two.\n# TYPE a gauge\na 1\n# HELP b B.\nb 1\n");
        assertEquals(
                Map.of(
                        "a", new MetricMetadata(MetricType.GAUGE, "Two.", ""),
                        "b", new MetricMetadata(MetricType.UNKNOWN, "B.", "")),
                appender.metadata().families());
    }

    @Test
    void aNewLoopOfTheSameTargetCarriesTheSeriesOn() throws Exception {
        scrape(10, "a 1\nb 1\n");
        TargetAppender next = appender();
        next.inherit(appender);
        appender = next;
        scrape(20, "a 2\n");
        scrape(30, "a 3\n");
        assertEquals("1.0@10.0 2.0@20.0 3.0@30.0", Stored.of(storage, "a"));
        assertEquals("1.0@10.0 stale@20.0", Stored.of(storage, "b"));
    }

    @Test
    void linesOfTheScrapeBeforeAreKnownWithTheirTimesAndTypes() throws Exception {
        String head = "# TYPE h histogram\nh_bucket{le=\"1\"} 1\n";
        String tail = "# TYPE t gauge\nt 5 %d000\nu 7\n";
        scrape(1, head + tail.formatted(1));
        scrape(2, head + tail.formatted(2));
        scrape(3, head + "h_bucket{le=\"5\"} 1\n" + tail.formatted(2));
        assertEquals("5.0@1.0 5.0@2.0", Stored.of(storage, "t"));
        assertEquals("7.0@1.0 7.0@2.0 7.0@3.0", Stored.of(storage, "u"));
        assertEquals(
                List.of("1.0", "5.0"),
                Stored.series(storage, "h_bucket").keySet().stream()
                        .map(labels -> labels.get("le"))
                        .toList());
    }

    /** Whatever comes and goes in whatever order, the store has what a plain model has. */
    @Test
    void agreesWithAModel() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Map<String, StringBuilder> model = new HashMap<>();
        Map<String, String> values = new HashMap<>();
        TreeSet<String> live = new TreeSet<>();
        for (int second = 1; second <= 600; second++) {
            TreeSet<String> now = new TreeSet<>();
            StringBuilder text = new StringBuilder();
            boolean broken = random.nextInt(20) == 0;
            int start = random.nextInt(3) == 0 ? random.nextInt(40) : 0;
            for (int i = 0; i < 40; i++) {
                String name = "m" + (start + i) % 40;
                if (random.nextInt(random.nextInt(4) == 0 ? 3 : 50) != 0 && now.add(name)) {
                    if (random.nextInt(3) > 0 || !values.containsKey(name)) {
                        values.put(name, value(random, second));
                    }
                    comment(text, name, random);
                    text.append(random.nextInt(50) == 0 ? " " : "").append(name);
                    text.append(random.nextInt(50) == 0 ? " { } " : " ");
                    text.append(values.get(name));
                    text.append(random.nextInt(50) == 0 ? " \n" : "\n");
                    text.append(
                            random.nextInt(50) == 0 ? name + " " + values.get(name) + "\n" : "");
                }
            }
            if (broken) {
                now.clear();
                text.append("broken\n");
            }
            scrape(second, text.toString());
            for (String name : now) {
                note(model, name, Double.valueOf(values.get(name)) + "@" + second + ".0");
            }
            live.removeAll(now);
            for (String name : live) {
                note(model, name, "stale@" + second + ".0");
            }
            live = now;
        }
        Map<String, String> stored = new HashMap<>();
        Stored.series(storage, "m.*")
                .forEach((labels, text) -> stored.put(labels.metricName(), text));
        assertEquals(model.keySet(), stored.keySet());
        model.forEach((name, text) ->
                assertEquals(text.toString(), stored.get(name), "seed " + seed + ", " + name));
        assertTrue(stored.size() > 30);
    }

    /** Numbers that have something in common with those before, and others. */
    private static String value(Random random, int second) {
        return switch (random.nextInt(6)) {
            case 0 -> "NaN";
            case 1 -> "1.5e+09";
            case 2 -> Integer.toString(second / 10);
            case 3 -> "1" + "0".repeat(random.nextInt(4));
            default -> second + "." + random.nextInt(1000);
        };
    }

    private static void comment(StringBuilder text, String name, Random random) {
        if (random.nextInt(10) > 0) {
            text.append("# HELP ").append(name).append(random.nextInt(30) == 0 ? " a\n" : " b\n");
            text.append("# TYPE ").append(name).append(" gauge\n");
        }
    }

    private static void note(Map<String, StringBuilder> model, String name, String sample) {
        StringBuilder text = model.computeIfAbsent(name, n -> new StringBuilder());
        text.append(text.isEmpty() ? "" : " ").append(sample);
    }
}
