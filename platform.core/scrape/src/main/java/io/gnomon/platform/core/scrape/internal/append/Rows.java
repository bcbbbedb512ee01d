package io.gnomon.platform.core.scrape.internal.append;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.Exemplar;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.HistogramCheck;
import io.gnomon.model.sample.SampleValues;
import io.gnomon.model.storage.AppendBatch;
import io.gnomon.platform.core.config.ScrapeConfig;
import io.gnomon.platform.core.exposition.ExpositionParser;

import java.util.Arrays;

/** The rows of one scrape of one target on their way into a batch. For one thread. */
final class Rows {
    /** Samples further ahead than this are refused. */
    private static final long MAX_AHEAD_MILLIS = 600_000;

    private final AppendBatch batch;
    private final SeriesCache series;
    private final SampleLabels labels;
    private final ScrapeConfig config;
    private final HistogramResolution resolution;
    private final AppendCounters counters;
    private final long timeMillis;
    private int scraped;
    private int kept;
    private int added;
    private int refused;

    Rows(
            AppendBatch batch,
            SeriesCache series,
            SampleLabels labels,
            ScrapeConfig config,
            AppendCounters counters,
            long timeMillis) {
        this.batch = batch;
        this.series = series;
        this.labels = labels;
        this.config = config;
        this.resolution = HistogramResolution.of(config);
        this.counters = counters;
        this.timeMillis = timeMillis;
    }

    /** Samples in the answer. */
    int scraped() {
        return scraped;
    }

    /** Samples left by relabelling. */
    int kept() {
        return kept;
    }

    /** Series that the store did not make, because of a limit. */
    int refused() {
        return refused;
    }

    /** Series that the scrapes before did not have. */
    int added() {
        return added;
    }

    /** What the parser has read. */
    void sample(int entry, ExpositionParser parser) throws ScrapeFailure {
        sample(entry, parser.value(), parser.timed(), parser.timeMillis());
        Exemplar exemplar = parser.exemplar();
        if (exemplar != null) {
            exemplar(entry, exemplar);
        }
    }

    /** A float at the time of the scrape. */
    void sample(int entry, double value) throws ScrapeFailure {
        sample(entry, value, false, 0);
    }

    /** A float, at its own time when it is timed and such times are honoured. */
    void sample(int entry, double value, boolean timed, long time) throws ScrapeFailure {
        sample(entry, value, timed, time, 0);
    }

    /**
     * As above.
     *
     * @param startTimeMillis when the counter began to count, 0 when not known
     */
    void sample(int entry, double value, boolean timed, long time, long startTimeMillis)
            throws ScrapeFailure {
        long reference = reference(entry);
        if (reference < 0) {
            return;
        }
        double stored = value;
        if (Double.isNaN(value) && !SampleValues.isStale(value)) {
            stored = Double.longBitsToDouble(SampleValues.NORMAL_NAN_BITS);
        }
        boolean own = timed && config.honorTimestamps();
        if (own && time > timeMillis + MAX_AHEAD_MILLIS) {
            counters.outOfBounds.increment();
            return;
        }
        if (startTimeMillis != 0) {
            batch.startTime(reference, own ? time : timeMillis, startTimeMillis);
        }
        AppendBatch.Outcome outcome =
                own ? batch.append(reference, time, stored) : batch.append(reference, stored);
        if (outcome != AppendBatch.Outcome.STORED) {
            if (outcome == AppendBatch.Outcome.STALE_REFERENCE) {
                long again = resolve(entry);
                outcome = own ? batch.append(again, time, stored) : batch.append(again, stored);
            }
            count(outcome);
        }
        series.setMarked(entry, !own || config.trackTimestampsStaleness());
    }

