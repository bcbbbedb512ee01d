package io.gnomon.spi.datasource;

import io.gnomon.model.frame.DataFrame;

import org.osgi.annotation.versioning.ConsumerType;

import java.time.Duration;
import java.util.List;

/**
 * Answers queries of panels.
 *
 * @param <Q> query record of its factory
 */
@ConsumerType
public interface DataSource<Q extends Record> extends AutoCloseable {
    /** Prometheus's usual distance of samples. */
    Duration USUAL_SCRAPE_INTERVAL = Duration.ofSeconds(15);

    /** The query record, the same as {@link DataSourceFactory#query()}. Any thread. */
    Class<Q> queryType();

    /**
     * The values of a variable as they stand in the texts of a query that names no format for them.
     * Viewers choose the values, so here is decided that none can leave its place in the query: the
     * language's escapes are applied. Any thread, at once.
     *
     * @param values at least one
     * @param several whether the variable may have several values, whatever their number is now
     */
    String variable(List<String> values, boolean several);

    /**
     * Runs a query. Called on threads of the plugin's pool, calls overlap, each has to be done by
     * the request's timeout and must answer an interrupt. A throw's message is shown on the panel.
     */
    List<DataFrame> query(DataQuery<Q> query) throws Exception;

    /**
     * Says in a sentence whether the source can be reached, for the button "test".
     *
     * @throws Exception whose message says why not
     */
    String test() throws Exception;

    /**
     * Usual distance of its samples: the smallest step of queries that name none, and what {@code
     * $__rate_interval} is reckoned from. Asked once, at the first query. Any thread, at once.
     */
    default Duration scrapeInterval() {
        return USUAL_SCRAPE_INTERVAL;
    }

    /** Releases connections. Called once, after the last query has returned. */
    @Override
    default void close() {}
}
