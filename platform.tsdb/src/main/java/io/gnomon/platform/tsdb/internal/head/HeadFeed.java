package io.gnomon.platform.tsdb.internal.head;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.Exemplar;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.platform.tsdb.internal.block.SeriesFeed;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a snapshot of the head sees, as a block takes it. */
final class HeadFeed implements SeriesFeed {
    private final List<HeadSeries> series;
    private final Map<HeadSeries, List<Exemplar>> exemplars = new HashMap<>();
    private final long minTime;
    private final long maxTime;
    private final long seq;
    private int at = -1;

    HeadFeed(
            List<HeadSeries> series,
            List<ExemplarRing.Entry> exemplars,
            long minTime,
            long maxTime,
            long seq) {
        this.series = series;
        this.minTime = minTime;
        this.maxTime = maxTime;
        this.seq = seq;
        series.sort(Comparator.comparing(HeadSeries::labels));
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
        return ++at < series.size();
    }

    @Override
    public Labels labels() {
        return series.get(at).labels();
    }

    @Override
    public long timeColumn() {
        return series.get(at).sharedTimes(minTime, maxTime, seq);
    }

    @Override
    public void samples(SampleColumn into) throws IOException {
        into.clear();
        series.get(at).read(minTime, maxTime, seq, into);
    }

    @Override
    public List<Exemplar> exemplars() {
        return exemplars.getOrDefault(series.get(at), List.of());
    }

    @Override
    public void close() {}
}
