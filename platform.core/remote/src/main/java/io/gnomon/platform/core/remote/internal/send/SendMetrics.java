package io.gnomon.platform.core.remote.internal.send;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What one sender did. Any thread. */
public final class SendMetrics {
    /** Floats, histograms and exemplars apart. */
    public static final class Kinds {
        public final LongAdder samples = new LongAdder();
        public final LongAdder histograms = new LongAdder();
        public final LongAdder exemplars = new LongAdder();

        void add(Counts counts) {
            samples.add(counts.samples());
            histograms.add(counts.histograms());
            exemplars.add(counts.exemplars());
        }
    }

    /** Numbers of floats, histograms and exemplars. */
    record Counts(long samples, long histograms, long exemplars) {
        /** What is left when some were written. */
        Counts without(Endpoint.Written written) {
            return new Counts(
                    Math.max(0, samples - Math.max(0, written.samples())),
                    Math.max(0, histograms - Math.max(0, written.histograms())),
                    Math.max(0, exemplars - Math.max(0, written.exemplars())));
        }
    }

    /** Read from the store's feed. */
    public final Kinds in = new Kinds();

    /** In messages that were sent, whatever the answer, repetitions not counted. */
    public final Kinds sent = new Kinds();

    public final Kinds failed = new Kinds();
    public final Kinds retried = new Kinds();

    /** Not sent because write_relabel_configs drop the series. */
    public final Kinds droppedSeries = new Kinds();

    /** Not sent because they are older than sample_age_limit. */
    public final Kinds tooOld = new Kinds();

    /** Histograms with custom buckets, which 1.0 cannot carry. */
    public final LongAdder customBuckets = new LongAdder();

    public final LongAdder metadata = new LongAdder();
    public final LongAdder metadataFailed = new LongAdder();
    public final LongAdder metadataRetried = new LongAdder();

    /** Bytes of messages as they went over the network. */
    public final LongAdder bytes = new LongAdder();

    public final LongAdder metadataBytes = new LongAdder();

    /** How often a full shard made the reading of the feed wait. */
    public final LongAdder enqueueRetries = new LongAdder();

    /** Messages, and how long all of them took. */
    public final LongAdder requests = new LongAdder();

    public final LongAdder requestNanos = new LongAdder();

    /** Newest sample that was read, and that arrived; milliseconds, 0 before the first. */
    public final AtomicLong highestIn = new AtomicLong();

    public final AtomicLong highestSent = new AtomicLong();

    /** File of the store's log that was read last. */
    public final AtomicLong segment = new AtomicLong();

    static void raise(AtomicLong to, long timeMillis) {
        to.accumulateAndGet(timeMillis, Math::max);
    }
}
