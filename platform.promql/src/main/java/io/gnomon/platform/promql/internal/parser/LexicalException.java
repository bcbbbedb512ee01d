package io.gnomon.platform.promql.internal.parser;

import io.gnomon.platform.promql.internal.ast.Span;

/** Text that is no token. Nothing after it is read. */
final class LexicalException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Span span;

    LexicalException(Span span, String message) {
        super(message);
        this.span = span;
    }

    Span span() {
        return span;
    }
}
