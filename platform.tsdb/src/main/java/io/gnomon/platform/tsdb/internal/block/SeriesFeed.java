package io.gnomon.platform.tsdb.internal.block;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.Exemplar;
import io.gnomon.model.sample.SampleColumn;

import java.io.IOException;
import java.util.List;

/**
 * Series in ascending order of their labels, each once, each with its samples: the one way into a
 * block, for the head, compaction, import and back-fill alike. For one thread; closed by its owner.
 */
public interface SeriesFeed extends AutoCloseable {
    /** Moves to the next series, at first to the first one; false at the end. */
    boolean next() throws IOException;

    /** Labels of the series. */
    Labels labels();

    /**
     * Identity of the time column that the series shares with its scrape group, -1 when unknown. A
     * hint: equal times are found without it, it helps to find times with gaps.
     */
    default long timeColumn() {
        return -1;
    }

    /**
     * Replaces the content of {@code into} by all samples of the series in the feed's range: times
     * strictly ascending, floats and histograms, staleness markers included. May be none; such a
     * series is left out of the block.
     */
    void samples(SampleColumn into) throws IOException;

    /** Exemplars of the series in the feed's range, ascending by time. */
    default List<Exemplar> exemplars() throws IOException {
        return List.of();
    }

    @Override
    void close() throws IOException;
}
