package io.gnomon.platform.tsdb.internal.life;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.Exemplar;
import io.gnomon.model.sample.MergedSamples;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.platform.tsdb.internal.block.SeriesFeed;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToLongFunction;

/**
 * What flows from a feed into a block: counted, so that the block can be held against it; without
 * what is no longer kept; and no faster than the budget allows.
 */
final class WatchedFeed implements SeriesFeed {
    private final SeriesFeed from;
    private final ToLongFunction<Labels> oldestKept;
    private final double nanosPerSample;
    private final SampleColumn scratch = new SampleColumn();
    private long samples;
    private long dropped;
    private long due = System.nanoTime();

    /**
     * Watches a feed; closes it.
     *
     * @param oldestKept by series the time before which its samples are left out
     * @param nanosPerSample what each sample may take, 0 for no limit
     */
    WatchedFeed(SeriesFeed from, ToLongFunction<Labels> oldestKept, double nanosPerSample) {
        this.from = from;
        this.oldestKept = oldestKept;
        this.nanosPerSample = nanosPerSample;
    }

    /** Samples that went through. */
    long samples() {
        return samples;
    }

    /** Samples that were left out. */
    long dropped() {
        return dropped;
    }

    @Override
    public boolean next() throws IOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new IOException("writing the block was interrupted");
        }
        return from.next();
    }

    @Override
    public Labels labels() {
        return from.labels();
    }

    @Override
    public long timeColumn() {
        return from.timeColumn();
    }

    @Override
    public void samples(SampleColumn into) throws IOException {
        from.samples(into);
        long oldest = oldestKept.applyAsLong(from.labels());
        int drop = 0;
        while (drop < into.size && into.times[drop] < oldest) {
            drop++;
        }
        if (drop > 0) {
            scratch.clear();
            MergedSamples.addAll(into, drop, into.size, scratch);
            into.clear();
            MergedSamples.addAll(scratch, 0, scratch.size, into);
            dropped += drop;
        }
        samples += into.size;
        pace(into.size + drop);
    }

    private void pace(int count) {
        if (nanosPerSample == 0) {
            return;
        }
        long now = System.nanoTime();
        due = Math.max(due, now - 1_000_000_000L) + (long) (count * nanosPerSample);
        while (due - now > 1_000_000 && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(due - now);
            now = System.nanoTime();
        }
    }

    @Override
    public List<Exemplar> exemplars() throws IOException {
        long oldest = oldestKept.applyAsLong(from.labels());
        return from.exemplars().stream().filter(e -> e.timeMillis() >= oldest).toList();
    }

    @Override
    public void close() throws IOException {
        from.close();
    }
}
