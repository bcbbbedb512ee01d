package io.gnomon.platform.promql.internal.histogram;

import io.gnomon.model.sample.Histogram;

import java.util.stream.DoubleStream;

/** The numbers of a histogram as the HTTP interface gives them. */
public final class BucketList {
    private BucketList() {}

    /** Count, sum, then lower bound, upper bound and count of each bucket that is not empty. */
    public static double[] numbers(Histogram h) {
        return DoubleStream.concat(
                        DoubleStream.of(h.count(), h.sum()),
                        Bucket.all(h).stream()
                                .filter(b -> b.count() != 0)
                                .flatMapToDouble(
                                        b -> DoubleStream.of(b.lower(), b.upper(), b.count())))
                .toArray();
    }
}
