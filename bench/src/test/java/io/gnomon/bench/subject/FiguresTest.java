package io.gnomon.bench.subject;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class FiguresTest {
    @Test
    void ticksAreReadBehindANameWithBlanksAndBrackets() {
        assertEquals(
                42 + 7,
                ProcessFigures.cpuTicks(
                        "1 (a) b (c)) S 1 1 1 0 -1 4194304 9 0 0 0 42 7 0 0 20 0 1 0"));
    }

    @Test
    void thisProcessHasFigures() throws Exception {
        ProcessFigures figures = ProcessFigures.of(ProcessHandle.current().pid());
        assertTrue(figures.cpuSeconds() > 0, figures.toString());
        assertTrue(figures.residentBytes() > 10 << 20, figures.toString());
        assertTrue(figures.peakResidentBytes() >= figures.residentBytes(), figures.toString());
        double threads =
                ProcessFigures.threads(ProcessHandle.current().pid()).values().stream()
                        .mapToDouble(Double::doubleValue)
                        .sum();
        assertTrue(threads > 0, "threads " + threads);
    }

    @Test
    void samplesAreSummedOverTheSeriesOfOneMetricOnly() {
        String exposition =
                """
                # TYPE a_total counter
                a_total{type="float"} 1.5e+06
                a_total{type="histogram"} 3
                a_total_more 100
                """;
        assertEquals(1_500_003, RunningServer.sum(exposition, "a_total"));
    }
}
