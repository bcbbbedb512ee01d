package io.gnomon.platform.core.remote.internal.send;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.Exemplar;
import io.gnomon.model.sample.MetricMetadata;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.platform.core.promformat.remote.WriteRequestWriter;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** A series as the receiver gets it. */
abstract sealed class SentSeries {
    /** The same in every process, so that a series stays in its shard. */
    final int hash;

    /** Row of {@link Rows} of the follower in which its newest sample is; only for that thread. */
    int row = -1;

    private SentSeries(Labels labels) {
        long stable = labels.stableHash();
        this.hash = (int) (stable ^ (stable >>> 32)) & Integer.MAX_VALUE;
    }

    /** Adds samples of the series to a message. */
    abstract void write(SampleColumn samples, List<Exemplar> exemplars, WriteRequestWriter writer);

    /** In 1.0, where the labels stand at each sample as they are. */
    static final class Plain extends SentSeries {
        private final byte[] labels;

        Plain(Labels labels) {
            super(labels);
            this.labels = WriteRequestWriter.encode(labels);
        }

        @Override
        void write(SampleColumn samples, List<Exemplar> exemplars, WriteRequestWriter writer) {
            writer.add(labels, samples, exemplars);
        }
    }

    /** In 2.0, where each message has its texts once. */
    static final class Symbolic extends SentSeries {
        private final Labels labels;
        private final @Nullable MetricMetadata metadata;

        /**
         * @param metadata of its family, null when none is known
         */
        Symbolic(Labels labels, @Nullable MetricMetadata metadata) {
            super(labels);
            this.labels = labels;
            this.metadata = metadata;
        }

        @Override
        void write(SampleColumn samples, List<Exemplar> exemplars, WriteRequestWriter writer) {
            writer.add(labels, samples, exemplars, metadata);
        }
    }
}
