package io.gnomon.platform.tsdb.internal.block;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.Exemplar;
import io.gnomon.model.sample.SampleColumn;

import java.io.IOException;
import java.util.List;

/**
 * Several feeds as one: a series of several feeds comes once, with the samples of all in order of
 * time. Of two samples at the same time that of the later feed counts. A histogram that follows one
 * of another feed gets the reset hint UNKNOWN. Closes its feeds.
 */
public final class MergeFeed implements SeriesFeed {
    private final List<SeriesFeed> feeds;

    /**
     * Merges feeds.
     *
     * @param oldestFirst a later feed wins over an earlier one
     */
    public MergeFeed(List<? extends SeriesFeed> oldestFirst) {
        feeds = List.copyOf(oldestFirst);
    }

    @Override
    public boolean next() throws IOException {
        throw new UnsupportedOperationException("being built: " + feeds);
    }

    @Override
    public Labels labels() {
        throw new UnsupportedOperationException("being built");
    }

    @Override
    public void samples(SampleColumn into) throws IOException {
        throw new UnsupportedOperationException("being built");
    }

    @Override
    public List<Exemplar> exemplars() throws IOException {
        throw new UnsupportedOperationException("being built");
    }

    @Override
    public void close() throws IOException {
        for (SeriesFeed feed : feeds) {
            feed.close();
        }
    }
}
