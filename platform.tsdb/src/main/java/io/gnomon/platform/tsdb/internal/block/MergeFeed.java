package io.gnomon.platform.tsdb.internal.block;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.Exemplar;
import io.gnomon.model.sample.MergedSamples;
import io.gnomon.model.sample.SampleColumn;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.TreeMap;

/**
 * Several feeds as one: a series of several feeds comes once, with the samples of all in order of
 * time, as {@link MergedSamples} joins them. Closes its feeds.
 */
public final class MergeFeed implements SeriesFeed {
    private static final class Source {
        final SeriesFeed feed;
        final int age;
        Labels labels = Labels.EMPTY;

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

    private final SampleColumn one = new SampleColumn();
    private final SampleColumn merged = new SampleColumn();
    private boolean begun;

    /**
     * Merges feeds.
     *
     * @param oldestFirst an earlier feed wins over a later one
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
        current.getFirst().feed.samples(into);
        for (int i = 1; i < current.size(); i++) {
            current.get(i).feed.samples(one);
            MergedSamples.append(one, into, merged);
        }
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
