package io.gnomon.platform.tsdb.internal.life;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.Exemplar;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.platform.tsdb.internal.block.Block;
import io.gnomon.platform.tsdb.internal.block.SeriesFeed;
import io.gnomon.platform.tsdb.internal.codec.CorruptDataException;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** A feed without the samples at times at which blocks have one of the same series. */
final class NewTimesFeed implements SeriesFeed {
    /** What a block has of the series that the feed is at; both go through them in one order. */
    private static final class Known {
        private final SeriesFeed feed;
        private final Consumer<String> onDamage;
        private final SampleColumn samples = new SampleColumn();
        private boolean begun;
        private boolean ended;

        Known(SeriesFeed feed, Consumer<String> onDamage) {
            this.feed = feed;
            this.onDamage = onDamage;
        }

        /** Reads the samples of a series; none when it has none, or when they cannot be read. */
        SampleColumn samplesOf(Labels labels) throws IOException {
            samples.clear();
            try {
                while (!ended && (!begun || feed.labels().compareTo(labels) < 0)) {
                    begun = true;
                    ended = !feed.next();
                }
                if (!ended && feed.labels().equals(labels)) {
                    feed.samples(samples);
                }
            } catch (CorruptDataException e) {
                samples.clear();
                ended = true;
                onDamage.accept(String.valueOf(e.getMessage()));
            }
            return samples;
        }
    }

    private final SeriesFeed from;
    private final List<Known> known;
    private final SampleColumn all = new SampleColumn();

    private NewTimesFeed(SeriesFeed from, List<Known> known) {
        this.from = from;
        this.known = known;
    }

    /** Leaves out what blocks have; closes the feed, not the blocks. */
    static SeriesFeed of(SeriesFeed from, List<Block> blocks, Blocks owner, long min, long max)
            throws IOException {
        List<Known> known = new ArrayList<>();
        SeriesFeed feed = new NewTimesFeed(from, known);
        try {
            for (Block block : blocks) {
                known.add(new Known(block.feed(min, max), damage -> owner.damaged(block, damage)));
            }
        } catch (IOException e) {
            feed.close();
            throw e;
        }
        return feed;
    }

    @Override
    public boolean next() throws IOException {
        return from.next();
    }

    @Override
    public Labels labels() {
        return from.labels();
    }

    @Override
    public void samples(SampleColumn into) throws IOException {
        from.samples(all);
        boolean[] there = new boolean[all.size];
        for (Known block : known) {
            SampleColumn samples = block.samplesOf(from.labels());
            for (int i = 0; i < all.size; i++) {
                there[i] |= Arrays.binarySearch(samples.times, 0, samples.size, all.times[i]) >= 0;
            }
        }
        into.clear();
        for (int i = 0; i < all.size; i++) {
            Histogram histogram = all.histogram(i);
            if (there[i]) {
                continue;
            }
            if (histogram == null) {
                into.add(all.times[i], all.values[i]);
            } else {
                into.add(all.times[i], histogram);
            }
        }
    }

    @Override
    public List<Exemplar> exemplars() throws IOException {
        return from.exemplars();
    }

    @Override
    public void close() throws IOException {
        try {
            from.close();
        } finally {
            for (Known block : known) {
                block.feed.close();
            }
        }
    }
}
