package io.gnomon.platform.core.scrape.internal.append;

import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.SampleValues;
import io.gnomon.model.storage.AppendBatch;
import io.gnomon.model.storage.StorageException;
import io.gnomon.platform.core.config.ScrapeConfig;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Writes the scrapes of one target: its samples, staleness markers for series that went, and the
 * series about the scrape itself, as one batch. The one path for targets of all kinds. For one
 * thread at a time.
 */
public final class TargetAppender {
    private static final double NANOS = 1e9;
    private static final String[] REPORTS = {
        "up",
        "scrape_duration_seconds",
        "scrape_samples_scraped",
        "scrape_samples_post_metric_relabeling",
        "scrape_series_added",
        "scrape_timeout_seconds",
        "scrape_sample_limit",
        "scrape_body_size_bytes"
    };
    private static final int USUAL_REPORTS = 5;

    private final String group;
    private final long timeoutMillis;
    private final ScrapeConfig config;
    private final SampleLabels labels;
    private final StoreGate gate;
    private final AppendCounters counters;
    private final TargetMetadata metadata;
    private final TextReader text;
    private final ReportedSeries reported;

    /** Which of the two the last scrape filled. */
    private SeriesCache series;

    private String warning = "";

    private final long[] reports = new long[REPORTS.length];
    private long epoch;
    private long[] inherited = {};
    private long inheritedEpoch;

    /**
     * An appender of a target.
     *
     * @param group name of the target's rows in the store, stable over restarts
     */
    public TargetAppender(
            String group,
            long timeoutMillis,
            ScrapeConfig config,
            SampleLabels labels,
            StoreGate gate,
            AppendCounters counters,
            TargetMetadata metadata) {
        this.group = group;
        this.timeoutMillis = timeoutMillis;
        this.config = config;
        this.labels = labels;
        this.gate = gate;
        this.counters = counters;
        this.metadata = metadata;
        this.text = new TextReader(metadata);
        this.reported = new ReportedSeries(config.typeAndUnitLabels());
        this.series = text.series();
        this.epoch = Long.MIN_VALUE;
    }

    public TargetMetadata metadata() {
        return metadata;
    }

    /** Ends, with the first scrape, the series of an appender for the same target that it lacks. */
    public void inherit(TargetAppender before) {
        inherited = before.liveReferences();
        inheritedEpoch = before.epoch;
    }

    /**
     * Writes what a target answered.
     *
     * @param failure why there is no answer, when there is none
     * @param timeMillis of the scrape
     * @param sinceNanos how long the scrape has taken so far
     * @return the sentence that the Targets page shows, empty when all went well
     */
    public String write(
            @Nullable Answer answer,
            @Nullable ScrapeFailure failure,
            long timeMillis,
            LongSupplier sinceNanos) {
        Write write = new Write(answer, failure, timeMillis, sinceNanos);
        try {
            return write.into(gate.current());
        } catch (StorageException e) {
            if (e.kind() != StorageException.Kind.UNAVAILABLE) {
                return "the store refused the scrape: " + e.getMessage();
            }
        }
        try {
            return write.into(gate.unavailable());
        } catch (StorageException e) {
            return "the scrape could not be kept: " + e.getMessage();
        }
    }

    /** Ends all series of the target, those about the scrape too. */
    public void end(long timeMillis) {
        SampleStore store = gate.current();
        begin(store);
        try (AppendBatch batch = store.batch(group, timeMillis)) {
            rows(batch, timeMillis).markMissing();
            for (int i = 0; i < reportCount(); i++) {
                batch.append(report(batch, i), SampleValues.STALE_NAN);
            }
            batch.commit(AppendBatch.Durability.VISIBLE);
            series.commitFailed();
        } catch (ScrapeFailure | StorageException e) {
            // A marker that cannot be written is replaced by the lookback's end five minutes later.
            epoch = Long.MIN_VALUE;
        }
    }

    private long[] liveReferences() {
        long[] references = new long[series.size()];
        int n = 0;
        for (int entry = 0; entry < series.size(); entry++) {
            if (series.isLive(entry) && series.reference(entry) >= 0) {
                references[n++] = series.reference(entry);
            }
        }
        return Arrays.copyOf(references, n);
    }

    private void begin(SampleStore store) {
        long now = store.epoch();
        if (now != epoch) {
            epoch = now;
            text.series().forgetReferences();
            reported.forgetReferences();
            Arrays.fill(reports, SeriesCache.FORGOTTEN);
            metadata.writeAllAgain();
        }
        series.begin();
    }

    private Rows rows(AppendBatch batch, long timeMillis) {
        return new Rows(batch, series, labels, config, counters, timeMillis);
    }

    private int reportCount() {
        return config.extraScrapeMetrics() ? REPORTS.length : USUAL_REPORTS;
    }

    private long report(AppendBatch batch, int i) {
        if (reports[i] < 0) {
            reports[i] = batch.series(labels.ofReport(REPORTS[i]));
        }
        return reports[i];
    }

    /** The series about the scrape come first, so that no limit refuses those before others. */
    private void makeReports(AppendBatch batch) {
        for (int i = 0; i < reportCount(); i++) {
            report(batch, i);
        }
    }

