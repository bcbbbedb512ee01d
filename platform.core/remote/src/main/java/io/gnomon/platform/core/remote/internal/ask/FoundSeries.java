package io.gnomon.platform.core.remote.internal.ask;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.MergedSamples;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.platform.core.promformat.remote.MessageException;
import io.gnomon.platform.core.promformat.remote.RemoteSeries;
import io.gnomon.platform.core.remote.internal.intake.BodyMemory;
import io.gnomon.platform.core.remote.internal.intake.Refusal;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** Gathers the series of an answer, which may come in parts. For one thread. */
final class FoundSeries {
    private static final long SERIES_BYTES = 300;
    private static final long SAMPLE_BYTES = 16;
    private static final long HISTOGRAM_BYTES = 200;

    private final long minTimeMillis;
    private final long maxTimeMillis;
    private final Collection<String> removed;
    private final BodyMemory.Share share;
    private final Map<Labels, SampleColumn> series = new TreeMap<>();
    private final SampleColumn part = new SampleColumn();
    private final SampleColumn scratch = new SampleColumn();

    /**
     * Begins with no series.
     *
     * @param minTimeMillis samples outside of the times, both included, are left out
     * @param removed names of labels that are taken off
     * @param share what is held is taken from it
     */
    FoundSeries(
            long minTimeMillis,
            long maxTimeMillis,
            Collection<String> removed,
            BodyMemory.Share share) {
        this.minTimeMillis = minTimeMillis;
        this.maxTimeMillis = maxTimeMillis;
        this.removed = removed;
        this.share = share;
    }

    /**
     * Adds a series or a part of one.
     *
     * @throws Refusal when there is no memory for it
     */
    void add(RemoteSeries found) throws MessageException, Refusal {
        Labels labels = found.labels().without(removed);
        SampleColumn samples = found.samples();
        SampleColumn into = series.get(labels);
        if (into == null) {
            share.take(SERIES_BYTES);
            into = new SampleColumn(samples.size);
            series.put(labels, into);
        }
        // Floats and histograms are two lists of a message, each in order of time.
        int first = ascending(samples, 0);
        addRows(samples, 0, first, into);
        int second = first == samples.size ? first : ascending(samples, first);
        addRows(samples, first, second, into);
        if (second < samples.size) {
            throw new MessageException("samples of " + labels + " are not in order of time");
        }
    }

    /** End of the rows that are in order of time. */
    private static int ascending(SampleColumn samples, int from) {
        int end = from;
        while (end < samples.size && (end == from || samples.times[end] > samples.times[end - 1])) {
            end++;
        }
        return end;
    }

    private void addRows(SampleColumn samples, int from, int to, SampleColumn into) throws Refusal {
        int begin = from;
        int end = to;
        while (begin < end && samples.times[begin] < minTimeMillis) {
            begin++;
        }
        while (end > begin && samples.times[end - 1] > maxTimeMillis) {
            end--;
        }
        share.take(bytes(samples, begin, end));
        part.clear();
        MergedSamples.addAll(samples, begin, end, part);
        MergedSamples.append(part, into, scratch);
    }

    private static long bytes(SampleColumn samples, int from, int to) {
        long bytes = SAMPLE_BYTES * (to - from);
        for (int row = from; samples.histograms != null && row < to; row++) {
            Histogram histogram = samples.histogram(row);
            if (histogram != null) {
                int buckets =
                        histogram.positiveBuckets().length + histogram.negativeBuckets().length;
                bytes += HISTOGRAM_BYTES + 8L * buckets;
            }
        }
        return bytes;
    }

    /** The series by their labels; not to be changed any more. */
    AskedSelection selection() {
        return new AskedSelection(
                series.keySet().toArray(Labels[]::new),
                series.values().toArray(SampleColumn[]::new));
    }
}
