package io.gnomon.platform.core.rules.internal.evaluation;

import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.SampleValues;
import io.gnomon.model.storage.AppendBatch;
import io.gnomon.model.storage.AppendBatch.Durability;
import io.gnomon.model.storage.AppendBatch.Outcome;
import io.gnomon.model.storage.Storage;
import io.gnomon.model.storage.StorageException;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;

/** Stores what the rules of a stage yield, and the markers of series that ended, in one batch. */
final class StageWriter {
    private static final Logger LOG = LoggerFactory.getLogger(StageWriter.class);

    private final String group;
    private final Storage storage;
    private final long epoch;
    private final long timeMillis;

    /**
     * A writer for one evaluation.
     *
     * @param timeMillis of all rows
     */
    StageWriter(String group, Storage storage, long timeMillis) {
        this.group = group;
        this.storage = storage;
        this.epoch = storage.epoch();
        this.timeMillis = timeMillis;
    }

    /**
     * Stores the rows of the rules.
     *
     * @throws StorageException when nothing is stored
     */
    void write(List<LiveRule> rules) throws StorageException {
        try (AppendBatch batch = storage.batch(group, timeMillis)) {
            for (LiveRule rule : rules) {
                append(batch, rule);
            }
            batch.commit(Durability.VISIBLE);
        }
        rules.forEach(rule -> rule.series.committed());
    }

    /**
     * Ends series whose rules are no more.
     *
     * @throws StorageException when nothing is stored
     */
    void end(List<WrittenSeries.Entry> series) throws StorageException {
        try (AppendBatch batch = storage.batch(group, timeMillis)) {
            series.forEach(entry -> mark(batch, entry));
            batch.commit(Durability.VISIBLE);
        }
    }

    private void append(AppendBatch batch, LiveRule rule) {
        RuleRows rows = rule.rows;
        int refused = 0;
        String reason = "";
        for (int i = 0; i < rows.size; i++) {
            WrittenSeries.Entry entry = rows.entry(i);
            Outcome outcome = append(batch, entry, rows.values[i], rows.histograms[i]);
            if (outcome == Outcome.STORED || outcome == Outcome.DUPLICATE) {
                rule.series.take(entry);
            } else {
                refused++;
                reason = reason(outcome, batch);
            }
        }
        if (refused > 0) {
            rule.notStored(reason);
            LOG.warn(
                    "{}: {}: {} of {} samples are not stored: {}",
                    rule.definition().position(),
                    rule.definition().name(),
                    refused,
                    rows.size,
                    reason);
        }
        rule.series.vanished().forEach(entry -> mark(batch, entry));
    }

    /** That another rule writes the series now is nothing to tell. */
    private void mark(AppendBatch batch, WrittenSeries.Entry entry) {
        Outcome _ = append(batch, entry, SampleValues.STALE_NAN, null);
    }

    private Outcome append(
            AppendBatch batch,
            WrittenSeries.Entry entry,
            double value,
            @Nullable Histogram histogram) {
        if (entry.epoch != epoch || entry.reference < 0) {
            entry.reference = batch.series(entry.labels);
            entry.epoch = epoch;
        }
        if (entry.reference < 0) {
            return Outcome.LIMIT;
        }
        return histogram == null
                ? batch.append(entry.reference, value)
                : batch.append(entry.reference, timeMillis, histogram);
    }

    /** Prometheus's words where it has some. */
    private static String reason(Outcome outcome, AppendBatch batch) {
        return switch (outcome) {
            case OUT_OF_ORDER -> "out of order sample";
            case TOO_OLD -> "too old sample";
            case TOO_NEW -> "out of bounds";
            case CONFLICT -> "duplicate sample for timestamp";
            case LIMIT -> batch.limit();
            case STORED, DUPLICATE, STALE_REFERENCE, NOT_SUPPORTED ->
                    "the store does not take it: " + outcome;
        };
    }
}
