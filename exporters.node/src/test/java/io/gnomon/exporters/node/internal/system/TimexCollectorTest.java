package io.gnomon.exporters.node.internal.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gnomon.exporters.node.internal.host.Metrics;
import io.gnomon.model.labels.Labels;
import io.gnomon.platform.testkit.exporter.RecordedMetrics;
import io.gnomon.spi.common.NativeCalls.ClockState;

import org.junit.jupiter.api.Test;

class TimexCollectorTest {
    private static ClockState clock(int state, long offset, int status) {
        return new ClockState(
                state, offset, 6_553_600, 16_000, 20, status, 7, 10_000, 0, 3_000, 2, 0, 1, 2, 3, 4,
                37);
    }

    private static RecordedMetrics collect(TimexCollector collector) throws Exception {
        Metrics metrics = new Metrics();
        collector.collect(metrics);
        RecordedMetrics recorded = new RecordedMetrics();
        metrics.drainTo(recorded);
        return recorded;
    }

    private static double value(RecordedMetrics metrics, String name) {
        return metrics.samples().getOrDefault(Labels.of("__name__", name), Double.NaN);
    }

    @Test
    void unitsAreSecondsWhateverTheKernelCountsIn() throws Exception {
        RecordedMetrics nano = collect(new TimexCollector(() -> clock(0, 1_500, 0x2001)));
        assertEquals(1.5e-6, value(nano, "node_timex_offset_seconds"));
        assertEquals(3e-6, value(nano, "node_timex_pps_jitter_seconds"));
        assertEquals(1, value(nano, "node_timex_sync_status"));
        assertEquals(1 + 1e-4, value(nano, "node_timex_frequency_adjustment_ratio"));
        assertEquals(0.016, value(nano, "node_timex_maxerror_seconds"));
        assertEquals(0.01, value(nano, "node_timex_tick_seconds"));
        assertEquals(37, value(nano, "node_timex_tai_offset_seconds"));
        RecordedMetrics micro = collect(new TimexCollector(() -> clock(5, 1_500, 0x40)));
        assertEquals(1.5e-3, value(micro, "node_timex_offset_seconds"));
        assertEquals(0, value(micro, "node_timex_sync_status"));
    }

    @Test
    void offsetsThatCannotBeAreCounted() throws Exception {
        TimexCollector collector = new TimexCollector(() -> clock(0, 4_294_967_296L, 0x2000));
        collect(collector);
        assertEquals(2, value(collect(collector), "node_timex_offset_overflow_total"));
    }
}
