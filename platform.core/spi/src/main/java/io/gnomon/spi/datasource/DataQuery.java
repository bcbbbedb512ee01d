package io.gnomon.spi.datasource;

import org.osgi.annotation.versioning.ProviderType;

import java.time.Duration;

/**
 * One query of a panel.
 *
 * @param <Q> query record
 */
@ProviderType
public interface DataQuery<Q extends Record> {
    /** The letter of the query: goes into the frames. */
    String refId();

    /** The query with variables and macros filled in. */
    Q query();

    long fromMillis();

    long toMillis();

    /** Distance of points that fits the panel's width. */
    long intervalMillis();

    int maxDataPoints();

    Duration timeout();

    /**
     * Whether an administrator asks. A source that shows something to administrators only refuses
     * all others, in a sentence.
     */
    default boolean byAdministrator() {
        return false;
    }
}
