package io.gnomon.platform.core.remote.internal.write;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.Exemplar;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.HistogramCheck;
import io.gnomon.model.sample.MetricMetadata;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.model.storage.AppendBatch;
import io.gnomon.model.storage.AppendBatch.Durability;
import io.gnomon.model.storage.AppendBatch.Outcome;
import io.gnomon.model.storage.Storage;
import io.gnomon.model.storage.StorageException;
import io.gnomon.platform.core.promformat.remote.MessageException;
import io.gnomon.platform.core.promformat.remote.RemoteSeries;
import io.gnomon.platform.core.promformat.remote.TextKey;
import io.gnomon.platform.core.promformat.remote.WriteRequestReader;
import io.gnomon.platform.core.remote.internal.intake.Snappy;

import org.jspecify.annotations.Nullable;

/**
 * Writes one request after the other into the store; there are as many lanes as requests that are
 * written at a time. Each is a group of the store. A series that was seen before is found by the
 * key of its labels, without texts. For one thread at a time.
 */
final class WriteLane {
    final Snappy snappy = new Snappy();
    private final String group;
    private final KnownSeries known;
    private final KnownSeries describedFamilies;
    private final TextKey key;
    private final boolean typed;
    private final WriteRequestReader plain = new WriteRequestReader(false);
    private final WriteRequestReader symbolic = new WriteRequestReader(true);

    /**
     * @param describedFamilies keys of metadata that the store has
     * @param typed whether series get labels of the type and unit that 2.0 says
     */
    WriteLane(
            String group,
            KnownSeries known,
            KnownSeries describedFamilies,
            TextKey.Secret secret,
            boolean typed) {
        this.group = group;
        this.known = known;
        this.describedFamilies = describedFamilies;
        this.key = new TextKey(secret);
        this.typed = typed;
    }

    /**
     * Writes a message, and what of it can be written if not all can.
     *
     * @throws MessageException when it cannot be read at all; nothing is written
     * @throws StorageException when nothing is known to be written
     */
    Written write(Storage storage, MessageType type, byte[] message, int length)
            throws MessageException, StorageException {
        long epoch = storage.epoch();
        known.enter(epoch);
        describedFamilies.enter(epoch);
        WriteRequestReader reader = type == MessageType.V2 ? symbolic : plain;
        reader.reset(message, length);
        Written written = new Written();
        AppendBatch batch = null;
        try {
            while (reader.next()) {
                RemoteSeries series = reader.series();
                if (batch == null) {
                    // Rows of the first time share their times in the store; the others have own.
                    SampleColumn first = series.samples();
                    batch = storage.batch(group, first.size == 0 ? 0 : first.times[0]);
                }
                new Row(batch, series, type, written).append();
            }
            if (!reader.metadata().isEmpty()) {
                if (batch == null) {
                    batch = storage.batch(group, 0);
                }
                reader.metadata().forEach(batch::metadata);
            }
            if (batch != null) {
                batch.commit(Durability.DURABLE);
            }
            return written;
        } catch (StorageException e) {
            describedFamilies.clear();
            throw e;
        } finally {
            if (batch != null) {
                batch.close();
            }
        }
    }

    /** A series on its way into the batch. */
    private final class Row {
        private final AppendBatch batch;
        private final RemoteSeries series;
        private final MessageType type;
        private final Written written;
        private long reference;
        private boolean lookedUp;

        Row(AppendBatch batch, RemoteSeries series, MessageType type, Written written) {
            this.batch = batch;
            this.series = series;
            this.type = type;
            this.written = written;
        }

        void append() {
            try {
                if (series.problem() != null) {
                    refused(series.problem());
                    return;
                }
                if (isWithoutRows()) {
                    describeOnly();
                    return;
                }
                if (!find()) {
                    return;
                }
                appendSamples();
                for (Exemplar exemplar : series.exemplars()) {
                    appendExemplar(exemplar);
                }
                describe();
            } catch (MessageException e) {
                refused(e.getMessage());
            }
        }

        private void refused(@Nullable String sentence) {
            written.invalidSeries++;
            written.problem(sentence == null ? "a series cannot be read" : sentence);
        }

        /** Finds the reference; false when the labels are refused. */
        private boolean find() throws MessageException {
            readKey();
            reference = known.find(key);
            return reference != KnownSeries.UNKNOWN || lookUp();
        }

        private void readKey() {
            if (typed) {
                series.typedLabelsKey(key);
            } else {
                series.labelsKey(key);
            }
        }

        private boolean lookUp() throws MessageException {
            lookedUp = true;
            Labels labels = labels();
            if (!isNamed(labels)) {
                return false;
            }
            reference = batch.series(labels);
            if (reference >= 0) {
                readKey();
                known.put(key, reference);
            }
            return true;
        }

