package io.gnomon.model.query;

import io.gnomon.model.labels.Matcher;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

import java.util.List;
import java.util.Map;

/**
 * Reads PromQL without running it. The server finds it as {@link QueryEngine}; sub-commands, which
 * run without the framework, by {@link java.util.ServiceLoader}. Methods may be called by any
 * thread and overlap; they do no I/O.
 */
@ProviderType
public interface QueryLanguage {
    /**
     * Parses a vector selector without range, offset or {@code @}, as in {@code match[]}.
     *
     * @throws QueryException of type {@code BAD_DATA}
     */
    List<Matcher> parseSelector(String selector) throws QueryException;

    /**
     * Parses a query and prints it formatted.
     *
     * @throws QueryException of type {@code BAD_DATA}
     */
    String format(String query) throws QueryException;

    /**
     * Parses a query.
     *
     * @return its tree in the form of Prometheus's {@code /api/v1/parse_query}: each node is a map
     *     with its "type" and sorted keys; values are texts, numbers, booleans, lists, such maps
     *     and null
     * @throws QueryException of type {@code BAD_DATA}
     */
    Map<String, @Nullable Object> parse(String query) throws QueryException;

    /**
     * A query in which every selector has further matchers beside its own, printed formatted.
     *
     * @throws QueryException of type {@code BAD_DATA}
     */
    String withMatchers(String query, List<Matcher> matchers) throws QueryException;

    /**
     * A query in which every aggregation keeps further labels, printed formatted: {@code by} gets
     * those that it has not, {@code without} loses them.
     *
     * @param labels names
     * @throws QueryException of type {@code BAD_DATA}
     */
    String withGrouping(String query, List<String> labels) throws QueryException;
}
