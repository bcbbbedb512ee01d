package io.gnomon.platform.tsdb.internal.life;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.Exemplar;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.platform.tsdb.internal.block.SeriesFeed;
import io.gnomon.platform.tsdb.internal.codec.CorruptDataException;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** Tells of the damage that is found while a feed is read. */
record SuspectFeed(SeriesFeed from, Consumer<String> onDamage) implements SeriesFeed {
    /** Something that reads. */
    private interface Read<T> {
        T run() throws IOException;
    }

    private <T> T watched(Read<T> read) throws IOException {
        try {
            return read.run();
        } catch (CorruptDataException e) {
            onDamage.accept(String.valueOf(e.getMessage()));
            throw e;
        }
    }

    @Override
    public boolean next() throws IOException {
        return watched(from::next);
    }

    @Override
    public Labels labels() {
        return from.labels();
    }

    @Override
    public long timeColumn() {
        return from.timeColumn();
    }

    @Override
    public void samples(SampleColumn into) throws IOException {
        watched(() -> {
            from.samples(into);
            return true;
        });
    }

    @Override
    public List<Exemplar> exemplars() throws IOException {
        return watched(from::exemplars);
    }

    @Override
    public void close() throws IOException {
        from.close();
    }
}
