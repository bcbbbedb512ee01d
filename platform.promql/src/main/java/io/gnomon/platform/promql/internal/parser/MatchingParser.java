package io.gnomon.platform.promql.internal.parser;

import io.gnomon.platform.promql.internal.ast.RawText;
import io.gnomon.platform.promql.internal.ast.Span;
import io.gnomon.platform.promql.internal.ast.VectorMatching;
import io.gnomon.platform.promql.internal.ast.VectorMatching.Cardinality;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Reads what may stand between a binary operator and its right operand. */
final class MatchingParser {
    private static final String LIST = "grouping opts";

    private final TokenStream tokens;
    private final ParserOptions options;

    MatchingParser(TokenStream tokens, ParserOptions options) {
        this.tokens = tokens;
        this.options = options;
    }

    /**
     * @param span the operator and all its modifiers
     */
    record Modifiers(boolean returnBool, VectorMatching matching, Span span) {
        /** Set operators match many to many unless a grouping says otherwise. */
        VectorMatching ofSetOperator() {
            return matching.cardinality() == Cardinality.ONE_TO_ONE
                    ? matching.withCardinality(Cardinality.MANY_TO_MANY)
                    : matching;
        }
    }

    Modifiers modifiers(Span operator) throws ParseException {
        Span span = operator;
        boolean returnBool = false;
        if (tokens.at(TokenKind.BOOL)) {
            span = span.to(tokens.take().span());
            returnBool = true;
        }
        boolean on = tokens.at(TokenKind.ON);
        List<String> labels = List.of();
        List<String> include = List.of();
        Cardinality cardinality = Cardinality.ONE_TO_ONE;
        if (on || tokens.at(TokenKind.IGNORING)) {
            tokens.take();
            labels = labels(tokens);
            span = span.endingAt(tokens.lastClosing());
            boolean left = tokens.at(TokenKind.GROUP_LEFT);
            if (left || tokens.at(TokenKind.GROUP_RIGHT)) {
                span = span.to(tokens.take().span());
                cardinality = left ? Cardinality.MANY_TO_ONE : Cardinality.ONE_TO_MANY;
                TokenKind next = tokens.peek().kind();
                if (next == TokenKind.LEFT_PAREN || !(next.beginsExpression() || isFill(next))) {
                    include = labels(tokens);
                    span = span.endingAt(tokens.lastClosing());
                }
            }
        }
        Double fillLeft = null;
        Double fillRight = null;
        while (isFill(tokens.peek().kind())) {
            Token kind = tokens.take();
            Double value = fill(kind);
            fillLeft = kind.kind() == TokenKind.FILL_RIGHT ? fillLeft : value;
            fillRight = kind.kind() == TokenKind.FILL_LEFT ? fillRight : value;
            span = span.endingAt(tokens.lastClosing());
        }
        return new Modifiers(
                returnBool,
                new VectorMatching(cardinality, on, labels, include, fillLeft, fillRight),
                span);
    }

    private static boolean isFill(TokenKind kind) {
        return kind == TokenKind.FILL
                || kind == TokenKind.FILL_LEFT
                || kind == TokenKind.FILL_RIGHT;
    }

    private @Nullable Double fill(Token kind) throws ParseException {
        if (!options.fill()) {
            tokens.errors()
                    .add(kind.span(), "binop fill modifiers are experimental and not enabled");
        }
        tokens.expect(TokenKind.LEFT_PAREN, "fill value", "\"(\"");
        boolean negative = tokens.accept(TokenKind.SUB);
        if (!negative) {
            tokens.accept(TokenKind.ADD);
        }
        double value =
                tokens.at(TokenKind.DURATION)
                        ? Literals.duration(tokens.take(), tokens.errors())
                        : Literals.number(
                                tokens.expect(TokenKind.NUMBER, "fill value", "number"),
                                tokens.errors());
        tokens.expect(TokenKind.RIGHT_PAREN, "fill value", "\")\"");
        return negative ? -value : value;
    }

    /** A list of label names in parentheses. */
    static List<String> labels(TokenStream tokens) throws ParseException {
        tokens.expect(TokenKind.LEFT_PAREN, LIST, "\"(\"");
        List<String> labels = new ArrayList<>();
        while (!tokens.at(TokenKind.RIGHT_PAREN)) {
            Token token = tokens.peek();
            if (token.kind() == TokenKind.STRING) {
                String label = Literals.string(token);
                if (label.isEmpty() || !RawText.isValid(label)) {
                    tokens.errors()
                            .add(
                                    token.span(),
                                    "invalid label name for grouping: " + GoQuote.string(label));
                }
                labels.add(label);
            } else if (token.kind().canNameLabel()) {
                labels.add(token.text());
            } else {
                throw tokens.unexpected(LIST, "label");
            }
            tokens.take();
            if (tokens.at(TokenKind.RIGHT_PAREN)) {
                break;
            }
            tokens.expect(TokenKind.COMMA, LIST, "\",\" or \")\"");
        }
        tokens.take();
        return List.copyOf(labels);
    }
}
