package io.gnomon.exporters.node.internal.system;

import io.gnomon.exporters.node.internal.host.Collector;
import io.gnomon.exporters.node.internal.host.Metrics;
import io.gnomon.spi.common.NativeCalls;

import java.io.IOException;

/** How the kernel's clock is kept, by adjtimex(2). */
final class TimexCollector implements Collector {
    private static final int TIME_ERROR = 5;
    private static final int STA_NANO = 0x2000;
    private static final double MICRO = 1e6;
    private static final double NANO = 1e9;

    /** Frequencies are parts per million with 16 bits behind the point. */
    private static final double SCALED_PPM = 1e6 * 65_536;

    /** An offset beyond this is an overflow of the kernel's, seen in guests. */
    private static final double OFFSET_MAX_SECONDS = 4;

    /** Asks the kernel. */
    @FunctionalInterface
    interface Clock {
        NativeCalls.ClockState state() throws IOException;
    }

    private final Clock clock;
    private double overflows;

    TimexCollector(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void collect(Metrics out) throws IOException {
        NativeCalls.ClockState c = clock.state();
        double unit = (c.status() & STA_NANO) == 0 ? MICRO : NANO;
        double offset = c.offset() / unit;
        if (Math.abs(offset) > OFFSET_MAX_SECONDS) {
            overflows++;
        }
        gauge(out, "sync_status", "1 when synchronised.", c.state() == TIME_ERROR ? 0 : 1);
        gauge(out, "offset_seconds", "Offset from the reference clock.", offset);
        counter(out, "offset_overflow_total", "Offsets beyond 4 s, an overflow.", overflows);
        gauge(out, "frequency_adjustment_ratio", "Frequency.", 1 + c.frequency() / SCALED_PPM);
        gauge(out, "maxerror_seconds", "Largest error.", c.maxError() / MICRO);
        gauge(out, "estimated_error_seconds", "Estimated error.", c.estimatedError() / MICRO);
        gauge(out, "status", "Bits of the status.", c.status());
        gauge(out, "loop_time_constant", "Time constant of the loop.", (double) c.constant());
        gauge(out, "tick_seconds", "Time between ticks.", c.tick() / MICRO);
        gauge(out, "pps_frequency_hertz", "PPS: frequency.", c.ppsFrequency() / SCALED_PPM);
        gauge(out, "pps_jitter_seconds", "PPS: jitter.", c.jitter() / unit);
        gauge(out, "pps_shift_seconds", "PPS: length of an interval.", c.shift());
        gauge(out, "pps_stability_hertz", "PPS: changes.", c.stability() / SCALED_PPM);
        counter(out, "pps_jitter_total", "PPS: too much jitter.", (double) c.jitterCount());
        counter(out, "pps_calibration_total", "PPS: intervals.", (double) c.calibrationCount());
        counter(out, "pps_error_total", "PPS: faulty intervals.", (double) c.errorCount());
        counter(
                out,
                "pps_stability_exceeded_total",
                "PPS: too unstable.",
                (double) c.stabilityCount());
        gauge(out, "tai_offset_seconds", "Offset of atomic time (TAI).", c.tai());
    }

    private static void gauge(Metrics out, String name, String help, double value) {
        out.gauge("node_timex_" + name, help, value);
    }

    private static void counter(Metrics out, String name, String help, double value) {
        out.counter("node_timex_" + name, help, value);
    }
}
