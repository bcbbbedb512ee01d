package io.gnomon.platform.core.scrape.internal.append;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.Exemplar;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.MetricMetadata;
import io.gnomon.model.sample.MetricType;
import io.gnomon.platform.core.scrape.internal.Configs;
import io.gnomon.platform.memory.MemoryStorage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Lines that are seen together: classic histograms and start times. */
class GroupedTextReaderTest {
    private static final String CLASSIC =
            """
            # HELP h Of h.
            # TYPE h histogram
            h_bucket{a="x",le="1"} 2
            h_bucket{a="x",le="2.5"} 5
            h_bucket{a="x",le="+Inf"} 7
            h_sum{a="x"} 8.5
            h_count{a="x"} 7
            """;

    private final Configs config = Configs.job("j");

    private ReportedSamples read(boolean openMetrics, String text) throws ScrapeFailure {
        byte[] body = (text + (openMetrics ? "# EOF\n" : "")).getBytes(StandardCharsets.UTF_8);
        return new GroupedTextReader(config.build())
                .read(new Answer.Text(body, body.length, openMetrics))
                .samples();
    }

    /** A line a sample: name, labels, value or histogram, own time, start time. */
    private static List<String> lines(ReportedSamples samples) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < samples.size(); i++) {
            Histogram h = samples.histogram(i);
            lines.add(
                    samples.families.get(samples.familyOf[i])
                            + samples.suffixes[i]
                            + Arrays.toString(samples.labels[i])
                            + " "
                            + (h == null ? samples.values[i] : shown(h))
                            + (samples.times[i] == ReportedSamples.NO_TIME
                                    ? ""
                                    : " @" + samples.times[i])
                            + (samples.startTimes[i] == 0
                                    ? ""
                                    : " since " + samples.startTimes[i]));
        }
        return lines;
    }

    private static String shown(Histogram h) {
        return "%s%s%s count %s sum %s%s"
                .formatted(
                        h.integer() ? "" : "float ",
                        Arrays.toString(h.customBounds()),
                        Arrays.toString(h.positiveBuckets()),
                        h.count(),
                        h.sum(),
                        h.startTimeMillis() == 0 ? "" : " since " + h.startTimeMillis());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aClassicHistogramBecomesOneWithCustomBuckets(boolean openMetrics) throws ScrapeFailure {
        config.customBuckets = true;
        assertEquals(
                List.of("h[a, x] [1.0, 2.5][2.0, 3.0, 2.0] count 7.0 sum 8.5"),
                lines(read(openMetrics, CLASSIC)));
    }

    @Test
    void itsClassicSeriesStayWhenTheyAreWanted() throws ScrapeFailure {
        config.customBuckets = true;
        config.classicToo = true;
        assertEquals(
                List.of(
                        "h_bucket[a, x, le, 1.0] 2.0",
                        "h_bucket[a, x, le, 2.5] 5.0",
                        "h_bucket[a, x, le, +Inf] 7.0",
                        "h_sum[a, x] 8.5",
                        "h_count[a, x] 7.0",
                        "h[a, x] [1.0, 2.5][2.0, 3.0, 2.0] count 7.0 sum 8.5"),
                lines(read(false, CLASSIC)));
    }

    @Test
    void eachLabelSetAndFamilyIsOneHistogram() throws ScrapeFailure {
        config.customBuckets = true;
        assertEquals(
                List.of(
                        "before[] 1.0",
                        "h[a, x] [1.0, 2.5][2.0, 3.0, 2.0] count 7.0 sum 8.5",
                        "h[a, y] float [0.5][1.0, 0.5] count 1.5 sum 0.0",
                        "h[a, y, b, ] [][4.0] count 4.0 sum 2.0",
                        "hh[] [1.0][1.0, 0.0] count 1.0 sum 0.0",
                        "after[] 2.0"),
                lines(
                        read(
                                false,
                                "before 1\n"
                                        + CLASSIC
                                        + """
                                        h_bucket{a="y",le="0.5"} 1
                                        h_count{a="y"} 1.5
                                        h_sum{a="y",b=""} 2
                                        h_count{a="y",b=""} 4
                                        # TYPE hh histogram
                                        hh_bucket{le="+Inf"} 1
                                        hh_bucket{le="1"} 1
                                        # TYPE after gauge
                                        after 2
                                        """)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "h_bucket{le=\"1\"} 3\nh_bucket{le=\"2\"} 2\nh_count 3\n",
                "h_bucket{le=\"1\"} 3\nh_bucket{le=\"+Inf\"} 4\nh_count 5\n",
                "h_bucket{le=\"1\"} -1\nh_count 5\n",
                "h_bucket{le=\"1\"} 3\nh_count -5\n",
                "h_bucket{le=\"x\"} 3\nh_count 5\n",
                "h_bucket 3\nh_count 5\n",
                "h_bucket{le=\"1\"} NaN\nh_count 5\n",
                "h_sum 3\n"
            })
    void whatMakesNoHistogramStaysClassic(String series) throws ScrapeFailure {
        config.customBuckets = true;
        ReportedSamples samples = read(false, "# TYPE h histogram\n" + series);
        assertEquals(series.lines().count(), samples.size());
        assertTrue(lines(samples).stream().noneMatch(line -> line.startsWith("h[")));
    }

    @Test
    void onlyHistogramsAreConverted() throws ScrapeFailure {
        config.customBuckets = true;
        String series = "h_bucket{le=\"1\"} 2\nh_bucket{le=\"+Inf\"} 2\nh_sum 1\nh_count 2\n";
        for (String type : List.of("gaugehistogram", "unknown", "summary", "gauge")) {
            assertEquals(4, read(true, "# TYPE h " + type + "\n" + series).size(), type);
        }
        assertEquals(4, read(false, series).size());
        assertEquals(4, read(false, "# TYPE g histogram\n" + series).size());
        assertEquals(
                List.of("h[] [1.0][2.0, 0.0] count 2.0 sum 1.0", "h_other[] 5.0"),
                lines(read(false, "# TYPE h histogram\n" + series + "h_other 5\n")));
    }

    @Test
    void exemplarsAndTimesGoWithTheHistogram() throws ScrapeFailure {
        config.customBuckets = true;
        ReportedSamples samples =
                read(
                        true,
                        """
                        # TYPE h histogram
                        h_bucket{le="1.0"} 2 12.5 # {id="a"} 0.5 12
                        h_bucket{le="+Inf"} 2 12.5 # {id="b"} 3
                        h_count 2 12.5
                        """);
        assertEquals(List.of("h[] [1.0][2.0, 0.0] count 2.0 sum 0.0 @12500"), lines(samples));
        assertEquals(
                List.of(
                        new ReportedSamples.Noted(
                                0, new Exemplar(Labels.of("id", "a"), 0.5, 12_000)),
                        new ReportedSamples.Noted(0, new Exemplar(Labels.of("id", "b"), 3, 0))),
                samples.exemplars);
    }

    @Test
    void createdLinesAreStartTimes() throws ScrapeFailure {
        config.startTimes = true;
        assertEquals(
                List.of(
                        "c_total[a, x] 5.0 since 1000250",
                        "c_total[a, y] 6.0",
                        "c_total[a, z] 7.0 since 3000",
                        "s[quantile, 0.5] 1.0",
                        "s_sum[] 2.0 since 4000",
                        "s_count[] 3.0 since 4000",
                        "h_bucket[le, +Inf] 1.0 since 5000",
                        "h_sum[] 1.0 since 5000",
                        "h_count[] 1.0 since 5000",
                        "g_created[] 9.0",
                        "g_total[] 9.0"),
                lines(
                        read(
                                true,
                                """
                                # TYPE c counter
                                c_total{a="x"} 5
                                c_created{a="x"} 1000.25
                                c_total{a="y"} 6
                                c_created{a="z"} 3
                                c_total{a="z"} 7
                                # TYPE s summary
                                s{quantile="0.5"} 1
                                s_sum 2
                                s_count 3
                                s_created 4
                                # TYPE h histogram
                                h_bucket{le="+Inf"} 1
                                h_sum 1
                                h_count 1
                                h_created 5
                                # TYPE g gauge
                                g_created 9
                                g_total 9
                                """)));
    }

    @Test
    void aConvertedHistogramHasItsStartTime() throws ScrapeFailure {
        config.customBuckets = true;
        config.startTimes = true;
        assertEquals(
                List.of("h[] [][1.0] count 1.0 sum 0.0 since 5000"),
                lines(read(true, "# TYPE h histogram\nh_count 1\nh_created 5\n")));
    }

    @Test
    void theTextFormatHasNoStartTimes() throws ScrapeFailure {
        config.startTimes = true;
        config.customBuckets = true;
        assertEquals(
                List.of("c_total[] 5.0", "c_created[] 1000.0"),
                lines(
                        read(
                                false,
                                """
                                # TYPE c_total counter
                                c_total 5
                                # TYPE c_created gauge
                                c_created 1000
                                """)));
    }

    @Test
    void isWantedOnlyWhereLinesBelongTogether() {
        assertFalse(wanted(true));
        config.startTimes = true;
        assertTrue(wanted(true));
        assertFalse(wanted(false));
        config.customBuckets = true;
        assertTrue(wanted(false));
        config.customBuckets = false;
        config.typeAndUnitLabels = true;
        assertTrue(wanted(false));
    }

    private boolean wanted(boolean openMetrics) {
        return new GroupedTextReader(config.build()).isWanted(openMetrics);
    }

    @Test
    void aBrokenTextFailsWithItsLine() {
        config.customBuckets = true;
        ScrapeFailure failure = assertThrows(ScrapeFailure.class, () -> read(false, "a 1\nb{ 2\n"));
        assertTrue(failure.sentence().contains("line 2"), failure::sentence);
    }

    private TargetAppender appender(MemoryStorage storage) {
        StoreGate gate = new StoreGate(() -> 0);
        gate.set(storage);
        return new TargetAppender(
                "group",
                5_000,
                config.build(),
                new SampleLabels(Labels.of("job", "j"), config.build()),
                gate,
                new AppendCounters(),
                new TargetMetadata(new HashMap<>()));
    }

    /** Type and unit are those of the declared family; what the target says itself gives way. */
    @Test
    void typeAndUnitBecomeLabels() throws Exception {
        config.typeAndUnitLabels = true;
        MemoryStorage storage = new MemoryStorage();
        TargetAppender appender = appender(storage);
        String rest =
                """
                # TYPE h_seconds histogram
                # UNIT h_seconds seconds
                h_seconds_bucket{le="+Inf"} 1
                h_seconds_count 1
                # TYPE a gauge
                a{__type__="own",__unit__="own"} 1
                abc 1
                # TYPE u unknown
                u{__type__="own"} 1
                """;
        long second = 0;
        for (String type : List.of("counter", "counter", "gauge")) {
            String sample = type.equals("counter") ? "c_total 1\n" : "c 1\n";
            byte[] body =
                    ("# TYPE c " + type + "\n" + sample + rest + "# EOF\n")
                            .getBytes(StandardCharsets.UTF_8);
            Answer answer =
                    new GroupedTextReader(config.build())
                            .read(new Answer.Text(body, body.length, true));
            second += 10;
            assertEquals("", appender.write(answer, null, second * 1000, () -> 0));
        }
        assertEquals(
                Map.of(
                        typed("c_total", "counter", ""), "1.0@10.0 1.0@20.0 stale@30.0",
                        typed("c", "gauge", ""), "1.0@30.0"),
                Stored.series(storage, "c.*"));
        assertEquals(
                Map.of(
                        typed("h_seconds_count", "histogram", "seconds"),
                                "1.0@10.0 1.0@20.0 1.0@30.0",
                        typed("h_seconds_bucket", "histogram", "seconds").with("le", "+Inf"),
                                "1.0@10.0 1.0@20.0 1.0@30.0"),
                Stored.series(storage, "h.*"));
        assertEquals(
                List.of(typed("a", "gauge", "own")),
                List.copyOf(Stored.series(storage, "a").keySet()));
        assertEquals(
                List.of(typed("abc", "", "")), List.copyOf(Stored.series(storage, "abc").keySet()));
        assertEquals(
                List.of(typed("u", "own", "")), List.copyOf(Stored.series(storage, "u").keySet()));
    }

    private static Labels typed(String name, String type, String unit) {
        return Labels.builder()
                .set("__name__", name)
                .set("__type__", type)
                .set("__unit__", unit)
                .set("job", "j")
                .build();
    }

    /** In the text format a metric may change its type under the same name: then it is another. */
    @Test
    void anotherTypeIsAnotherSeries() throws Exception {
        config.typeAndUnitLabels = true;
        MemoryStorage storage = new MemoryStorage();
        TargetAppender appender = appender(storage);
        long second = 0;
        for (String type : List.of("counter", "gauge")) {
            byte[] body = ("# TYPE m " + type + "\nm 1\n").getBytes(StandardCharsets.UTF_8);
            Answer answer =
                    new GroupedTextReader(config.build())
                            .read(new Answer.Text(body, body.length, false));
            second += 10;
            assertEquals("", appender.write(answer, null, second * 1000, () -> 0));
        }
        assertEquals(
                Map.of(
                        typed("m", "counter", ""), "1.0@10.0 stale@20.0",
                        typed("m", "gauge", ""), "1.0@20.0"),
                Stored.series(storage, "m"));
    }

    /** Scrape after scrape: series end when they go, metadata is that of the comments. */
    @Test
    void isWrittenAsAnyScrape() throws Exception {
        config.customBuckets = true;
        MemoryStorage storage = new MemoryStorage();
        TargetAppender appender = appender(storage);
        String untyped = "free 1\n";
        long second = 0;
        for (String text : List.of(untyped + CLASSIC, CLASSIC.replace("7", "9"), untyped)) {
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            Answer answer =
                    new GroupedTextReader(config.build())
                            .read(new Answer.Text(body, body.length, false));
            second += 10;
            assertEquals("", appender.write(answer, null, second * 1000, () -> 0));
        }
        assertEquals("1.0@10.0 stale@20.0 1.0@30.0", Stored.of(storage, "free"));
        assertEquals("0.0@10.0 0.0@20.0 stale@30.0", Stored.of(storage, "h"));
        assertEquals(List.of(), List.copyOf(Stored.series(storage, "h_.*").keySet()));
        assertEquals("2.0@10.0 1.0@20.0 1.0@30.0", Stored.of(storage, "scrape_samples_scraped"));
        assertEquals(
                Map.of("h", new MetricMetadata(MetricType.HISTOGRAM, "Of h.", "")),
                appender.metadata().families());
    }
}
