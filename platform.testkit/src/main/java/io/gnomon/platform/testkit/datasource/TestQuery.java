package io.gnomon.platform.testkit.datasource;

import io.gnomon.spi.datasource.DataQuery;

import java.time.Duration;

/** A query with all its circumstances. */
public record TestQuery<Q extends Record>(
        String refId,
        Q query,
        long fromMillis,
        long toMillis,
        long intervalMillis,
        int maxDataPoints,
        Duration timeout)
        implements DataQuery<Q> {

    /** Query "A" over ten minutes long ago, a point each minute, 10 s to answer. */
    public static <Q extends Record> TestQuery<Q> of(Q query) {
        return new TestQuery<>(
                "A",
                query,
                1_700_000_000_000L,
                1_700_000_600_000L,
                60_000,
                1000,
                Duration.ofSeconds(10));
    }
}
