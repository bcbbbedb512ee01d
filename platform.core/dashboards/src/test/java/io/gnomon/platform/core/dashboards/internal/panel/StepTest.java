package io.gnomon.platform.core.dashboards.internal.panel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.gnomon.platform.core.dashboards.RequestRefused;
import io.gnomon.platform.core.dashboards.internal.Json;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

final class StepTest {
    private static final long HOUR = 3_600_000;

    @ParameterizedTest
    @CsvSource({
        "0, 1",
        "14, 10",
        "15, 20",
        "3499, 2000",
        "3500, 5000",
        "12499, 10000",
        "12500, 15000",
        "44999, 30000",
        "45000, 60000",
        "5399999, 3600000",
        "99999999999999, 31536000000"
    })
    void intervalsAreRoundedToTheNearestNiceOne(long millis, long nice) {
        assertEquals(nice, Step.nice(millis));
    }

    @Test
    void theStepFitsTheWidthAndIsNeverBelowTheSmallest() {
        assertEquals(new Step(15_000, 15_000), Step.of(HOUR, 1000, 0, 1, 15_000));
        assertEquals(new Step(5_000, 15_000), Step.of(HOUR, 1000, 5_000, 1, 15_000));
        assertEquals(new Step(60_000, 5_000), Step.of(24 * HOUR, 1500, 0, 1, 5_000));
        assertEquals(new Step(120_000, 5_000), Step.of(24 * HOUR, 1500, 0, 2, 5_000));
        assertEquals(15_000, Step.of(0, 1000, 0, 1, 15_000).millis());
    }

    @Test
    void noQueryHasMorePointsThanPrometheusAllows() {
        long month = 30 * 24 * HOUR;
        assertEquals(Math.ceilDiv(month, 11_000), Step.of(month, 1_000_000, 1, 1, 1).millis());
    }

    @Test
    void aRateLooksBackOverFourSamplesAtLeast() {
        assertEquals(60_000, new Step(15_000, 15_000).rateMillis());
        assertEquals(315_000, new Step(300_000, 15_000).rateMillis());
    }

    @Test
    void aPanelMayShowAnotherTimeAndATargetAnotherStep() throws RequestRefused {
        Variables variables =
                new Variables(
                        Json.object(
                                "{\"templating\": {\"list\": [{\"name\": \"min\", \"current\":"
                                        + " {\"value\": \"1m\"}}]}}"),
                        Map.of(),
                        100 * HOUR);
        PanelSpan span =
                PanelSpan.of(
                        Json.object(
                                "{\"timeFrom\": \"1h\", \"timeShift\": \"1d\", \"interval\":"
                                        + " \">10s\", \"maxDataPoints\": 720}"),
                        0,
                        100 * HOUR,
                        1000,
                        variables,
                        PanelTime.of(ZoneOffset.UTC, ""));
        assertEquals(new PanelSpan(75 * HOUR, 76 * HOUR, 720, 10_000), span);
        assertEquals(new Step(10_000, 15_000), span.step(15_000));
        assertEquals(new Step(10_000, 30_000), span.step(Json.object("{}"), variables, 30_000));
        Step ofTarget = span.step(Json.object("{\"interval\": \"$min\"}"), variables, 15_000);
        assertEquals(new Step(60_000, 60_000), ofTarget);
        Map<String, String> macros = span.macros(ofTarget);
        assertEquals(
                List.of("1m", "60000", "4m", "3600s", "3600", "3600000"),
                List.of(
                        macros.getOrDefault("__interval", ""),
                        macros.getOrDefault("__interval_ms", ""),
                        macros.getOrDefault("__rate_interval", ""),
                        macros.getOrDefault("__range", ""),
                        macros.getOrDefault("__range_s", ""),
                        macros.getOrDefault("__range_ms", "")));
    }

    @Test
    void aWrongDurationIsNamed() throws RequestRefused {
        var panel = Json.object("{\"interval\": \"often\"}");
        Variables none = new Variables(panel, Map.of(), 0);
        PanelTime utc = PanelTime.of(ZoneOffset.UTC, "");
        assertEquals(
                "java.lang.IllegalArgumentException: interval: not a valid duration string:"
                        + " \"often\"",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> PanelSpan.of(panel, 0, HOUR, 100, none, utc))
                        .toString());
    }
}
