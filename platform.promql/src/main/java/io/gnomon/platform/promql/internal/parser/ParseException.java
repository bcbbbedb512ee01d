package io.gnomon.platform.promql.internal.parser;

import io.gnomon.platform.promql.internal.ast.Span;

/** A query that is not PromQL. The message is Prometheus's, without position and prefix. */
public final class ParseException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Span span;

    public ParseException(Span span, String message) {
        super(message);
        this.span = span;
    }

    public Span span() {
        return span;
    }

    /** {@code 1:5: parse error: message}. */
    public String describe(String query) {
        return LineColumn.of(query, span.start()) + ": parse error: " + getMessage();
    }
}
