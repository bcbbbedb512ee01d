package io.gnomon.model.query;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.SampleColumn;

import java.util.List;

/** Answer of a query. */
public sealed interface QueryResult {
    /** What went on besides. */
    Notes notes();

    /** A number at a time. */
    record Scalar(long timeMillis, double value, Notes notes) implements QueryResult {}

    /** A text at a time. */
    record Text(long timeMillis, String value, Notes notes) implements QueryResult {}

    /**
     * At most one sample of each series, all at the same time unless raw; in the order of the
     * query.
     */
    record Vector(List<Series> series, Notes notes) implements QueryResult {}

    /** Samples of each series over time; sorted by labels. */
    record Matrix(List<Series> series, Notes notes) implements QueryResult {}

    /** A label set with samples; the column belongs to the result and is not changed any more. */
    record Series(Labels labels, SampleColumn samples) {}

    /**
     * What came up while the query ran, and what it cost.
     *
     * @param warnings something in the answer is probably not what was meant
     * @param infos something may be
     * @param samplesRead samples read from the store
     * @param bytesPeak memory accounted to the query at its peak
     * @param statistics what it cost otherwise
     */
    record Notes(
            List<String> warnings,
            List<String> infos,
            long samplesRead,
            long bytesPeak,
            QueryStatistics statistics) {
        public static final Notes NONE = new Notes(List.of(), List.of(), 0, 0);

        /** Without statistics. */
        public Notes(List<String> warnings, List<String> infos, long samplesRead, long bytesPeak) {
            this(warnings, infos, samplesRead, bytesPeak, QueryStatistics.NONE);
        }
    }
}
