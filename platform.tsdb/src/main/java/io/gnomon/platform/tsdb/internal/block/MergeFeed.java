package io.gnomon.platform.tsdb.internal.block;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.Exemplar;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.Histogram.ResetHint;
import io.gnomon.model.sample.SampleColumn;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.TreeMap;

/**
 * Several feeds as one: a series of several feeds comes once, with the samples of all in order of
 * time. Of two samples at the same time that of the later feed counts. Where feeds overlap, a
 * histogram that follows one of another feed gets the reset hint UNKNOWN, unless it is a gauge.
 * Closes its feeds.
 */
public final class MergeFeed implements SeriesFeed {
    private static final class Source {
        final SeriesFeed feed;
        final int age;
        final SampleColumn samples = new SampleColumn();
        Labels labels = Labels.EMPTY;
        int at;

        Source(SeriesFeed feed, int age) {
            this.feed = feed;
            this.age = age;
        }
    }

    private final List<Source> sources = new ArrayList<>();
    private final PriorityQueue<Source> waiting =
            new PriorityQueue<>((a, b) -> {
                int byLabels = a.labels.compareTo(b.labels);
                return byLabels != 0 ? byLabels : Integer.compare(a.age, b.age);
            });

    /** Sources of the series that the feed is at, oldest first. */
    private final List<Source> current = new ArrayList<>();

    private boolean begun;

    /**
     * Merges feeds.
     *
     * @param oldestFirst a later feed wins over an earlier one
     */
    public MergeFeed(List<? extends SeriesFeed> oldestFirst) {
        for (SeriesFeed feed : oldestFirst) {
            sources.add(new Source(feed, sources.size()));
        }
    }

    @Override
    public boolean next() throws IOException {
        List<Source> moved = begun ? List.copyOf(current) : sources;
        begun = true;
        current.clear();
        for (Source source : moved) {
            if (source.feed.next()) {
                source.labels = source.feed.labels();
                waiting.add(source);
            }
        }
        Source first = waiting.poll();
        if (first == null) {
            return false;
        }
        current.add(first);
        Source same = waiting.peek();
        while (same != null && same.labels.equals(first.labels)) {
            current.add(waiting.remove());
            same = waiting.peek();
        }
        return true;
    }

    @Override
    public Labels labels() {
        return current.getFirst().labels;
    }

    @Override
    public long timeColumn() {
        long column = current.getFirst().feed.timeColumn();
        for (int i = 1; i < current.size() && column >= 0; i++) {
            long other = current.get(i).feed.timeColumn();
            column = other < 0 ? -1 : (31 * column + other) & Long.MAX_VALUE;
        }
        return column;
    }

    @Override
    public void samples(SampleColumn into) throws IOException {
        if (current.size() == 1) {
            current.getFirst().feed.samples(into);
            return;
        }
        into.clear();
        for (Source source : current) {
            source.feed.samples(source.samples);
            source.at = 0;
        }
        @Nullable Source before = null;
        Source next = earliest();
        while (next != null) {
            append(next, before, into);
            before = next;
            next = earliest();
        }
    }

    /** The source of the next sample; older ones with the same time have been passed over. */
    private @Nullable Source earliest() {
        Source found = null;
        for (Source source : current) {
            if (source.at == source.samples.size) {
                continue;
            }
            if (found == null) {
                found = source;
                continue;
            }
            long time = source.samples.times[source.at];
            long best = found.samples.times[found.at];
            if (time == best) {
                found.at++;
                found = source;
            } else if (time < best) {
                found = source;
            }
        }
        return found;
    }

    private static void append(Source from, @Nullable Source before, SampleColumn into) {
        int row = from.at++;
        SampleColumn samples = from.samples;
        Histogram histogram = samples.histogram(row);
        if (histogram == null) {
            into.add(samples.times[row], samples.values[row]);
        } else {
            boolean switched =
                    before != null
                            && before != from
                            && (row > 0 || before.at < before.samples.size);
            into.add(
                    samples.times[row],
                    switched && histogram.resetHint() != ResetHint.GAUGE
                            ? withoutHint(histogram)
                            : histogram);
        }
        long[] startTimes = samples.startTimes;
        if (startTimes != null && startTimes[row] != 0) {
            startTime(startTimes[row], into);
        }
    }

    /** The same, of which nobody knows whether it was reset since the one before. */
    public static Histogram withoutHint(Histogram h) {
        return new Histogram(
                h.integer(),
                ResetHint.UNKNOWN,
                h.schema(),
                h.zeroThreshold(),
                h.zeroCount(),
                h.count(),
                h.sum(),
                h.positiveSpans(),
                h.positiveBuckets(),
                h.negativeSpans(),
                h.negativeBuckets(),
                h.customBounds(),
                h.startTimeMillis());
    }

    private static void startTime(long startTime, SampleColumn into) {
        long[] rows = into.startTimes;
        if (rows == null) {
            rows = new long[into.times.length];
            into.startTimes = rows;
        }
        rows[into.size - 1] = startTime;
    }

    @Override
    public List<Exemplar> exemplars() throws IOException {
        if (current.size() == 1) {
            return current.getFirst().feed.exemplars();
        }
        TreeMap<Long, Exemplar> byTime = new TreeMap<>();
        for (Source source : current) {
            for (Exemplar exemplar : source.feed.exemplars()) {
                byTime.put(exemplar.timeMillis(), exemplar);
            }
        }
        return new ArrayList<>(byTime.values());
    }

    @Override
    public void close() throws IOException {
        IOException failure = null;
        for (Source source : sources) {
            try {
                source.feed.close();
            } catch (IOException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
