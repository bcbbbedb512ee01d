package io.gnomon.platform.promql.internal.parser;

import io.gnomon.platform.promql.internal.ast.Span;

/**
 * A piece of the query text.
 *
 * @param text as it stands there, quotes included
 */
record Token(TokenKind kind, String text, Span span) {
    /** As messages show it. */
    String description() {
        return switch (kind.group()) {
            case NAMED -> kind.text() + " " + shortened();
            case OPERATOR -> "<op:" + text + ">";
            case AGGREGATOR -> "<aggr:" + text + ">";
            case KEYWORD -> "<" + text + ">";
            case PREPROCESSOR -> GoQuote.string(text);
            case OTHER -> kind == TokenKind.END_OF_INPUT ? "end of input" : GoQuote.string(text);
        };
    }

    private String shortened() {
        boolean name = kind == TokenKind.IDENTIFIER || kind == TokenKind.METRIC_IDENTIFIER;
        return name || text.length() <= 10
                ? GoQuote.string(text)
                : GoQuote.string(text.substring(0, 10)) + "...";
    }
}