        private boolean isNamed(Labels labels) {
            boolean named = !labels.metricName().isEmpty();
            if (!named) {
                refused("invalid metric name or labels, got " + labels);
            }
            return named;
        }

        /** The labels to store under. */
        private Labels labels() throws MessageException {
            Labels sent = series.labels();
            MetricMetadata metadata = typed ? series.metadata() : null;
            if (metadata == null) {
                return sent;
            }
            Labels.Builder labels = sent.toBuilder();
            metadata.setLabels(labels);
            return labels.build();
        }

        private void appendSamples() throws MessageException {
            SampleColumn samples = series.samples();
            for (int row = 0; row < samples.size; row++) {
                Histogram histogram = storable(samples.histogram(row));
                String problem = histogram == null ? "" : HistogramCheck.problem(histogram);
                if (!problem.isEmpty()) {
                    written.problem(problem + " for series " + series.labels());
                    continue;
                }
                Outcome outcome = append(samples, row, histogram);
                if (outcome == Outcome.STALE_REFERENCE && !lookedUp) {
                    lookUp();
                    outcome = append(samples, row, histogram);
                }
                if (isThere(outcome)) {
                    if (histogram == null) {
                        written.samples++;
                    } else {
                        written.histograms++;
                    }
                } else {
                    written.problem(sentence(outcome) + " for series " + series.labels());
                }
            }
        }

        private Outcome append(SampleColumn samples, int row, @Nullable Histogram histogram) {
            long[] starts = samples.startTimes;
            if (histogram == null && starts != null && starts[row] != 0) {
                batch.startTime(reference, samples.times[row], starts[row]);
            }
            return histogram == null
                    ? batch.append(reference, samples.times[row], samples.values[row])
                    : batch.append(reference, samples.times[row], histogram);
        }

        /** 1.0 has no word for exemplars that are not taken; a store may keep none at all. */
        private void appendExemplar(Exemplar exemplar) throws MessageException {
            Outcome outcome = batch.exemplar(reference, exemplar);
            if (outcome == Outcome.STALE_REFERENCE && !lookedUp) {
                lookUp();
                outcome = batch.exemplar(reference, exemplar);
            }
            if (isThere(outcome)) {
                written.exemplars++;
            } else if (type == MessageType.V2
                    && outcome != Outcome.NOT_SUPPORTED
                    && outcome != Outcome.LIMIT) {
                written.problem(
                        sentence(outcome).replace("sample", "exemplar")
                                + " for series "
                                + series.labels());
            }
        }

        private boolean isWithoutRows() {
            return type == MessageType.V2
                    && series.samples().size == 0
                    && series.exemplars().isEmpty();
        }

        /** What is said of a metric makes no series. */
        private void describeOnly() throws MessageException {
            if (!series.metadataKey(key)) {
                written.problem(
                        "TimeSeries must contain samples, histograms, exemplars or metadata for"
                                + " series "
                                + series.labels());
            } else if (isNamed(series.labels())) {
                describe();
            }
        }

        private void describe() throws MessageException {
            if (series.metadataKey(key) && describedFamilies.find(key) == KnownSeries.UNKNOWN) {
                MetricMetadata metadata = series.metadata();
                if (metadata != null) {
                    batch.metadata(family(series.labels().metricName(), metadata), metadata);
                    series.metadataKey(key);
                    describedFamilies.put(key, 0);
                }
            }
        }
    }

    private static @Nullable Histogram storable(@Nullable Histogram histogram) {
        return histogram == null ? null : HistogramCheck.storable(histogram);
    }

    private static boolean isThere(Outcome outcome) {
        return outcome == Outcome.STORED || outcome == Outcome.DUPLICATE;
    }

    /** Prometheus's sentence (storage/interface.go), where it has one. */
    private static String sentence(Outcome outcome) {
        return switch (outcome) {
            case CONFLICT -> "duplicate sample for timestamp";
            case OUT_OF_ORDER -> "out of order sample";
            case TOO_OLD -> "out of bounds: too old sample";
            case TOO_NEW -> "out of bounds: timestamp is too far in the future";
            case LIMIT -> "a limit on the number of series is reached; no sample is taken";
            case STALE_REFERENCE -> "the store changed while the sample was written";
            case NOT_SUPPORTED -> "the store does not keep this kind of sample";
            case STORED, DUPLICATE -> "";
        };
    }

    /** The family's name from that of one of its series. */
    private static String family(String name, MetricMetadata metadata) {
        String[] suffixes =
                switch (metadata.type()) {
                    case HISTOGRAM, GAUGE_HISTOGRAM ->
                            new String[] {"_bucket", "_sum", "_count", "_gsum", "_gcount"};
                    case SUMMARY -> new String[] {"_sum", "_count"};
                    default -> new String[0];
                };
        for (String suffix : suffixes) {
            if (name.endsWith(suffix)) {
                return name.substring(0, name.length() - suffix.length());
            }
        }
        return name;
    }
}
