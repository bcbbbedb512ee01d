package io.gnomon.platform.core.remote.internal.bulk;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.Exemplar;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.HistogramCheck;
import io.gnomon.model.sample.MetricMetadata;
import io.gnomon.model.storage.AppendBatch;
import io.gnomon.model.storage.AppendBatch.Durability;
import io.gnomon.model.storage.AppendBatch.Outcome;
import io.gnomon.model.storage.Storage;
import io.gnomon.model.storage.StorageException;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * Rows of one import on their way into the store, in batches of a bounded size. For one thread;
 * closed by its owner.
 */
public final class ImportRows implements AutoCloseable {
    private static final int BATCH_ROWS = 20_000;
    private static final int MAX_SENTENCES = 10;

    private final Storage storage;
    private final String group;
    private final List<String> sentences = new ArrayList<>();
    private @Nullable AppendBatch batch;
    private Labels labels = Labels.EMPTY;
    private long reference;
    private int rows;
    private long refused;
    private long written;

    public ImportRows(Storage storage, String group) {
        this.storage = storage;
        this.group = group;
    }

    /** The rows that follow are of this series. */
    public void series(Labels of) {
        labels = of;
        reference = isTooLong() ? -1 : open().series(of);
    }

    private boolean isTooLong() {
        return labels.characters() > Labels.MAX_CHARACTERS;
    }

    private AppendBatch open() {
        AppendBatch now = batch;
        if (now == null) {
            // Each row has a time of its own.
            now = storage.batch(group, 0);
            batch = now;
        }
        return now;
    }

    public void add(long timeMillis, double value) throws StorageException {
        took(open().append(reference, timeMillis, value), timeMillis);
    }

    public void add(long timeMillis, Histogram histogram) throws StorageException {
        String problem = HistogramCheck.problem(histogram);
        if (!problem.isEmpty()) {
            refuse(isTooLong() ? problem : problem + ": " + labels + " at " + timeMillis);
            return;
        }
        took(open().append(reference, timeMillis, histogram), timeMillis);
    }

    /** When the counter began to count whose value at that time is added next. */
    public void startTime(long timeMillis, long startTimeMillis) {
        open().startTime(reference, timeMillis, startTimeMillis);
    }

    private void took(Outcome outcome, long timeMillis) throws StorageException {
        if (outcome == Outcome.STORED || outcome == Outcome.DUPLICATE) {
            written++;
        } else {
            refuse(sentence(outcome, timeMillis));
        }
        if (++rows == BATCH_ROWS) {
            finish();
            reference = open().series(labels);
        }
    }

    public void exemplar(Exemplar exemplar) {
        open().exemplar(reference, exemplar);
    }

    public void metadata(String family, MetricMetadata metadata) {
        open().metadata(family, metadata);
    }

    /** Something was not taken. */
    public void refuse(String sentence) {
        refused++;
        if (sentences.size() < MAX_SENTENCES) {
            sentences.add(sentence);
        }
    }

    private String sentence(Outcome outcome, long timeMillis) {
        if (isTooLong()) {
            return "a series has %d characters of labels; no series may have more than %d"
                    .formatted(labels.characters(), Labels.MAX_CHARACTERS);
        }
        String why =
                switch (outcome) {
                    case CONFLICT -> "the series has another value at that time";
                    case OUT_OF_ORDER ->
                            "the series has newer samples, and none are taken out of order";
                    case TOO_OLD -> "the store takes no samples of that age any more";
                    case TOO_NEW -> "the time is too far in the future";
                    case LIMIT -> "a limit on the number of series is reached";
                    case STALE_REFERENCE -> "the store changed while it was written";
                    case NOT_SUPPORTED -> "the store does not keep this kind of sample";
                    case STORED, DUPLICATE -> "";
                };
        return "the sample of " + labels + " at " + timeMillis + " is not taken: " + why;
    }

    /** Makes everything durable. */
    public void finish() throws StorageException {
        AppendBatch now = batch;
        if (now != null) {
            now.commit(Durability.DURABLE);
            now.close();
            batch = null;
            rows = 0;
        }
    }

    public long written() {
        return written;
    }

    public long refused() {
        return refused;
    }

    /** The first sentences about what was refused, one a line. */
    public String problems() {
        return String.join("\n", sentences);
    }

    @Override
    public void close() {
        AppendBatch now = batch;
        if (now != null) {
            now.close();
        }
    }
}