    private static String warning(AppendBatch batch, int refused) {
        return refused == 0
                ? ""
                : "%s: %d series of this scrape are not stored".formatted(batch.limit(), refused);
    }

    /** What is not stored of the last scrape, a sentence; empty when all is. */
    public String warning() {
        return warning;
    }

    /** One scrape; may be written twice, when the store goes away in between. */
    private final class Write {
        private final @Nullable Answer answer;
        private final @Nullable ScrapeFailure noAnswer;
        private final long timeMillis;
        private final LongSupplier sinceNanos;

        Write(
                @Nullable Answer answer,
                @Nullable ScrapeFailure noAnswer,
                long timeMillis,
                LongSupplier sinceNanos) {
            this.answer = answer;
            this.noAnswer = noAnswer;
            this.timeMillis = timeMillis;
            this.sinceNanos = sinceNanos;
        }

        String into(SampleStore store) throws StorageException {
            warning = "";
            ScrapeFailure failure = noAnswer;
            int scraped = 0;
            int kept = 0;
            if (answer != null) {
                series = answer instanceof Answer.Text ? text.series() : reported;
                begin(store);
                try (AppendBatch batch = store.batch(group, timeMillis)) {
                    Rows rows = rows(batch, timeMillis);
                    try {
                        makeReports(batch);
                        read(rows);
                        rows.markMissing();
                        if (inherited.length > 0 && inheritedEpoch == epoch) {
                            rows.markMissing(inherited);
                        }
                        metadata.writeTo(batch);
                        report(batch, 1, rows.scraped(), rows.kept(), rows.added());
                        batch.commit(AppendBatch.Durability.VISIBLE);
                        counters.samples.add(rows.kept());
                        inherited = new long[0];
                        metadata.committed();
                        series.commit();
                        warning = warning(batch, rows.refused());
                        return "";
                    } catch (ScrapeFailure e) {
                        failure = e;
                        scraped = rows.scraped();
                        kept = rows.kept();
                    }
                }
            }
            return failed(store, failure, scraped, kept);
        }

        private void read(Rows rows) throws ScrapeFailure {
            if (answer instanceof Answer.Text body) {
                text.read(body, rows);
            } else if (answer instanceof Answer.Reported report) {
                read(report.samples(), rows);
            }
        }

        private void read(ReportedSamples samples, Rows rows) throws ScrapeFailure {
            for (int i = 0; i < samples.families.size(); i++) {
                if (!samples.metadata.get(i).equals(TargetMetadata.NOTHING)) {
                    metadata.set(samples.families.get(i), samples.metadata.get(i));
                }
            }
            List<ReportedSamples.Noted> exemplars = samples.exemplars;
            int noted = 0;
            for (int i = 0; i < samples.size; i++) {
                int family = samples.familyOf[i];
                int entry =
                        reported.find(
                                samples.families.get(family),
                                samples.metadata.get(family),
                                samples.suffixes[i],
                                samples.labels[i]);
                Histogram histogram = samples.histogram(i);
                long time = samples.times[i];
                if (histogram != null) {
                    rows.histogram(entry, histogram, time != ReportedSamples.NO_TIME, time);
                } else {
                    rows.sample(
                            entry,
                            samples.values[i],
                            time != ReportedSamples.NO_TIME,
                            time,
                            samples.startTimes[i]);
                }
                for (; noted < exemplars.size() && exemplars.get(noted).sample() == i; noted++) {
                    rows.exemplar(entry, exemplars.get(noted).exemplar());
                }
            }
        }

        /** Markers for everything, and up 0. */
        private String failed(
                SampleStore store, @Nullable ScrapeFailure failure, int scraped, int kept)
                throws StorageException {
            begin(store);
            try (AppendBatch batch = store.batch(group, timeMillis)) {
                rows(batch, timeMillis).markMissing();
                report(batch, 0, scraped, kept, 0);
                batch.commit(AppendBatch.Durability.VISIBLE);
            } catch (ScrapeFailure e) {
                return e.sentence();
            }
            series.commitFailed();
            if (failure == null) {
                return "";
            }
            switch (failure.kind()) {
                case SAMPLE_LIMIT -> counters.sampleLimit.increment();
                case LABEL_LIMITS -> counters.labelLimits.increment();
                case BODY_SIZE_LIMIT -> counters.bodySizeLimit.increment();
                case BUCKET_LIMIT -> counters.bucketLimit.increment();
                case OTHER -> {}
            }
            return failure.sentence();
        }

        private void report(AppendBatch batch, int up, int scraped, int kept, int added) {
            boolean tooLarge =
                    noAnswer != null && noAnswer.kind() == ScrapeFailure.Kind.BODY_SIZE_LIMIT;
            double[] values = {
                up,
                sinceNanos.getAsLong() / NANOS,
                scraped,
                kept,
                added,
                timeoutMillis / 1000.0,
                config.limits().sampleLimit(),
                tooLarge ? -1 : answer == null ? 0 : answer.bodyBytes()
            };
            for (int i = 0; i < reportCount(); i++) {
                batch.append(TargetAppender.this.report(batch, i), values[i]);
            }
        }
    }
}
