package io.gnomon.platform.core.remote.internal.write;

import io.gnomon.platform.core.remote.Reply;

import java.util.concurrent.atomic.LongAdder;

/** Counts what came by remote write. Any thread. */
public final class WriteMetrics {
    /** Floats and histograms that are in the store now. */
    public final LongAdder samples = new LongAdder();

    public final LongAdder exemplars = new LongAdder();

    /** Series refused for their labels. */
    public final LongAdder invalidSeries = new LongAdder();

    /** Requests answered with 2xx. */
    public final LongAdder written = new LongAdder();

    /** Requests answered with 4xx. */
    public final LongAdder refused = new LongAdder();

    /** Requests answered with 5xx. */
    public final LongAdder failed = new LongAdder();

    void add(Written what) {
        samples.add(what.samples + what.histograms);
        exemplars.add(what.exemplars);
        invalidSeries.add(what.invalidSeries);
    }

    Reply counted(Reply reply) {
        LongAdder count =
                switch (reply.status() / 100) {
                    case 2 -> written;
                    case 4 -> refused;
                    default -> failed;
                };
        count.increment();
        return reply;
    }
}
