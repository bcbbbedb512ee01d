package io.gnomon.platform.promql.internal.parser;

import io.gnomon.platform.promql.internal.ast.Span;

import java.util.List;

/** A query that is not PromQL. The message is that of the first error. */
public final class ParseException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<ParseError> errors;

    /**
     * A refusal of a query.
     *
     * @param errors at least one, in the order in which they were found
     */
    ParseException(List<ParseError> errors) {
        super(errors.getFirst().message());
        this.errors = List.copyOf(errors);
    }

    /** All that is wrong, in the order in which it was found. */
    public List<ParseError> errors() {
        return errors;
    }

    public Span span() {
        return errors.getFirst().span();
    }

    /** {@code 1:5: parse error: message}, of the first error as Prometheus does. */
    public String describe(String query) {
        return LineColumn.of(query, span().start()) + ": parse error: " + getMessage();
    }
}
