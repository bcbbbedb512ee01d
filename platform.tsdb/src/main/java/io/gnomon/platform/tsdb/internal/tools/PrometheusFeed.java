package io.gnomon.platform.tsdb.internal.tools;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.platform.core.promformat.block.BlockReader;
import io.gnomon.platform.tsdb.internal.block.SeriesFeed;

import java.io.IOException;
import java.nio.file.Path;

/** The series of a block of Prometheus in a time range. */
final class PrometheusFeed implements SeriesFeed {
    private final BlockReader block;
    private final BlockReader.SeriesCursor series;
    private final long minTimeMillis;
    private final long maxTimeMillis;

    /** Both ends of the range are included. */
    PrometheusFeed(Path folder, long minTimeMillis, long maxTimeMillis) throws IOException {
        this.block = BlockReader.open(folder);
        this.series = block.series();
        this.minTimeMillis = minTimeMillis;
        this.maxTimeMillis = maxTimeMillis;
    }

    @Override
    public boolean next() throws IOException {
        return series.next();
    }

    @Override
    public Labels labels() {
        return series.labels();
    }

    @Override
    public void samples(SampleColumn into) throws IOException {
        into.clear();
        series.read(minTimeMillis, maxTimeMillis, into);
    }

    @Override
    public void close() {
        block.close();
    }
}
