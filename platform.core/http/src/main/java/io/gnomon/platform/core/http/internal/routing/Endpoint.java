package io.gnomon.platform.core.http.internal.routing;

/** Answers requests; many threads call it at once. */
@FunctionalInterface
public interface Endpoint {
    /**
     * Answers through the exchange before it returns, unless it called {@link Exchange#detach}.
     *
     * @throws HttpError what to answer instead
     * @throws Exception 500, and a line in the log
     */
    void serve(Exchange exchange) throws Exception;
}
