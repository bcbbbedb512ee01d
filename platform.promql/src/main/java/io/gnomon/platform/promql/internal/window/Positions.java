package io.gnomon.platform.promql.internal.window;

import io.gnomon.platform.promql.internal.run.Points;

/** Functions that look at where the window begins and ends, and at single samples. */
final class Positions implements WindowFunction {
    enum Kind {
        FIRST,
        LAST,
        COUNT,
        PRESENT,
        TIME_OF_FIRST,
        TIME_OF_LAST
    }

    private final Kind kind;

    Positions(Kind kind) {
        this.kind = kind;
    }

    @Override
    public void floats(WindowInput in, Points into) {
        mixed(in, into);
    }

    @Override
    public void mixed(WindowInput in, Points into) {
        long[] times = in.samples().times;
        for (int step = 0; step < in.steps(); step++) {
            int from = in.from()[step];
            int to = in.to()[step];
            if (from < to) {
                switch (kind) {
                    case FIRST -> into.take(step, in.samples(), from);
                    case LAST -> into.take(step, in.samples(), to - 1);
                    case COUNT -> into.set(step, to - from);
                    case PRESENT -> into.set(step, 1);
                    case TIME_OF_FIRST -> into.set(step, times[from] / 1000.0);
                    case TIME_OF_LAST -> into.set(step, times[to - 1] / 1000.0);
                }
            }
        }
    }

    @Override
    public boolean keepsName() {
        return kind == Kind.FIRST || kind == Kind.LAST;
    }
}
