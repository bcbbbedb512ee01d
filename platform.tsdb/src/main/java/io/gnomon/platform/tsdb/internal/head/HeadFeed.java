package io.gnomon.platform.tsdb.internal.head;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.Exemplar;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.platform.tsdb.internal.block.SeriesFeed;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a snapshot of the head sees, as a block takes it. Valid until that is closed. */
final class HeadFeed implements SeriesFeed {
    private final SeriesDictionary dictionary;
    private final SeriesReader reader;
    private final int[] ids;
    private final Map<Integer, List<Exemplar>> exemplars = new HashMap<>();
    private final long minTime;
    private final long maxTime;
    private int at = -1;
    private Labels labels = Labels.EMPTY;

    /**
     * Some series.
     *
     * @param ids in order of their labels
     */
    HeadFeed(
            SeriesDictionary dictionary,
            SeriesReader reader,
            int[] ids,
            List<ExemplarRing.Entry> exemplars,
            long minTime,
            long maxTime) {
        this.dictionary = dictionary;
        this.reader = reader;
        this.ids = ids;
        this.minTime = minTime;
        this.maxTime = maxTime;
        for (ExemplarRing.Entry entry : exemplars) {
            long time = entry.exemplar().timeMillis();
            if (time >= minTime && time <= maxTime) {
                this.exemplars
                        .computeIfAbsent(entry.series(), s -> new ArrayList<>())
                        .add(entry.exemplar());
            }
        }
    }

    @Override
    public boolean next() {
        if (++at >= ids.length) {
            return false;
        }
        Labels found = dictionary.labels(ids[at]);
        if (found == null) {
            throw new IllegalStateException("a series was removed while it was read");
        }
        labels = found;
        return true;
    }

    @Override
    public Labels labels() {
        return labels;
    }

    @Override
    public long timeColumn() {
        return reader.sharedTimes(ids[at], minTime, maxTime);
    }

    @Override
    public void samples(SampleColumn into) throws IOException {
        into.clear();
        reader.read(ids[at], minTime, maxTime, into);
    }

    @Override
    public List<Exemplar> exemplars() {
        return exemplars.getOrDefault(ids[at], List.of());
    }

    @Override
    public void close() {}
}
