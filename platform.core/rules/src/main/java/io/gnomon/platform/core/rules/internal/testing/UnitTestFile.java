package io.gnomon.platform.core.rules.internal.testing;

import io.gnomon.spi.common.Default;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A file of unit tests as promtool reads it ({@code docs/configuration/unit_testing_rules.md}). */
record UnitTestFile(
        List<String> ruleFiles,
        @Default("1m") Duration evaluationInterval,
        List<String> groupEvalOrder,
        boolean fuzzyCompare,
        List<TestGroup> tests) {

    /**
     * Tests on the same series.
     *
     * @param interval of the series' samples; zero for the interval of evaluations
     * @param startTimestamp of the first sample: seconds or RFC 3339, empty for 1970
     */
    record TestGroup(
            @Default("0s") Duration interval,
            List<InputSeries> inputSeries,
            List<AlertTest> alertRuleTest,
            List<ExprTest> promqlExprTest,
            Map<String, String> externalLabels,
            @Default("") String externalUrl,
            @Default("") String name,
            @Default("") String startTimestamp) {
        /** The last moment at which something is tested. */
        Duration end() {
            Duration end = Duration.ZERO;
            for (AlertTest test : alertRuleTest) {
                end = test.evalTime().compareTo(end) > 0 ? test.evalTime() : end;
            }
            for (ExprTest test : promqlExprTest) {
                end = test.evalTime().compareTo(end) > 0 ? test.evalTime() : end;
            }
            return end;
        }
    }

    record InputSeries(String series, String values) {}

    record AlertTest(
            @Default("0s") Duration evalTime,
            @Default("") String alertname,
            List<ExpectedAlert> expAlerts) {}

    record ExpectedAlert(Map<String, String> expLabels, Map<String, String> expAnnotations) {}

    record ExprTest(
            String expr, @Default("0s") Duration evalTime, List<ExpectedSample> expSamples) {}

    /**
     * A sample.
     *
     * @param labels a series as PromQL writes it
     * @param histogram in the notation of series, null for a float
     */
    record ExpectedSample(
            @Default("") String labels, @Default("0") double value, @Nullable String histogram) {}
}
