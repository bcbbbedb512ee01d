package io.gnomon.platform.core.remote.internal.send;

import io.gnomon.model.sample.Exemplar;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.platform.core.config.RemoteWriteConfig;
import io.gnomon.platform.core.config.RemoteWriteConfig.QueueConfig;
import io.gnomon.platform.core.promformat.remote.WriteRequestWriter;
import io.gnomon.platform.core.remote.internal.intake.Snappy;
import io.gnomon.platform.core.remote.internal.send.Endpoint.Answer;
import io.gnomon.platform.core.remote.internal.send.SendMetrics.Counts;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Makes messages of rows and sends each until the receiver has it or refuses it. For one thread.
 */
final class Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    private static final int BAD_REQUEST = 400;
    private static final int UNSUPPORTED_MEDIA_TYPE = 415;
    private static final String ONLY_1_0 =
            "so it does not know remote write 2.0; set protobuf_message: prometheus.WriteRequest";

    private final RemoteWriteConfig config;
    private final Endpoint endpoint;
    private final SendMetrics metrics;
    private final SenderState state;
    private final InstantSource clock;
    private final WriteRequestWriter writer;
    private final SampleColumn column = new SampleColumn();
    private final List<Exemplar> exemplars = new ArrayList<>();

    Delivery(
            RemoteWriteConfig config,
            Endpoint endpoint,
            SendMetrics metrics,
            SenderState state,
            InstantSource clock) {
        this.config = config;
        this.endpoint = endpoint;
        this.metrics = metrics;
        this.state = state;
        this.clock = clock;
        this.writer = new WriteRequestWriter(config.version2());
    }

    /**
     * Returns when all rows are delivered or given up.
     *
     * @throws InterruptedException when the sender ends before that
     */
    void deliver(Rows rows) throws InterruptedException {
        deliver(rows, 0, rows.size);
    }

    private void deliver(Rows rows, int from, int to) throws InterruptedException {
        Counts counts = encode(rows, from, to);
        if (counts.samples() + counts.histograms() == 0) {
            return;
        }
        metrics.sent.add(counts);
        QueueConfig queue = config.queueConfig();
        long backoff = queue.minBackoff().toMillis();
        byte[] packed = Snappy.pack(writer.toBytes());
        for (int attempt = 0; ; attempt++) {
            Answer answer = timed(packed, attempt);
            switch (answer.kind()) {
                case DELIVERED -> {
                    state.works();
                    delivered(rows, from, to, counts, answer);
                    return;
                }
                case REFUSED -> {
                    state.works();
                    refused(rows, from, to, counts, answer);
                    return;
                }
                case AGAIN -> {
                    state.fails(answer.sentence());
                    metrics.retried.add(counts);
                    state.pause(
                            answer.retryAfterMillis() > 0
                                    ? answer.retryAfterMillis()
                                    : scattered(backoff));
                    backoff = Math.min(2 * backoff, queue.maxBackoff().toMillis());
                    if (!queue.sampleAgeLimit().isZero()) {
                        counts = encode(rows, from, to);
                        if (counts.samples() + counts.histograms() == 0) {
                            return;
                        }
                        packed = Snappy.pack(writer.toBytes());
                    }
                }
            }
        }
    }

    /** Three quarters to all of a wait, so that many senders do not come back at one time. */
    private static long scattered(long millis) {
        return millis - ThreadLocalRandom.current().nextLong(millis / 4 + 1);
    }

    private Answer timed(byte[] packed, int attempt) throws InterruptedException {
        long begin = System.nanoTime();
        Answer answer = endpoint.send(packed, attempt);
        metrics.requestNanos.add(System.nanoTime() - begin);
        metrics.requests.increment();
        metrics.bytes.add(packed.length);
        return answer;
    }

    private void delivered(Rows rows, int from, int to, Counts counts, Answer answer) {
        long highest = Long.MIN_VALUE;
        for (int row = from; row < to; row++) {
            highest = Math.max(highest, rows.times[row]);
        }
        SendMetrics.raise(metrics.highestSent, highest);
        if (!config.version2()) {
            return;
        }
        if (!answer.written().isSaid()) {
            metrics.failed.add(counts);
            state.warn(
                    "samples are lost: the receiver answers "
                            + answer.status()
                            + " without saying what it wrote, "
                            + ONLY_1_0);
            return;
        }
        metrics.failed.add(counts.without(answer.written()));
    }

    /**
     * A receiver of 1.0 refuses a whole message for one sample that it has already. Where rows may
     * have been delivered before this process began, the message is taken apart.
     */
    private void refused(Rows rows, int from, int to, Counts counts, Answer answer)
            throws InterruptedException {
        boolean repeated = answer.status() == BAD_REQUEST && state.mayRepeat(rows.batches[from]);
        if (!repeated) {
            metrics.failed.add(counts.without(answer.written()));
            boolean unknown = config.version2() && answer.status() == UNSUPPORTED_MEDIA_TYPE;
            state.warn(
                    "samples are refused: " + answer.sentence() + (unknown ? ", " + ONLY_1_0 : ""));
        } else if (config.version2() || to - from == 1) {
            LOG.debug("a repetition is refused: {}", answer.sentence());
        } else {
            int middle = (from + to) >>> 1;
            deliver(rows, from, middle);
            deliver(rows, middle, to);
        }
    }

    /** Writes a message; what is too old is left out and counted. */
    private Counts encode(Rows rows, int from, int to) {
        long limit = config.queueConfig().sampleAgeLimit().toMillis();
        long oldest = limit == 0 ? Long.MIN_VALUE : clock.millis() - limit;
        writer.clear();
        long samples = 0;
        long histograms = 0;
        long marks = 0;
        long oldSamples = 0;
        long oldHistograms = 0;
        int row = from;
        while (row < to) {
            SentSeries series = rows.at(row);
            column.clear();
            exemplars.clear();
            long last = Long.MIN_VALUE;
            while (row < to && rows.at(row) == series && rows.times[row] > last) {
                last = rows.times[row];
                Histogram histogram = rows.histograms[row];
                if (last < oldest) {
                    oldSamples += histogram == null ? 1 : 0;
                    oldHistograms += histogram == null ? 0 : 1;
                } else {
                    take(rows, row, histogram);
                    samples += histogram == null ? 1 : 0;
                    histograms += histogram == null ? 0 : 1;
                }
                row++;
            }
            if (column.size > 0) {
                marks += exemplars.size();
                series.write(column, exemplars, writer);
            }
        }
        metrics.tooOld.add(new Counts(oldSamples, oldHistograms, 0));
        return new Counts(samples, histograms, marks);
    }

    private void take(Rows rows, int row, @Nullable Histogram histogram) {
        if (histogram == null) {
            column.add(rows.times[row], rows.values[row]);
        } else {
            column.add(rows.times[row], histogram);
        }
        Exemplar[] of = rows.exemplars[row];
        if (of != null) {
            exemplars.addAll(List.of(of));
        }
    }
}
