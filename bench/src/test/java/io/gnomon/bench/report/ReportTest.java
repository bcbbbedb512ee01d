package io.gnomon.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.util.List;

final class ReportTest {
    @Test
    void tellsMediansSpreadAndRatios() {
        Report report = new Report("T", List.of("peer", "ours"));
        report.add("cpu", "peer", 3);
        report.add("cpu", "peer", 1);
        report.add("cpu", "peer", 2);
        report.add("cpu", "ours", 0.5);
        report.add("only ours", "ours", 1234.5);
        report.note("n");
        assertEquals(
                """
                ## T

                |  | peer | ours | ratio to peer |
                |---|---|---|---|
                | cpu | 2.00 (1.00–3.00) | 0.500 | 0.250 |
                | only ours |  | 1235 |  |

                - n
                """,
                report.markdown());
    }

    @Test
    void medianOfEvenNumbersLiesBetween() {
        assertEquals(2.5, Report.median(4, 1, 3, 2));
        assertEquals(Double.NaN, Report.median());
    }
}
