package io.gnomon.platform.core.exposition.internal.lint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;

class CheckMetricsTest {
    private static final String GOOD =
            """
            # HELP a_total x
            # TYPE a_total counter
            a_total 1
            a_total{b="c"} 1
            # HELP h_seconds x
            # TYPE h_seconds histogram
            h_seconds_bucket{le="1"} 1
            h_seconds_bucket{le="+Inf"} 1
            h_seconds_sum 1
            h_seconds_count 1
            """;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(boolean lint, boolean extended, String text) {
        return run(lint, extended, false, text);
    }

    private int run(boolean lint, boolean extended, boolean openMetrics, String text) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        try {
            return new CheckMetrics()
                    .run(
                            new PrintWriter(out, true),
                            new PrintWriter(err, true),
                            Boolean.toString(lint),
                            Boolean.toString(extended),
                            Boolean.toString(openMetrics));
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void goodNames() {
        assertEquals(0, run(true, false, GOOD), err::toString);
        assertEquals("", out.toString() + err);
        assertEquals(0, run(true, false, ""));
    }

    @Test
    void openMetrics() {
        assertEquals(0, run(true, false, true, "# TYPE a counter\na_total 1\n# EOF\n"));
        assertEquals(1, run(true, false, true, "# TYPE a counter\na_total -1\n# EOF\n"));
        assertEquals(
                "error while checking: OpenMetrics parsing error in line 2: a value of \"a_total\""
                        + " is negative\n",
                err.toString());
    }

    @Test
    void numberOfSeries() {
        assertEquals(0, run(true, true, GOOD));
        assertEquals(
                """
                Metric       Cardinality    Percentage   \s
                h_seconds    4              66.67%       \s
                a_total      2              33.33%       \s
                Total        6              100%         \s
                """,
                out.toString());
        assertEquals(0, run(false, true, "fooBar 1\n"));
        assertEquals(1, run(false, false, GOOD));
    }

    @Test
    void aTextThatIsWrong() {
        assertEquals(1, run(true, false, "a b c\n"));
        assertEquals(
                "error while linting: text format parsing error in line 1: expected float as value,"
                        + " got \"b\"\n",
                err.toString());
        assertEquals(1, run(true, false, "a 1\n# TYPE a gauge\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a|a no help text",
                "c_milliseconds|use base unit \"seconds\" instead of \"milliseconds\"",
                "c_hours|use base unit \"seconds\" instead of \"hours\"",
                "a_total gauge|non-counter metrics should not have \"_total\" suffix",
                "a counter|counter metrics should have \"_total\" suffix",
                "a_bucket gauge|non-histogram metrics should not have \"_bucket\" suffix",
                "a_count gauge|non-histogram and non-summary metrics should not have \"_count\""
                        + " suffix",
                "a_sum gauge|non-histogram and non-summary metrics should not have \"_sum\" suffix",
                "a gauge le|non-histogram metrics should not have \"le\" label",
                "a gauge quantile|non-summary metrics should not have \"quantile\" label",
                "a_gauge_x gauge|metric name should not include type 'gauge'",
                "a:b|metric names should not contain ':'",
                "aB|metric names should be written in 'snake_case' not 'camelCase'",
                "a gauge aB|label names should be written in 'snake_case' not 'camelCase'",
                "d_kb|metric names should not contain abbreviated units",
                "d_ms_x|metric names should not contain abbreviated units",
            })
    void badNames(String family, String problem) {
        String[] parts = family.split(" ", -1);
        String type = parts.length > 1 ? "# TYPE " + parts[0] + " " + parts[1] + "\n" : "";
        String labels = parts.length > 2 ? "{" + parts[2] + "=\"1\"}" : "";
        assertEquals(3, run(true, true, type + parts[0] + labels + " 1\n"));
        assertTrue(err.toString().contains(problem), err::toString);
        assertEquals("", out.toString());
    }

    @Test
    void whatIsNotAProblem() {
        assertEquals(
                0,
                run(
                        true,
                        false,
                        """
                        # HELP thermometers_x h
                        # TYPE thermometers_x gauge
                        thermometers_x 1
                        # HELP gauge_m h
                        gauge_mx 1
                        # HELP gauge_mx h
                        # HELP m_x h
                        # TYPE m_x summary
                        m_x{quantile="1"} 1
                        m_x_sum 1
                        m_x_count 1
                        """),
                err::toString);
    }

    @Test
    void aMetricThatComesTwice() {
        assertEquals(3, run(true, false, "# HELP a x\na{b=\"c\"} 1\na{b=\"c\"} 2\na 1\n"));
        assertEquals("a metric not unique\n", err.toString());
    }
}