    /** A native histogram, at its own time when it is timed and such times are honoured. */
    void histogram(int entry, Histogram histogram, boolean timed, long time) throws ScrapeFailure {
        long reference = reference(entry);
        if (reference < 0) {
            return;
        }
        boolean own = timed && config.honorTimestamps();
        if (own && time > timeMillis + MAX_AHEAD_MILLIS) {
            counters.outOfBounds.increment();
            return;
        }
        String problem = HistogramCheck.problem(histogram);
        if (!problem.isEmpty()) {
            throw new ScrapeFailure(problem + ": " + series.exposed(entry).labels());
        }
        count(batch.append(reference, own ? time : timeMillis, resolution.of(histogram)));
        series.setMarked(entry, !own || config.trackTimestampsStaleness());
    }

    void exemplar(int entry, Exemplar exemplar) {
        long reference = series.reference(entry);
        if (reference >= 0) {
            Exemplar timed =
                    exemplar.timeMillis() == 0
                            ? new Exemplar(exemplar.labels(), exemplar.value(), timeMillis)
                            : exemplar;
            if (batch.exemplar(reference, timed) == AppendBatch.Outcome.OUT_OF_ORDER) {
                counters.exemplarOutOfOrder.increment();
            }
        }
    }

    /** Ends the live series that this scrape did not have. */
    void markMissing() throws ScrapeFailure {
        if (series.missing() == 0) {
            return;
        }
        long[] present = presentReferences();
        for (int entry = 0; entry < series.size(); entry++) {
            if (series.isLive(entry) && !series.isSeen(entry)) {
                long reference = series.reference(entry);
                if (reference == SeriesCache.FORGOTTEN) {
                    reference = resolve(entry);
                }
                mark(reference, present);
            }
        }
    }

    /** Ends series of the loop before this one that this scrape did not have. */
    void markMissing(long[] references) {
        long[] present = presentReferences();
        for (long reference : references) {
            mark(reference, present);
        }
    }

    private void mark(long reference, long[] present) {
        if (reference >= 0 && Arrays.binarySearch(present, reference) < 0) {
            batch.append(reference, SampleValues.STALE_NAN);
        }
    }

    /** Two exposed series may be one stored series after relabelling; then it has not ended. */
    private long[] presentReferences() {
        long[] present = new long[series.size()];
        int n = 0;
        for (int entry = 0; entry < series.size(); entry++) {
            if (series.isSeen(entry)) {
                present[n++] = series.reference(entry);
            }
        }
        long[] sorted = Arrays.copyOf(present, n);
        Arrays.sort(sorted);
        return sorted;
    }

    /** The reference to store under, negative when the sample is not stored. */
    private long reference(int entry) throws ScrapeFailure {
        scraped++;
        long reference = series.reference(entry);
        if (reference < 0 && reference != SeriesCache.DROPPED) {
            boolean isNew = reference == SeriesCache.UNRESOLVED;
            reference = resolve(entry);
            added += isNew && reference >= 0 ? 1 : 0;
        }
        if (reference >= 0) {
            kept++;
            if (config.limits().sampleLimit() > 0 && kept > config.limits().sampleLimit()) {
                throw new ScrapeFailure(ScrapeFailure.Kind.SAMPLE_LIMIT, "sample limit exceeded");
            }
        }
        return reference;
    }

    private long resolve(int entry) throws ScrapeFailure {
        Labels stored = labels.of(series.exposed(entry));
        long reference = stored == null ? SeriesCache.DROPPED : batch.series(stored);
        if (reference < 0 && stored != null) {
            reference = SeriesCache.UNRESOLVED;
            refused++;
        }
        series.setReference(entry, reference);
        return reference;
    }

    private void count(AppendBatch.Outcome outcome) {
        switch (outcome) {
            case CONFLICT -> counters.duplicateTimestamp.increment();
            case OUT_OF_ORDER -> counters.outOfOrder.increment();
            case TOO_OLD, TOO_NEW -> counters.outOfBounds.increment();
            case STORED, DUPLICATE, LIMIT, STALE_REFERENCE, NOT_SUPPORTED -> {}
        }
    }
}
