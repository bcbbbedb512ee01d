package io.gnomon.platform.promql.internal.parser;

import io.gnomon.platform.promql.internal.ast.Span;

import java.util.ArrayList;
import java.util.List;

/**
 * What was found wrong with a query. Whoever can go on after an error adds it and goes on; whoever
 * cannot throws {@link #stop}.
 */
final class ParseErrors {
    private final List<ParseError> found = new ArrayList<>();

    void add(Span span, String message) {
        found.add(new ParseError(span, message));
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    /** Ends reading after an error. */
    ParseException stop(Span span, String message) {
        add(span, message);
        return new ParseException(found);
    }

    /** Ends reading where the error was added before. */
    ParseException stop() {
        return new ParseException(found);
    }

    void throwIfAny() throws ParseException {
        if (!found.isEmpty()) {
            throw stop();
        }
    }
}
