package io.gnomon.platform.core.dashboards.internal.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UnitStepsTest {
    @ParameterizedTest
    @CsvSource({
        "0.03, s, 0.05",
        "0.7, s, 1",
        "11, s, 15",
        "1000, s, 1800",
        "9000, s, 10800",
        "100000000, s, 157784760",
        "0.3, ms, 0.5",
        "200000, ms, 300000",
        "7, m, 10",
        "30, h, 48",
        "8, d, 14",
        "0.1, dtdurations, 1",
        "20000, clockms, 30000",
        "300, bytes, 512",
        "1024, bytes, 1024",
        "1100, binBps, 2048",
        "300, decbytes, 500",
        "3, short, 5",
        "3, '', 5",
    })
    void stepsAreRoundInTheirUnit(double rough, String unit, double step) {
        assertEquals(step, UnitSteps.above(rough, unit), step * 1e-9);
    }
}
