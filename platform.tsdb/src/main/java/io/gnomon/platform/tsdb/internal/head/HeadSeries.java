package io.gnomon.platform.tsdb.internal.head;

import io.gnomon.model.labels.Labels;
import io.gnomon.platform.tsdb.internal.index.IndexedSeries;

/** A series of the head, looked at from outside: its id, and its labels when they are asked for. */
public final class HeadSeries implements IndexedSeries {
    private final SeriesDictionary dictionary;
    private final int id;

    HeadSeries(SeriesDictionary dictionary, int id) {
        this.dictionary = dictionary;
        this.id = id;
    }

    @Override
    public int id() {
        return id;
    }

    /** Made anew with each call; empty when the series does not exist any more. */
    @Override
    public Labels labels() {
        Labels labels = dictionary.labels(id);
        return labels == null ? Labels.EMPTY : labels;
    }
}
