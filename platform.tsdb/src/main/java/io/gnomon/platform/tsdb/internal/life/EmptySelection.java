package io.gnomon.platform.tsdb.internal.life;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.model.storage.SampleReader;
import io.gnomon.model.storage.Selection;

import java.util.List;

/** Stands for a part of the store that could not be asked. */
record EmptySelection(String why) implements Selection {
    @Override
    public int size() {
        return 0;
    }

    @Override
    public Labels labels(int series) {
        throw new IndexOutOfBoundsException(series);
    }

    @Override
    public SampleKind kind(int series) {
        throw new IndexOutOfBoundsException(series);
    }

    @Override
    public long timeColumn(int series) {
        throw new IndexOutOfBoundsException(series);
    }

    @Override
    public SampleReader reader() {
        return new SampleReader() {
            @Override
            public void read(int series, SampleColumn into) {
                throw new IndexOutOfBoundsException(series);
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public List<String> warnings() {
        return List.of(why);
    }

    @Override
    public boolean partial() {
        return true;
    }
}
