package io.gnomon.platform.promql.internal.parser;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.labels.Matcher;
import io.gnomon.platform.promql.internal.ast.Expr;
import io.gnomon.platform.promql.internal.ast.Expr.Extension;
import io.gnomon.platform.promql.internal.ast.Span;
import io.gnomon.platform.promql.internal.ast.Timing;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Reads vector selectors: a name, conditions in braces, or both. */
final class SelectorParser {
    private static final String CONTEXT = "label matching";

    private final TokenStream tokens;

    SelectorParser(TokenStream tokens) {
        this.tokens = tokens;
    }

    /** A selector whose name, if it has one before the braces, was already taken. */
    Expr.VectorSelector selector(@Nullable Token name) throws ParseException {
        Span start = name == null ? tokens.span() : name.span();
        Span span = start;
        List<Matcher> matchers = new ArrayList<>();
        if (tokens.at(TokenKind.LEFT_BRACE)) {
            span = start.to(matchers(matchers));
        }
        String metric = name == null ? "" : name.text();
        if (!metric.isEmpty()) {
            matchers.add(Matcher.equal(Labels.METRIC_NAME, metric));
        }
        return new Expr.VectorSelector(
                metric, List.copyOf(matchers), Timing.NOW, Extension.NONE, span);
    }

    /** Conditions in braces; where the closing brace stands. */
    private Span matchers(List<Matcher> into) throws ParseException {
        tokens.take();
        boolean first = true;
        while (!tokens.at(TokenKind.RIGHT_BRACE)) {
            if (!first) {
                tokens.expect(TokenKind.COMMA, CONTEXT, "\",\" or \"}\"");
                if (tokens.at(TokenKind.RIGHT_BRACE)) {
                    break;
                }
            }
            Matcher matcher = matcher();
            if (matcher != null) {
                into.add(matcher);
            }
            first = false;
        }
        return tokens.take().span();
    }

    /** One condition; null, with the error noted, when its value is no pattern. */
    private @Nullable Matcher matcher() throws ParseException {
        Token name = tokens.peek();
        boolean quoted = name.kind() == TokenKind.STRING;
        if (!quoted && name.kind() != TokenKind.IDENTIFIER) {
            throw tokens.unexpected(CONTEXT, "identifier or \"}\"");
        }
        tokens.take();
        String label = quoted ? Literals.string(name) : name.text();
        Matcher.Type type =
                switch (tokens.peek().kind()) {
                    case ASSIGN -> Matcher.Type.EQUAL;
                    case NOT_EQUAL -> Matcher.Type.NOT_EQUAL;
                    case MATCH_REGEX -> Matcher.Type.REGEX;
                    case MATCH_NOT_REGEX -> Matcher.Type.NOT_REGEX;
                    default -> null;
                };
        if (type == null) {
            if (quoted) {
                return Matcher.equal(Labels.METRIC_NAME, label);
            }
            throw tokens.unexpected(CONTEXT, "label matching operator");
        }
        tokens.take();
        Token value = tokens.expect(TokenKind.STRING, CONTEXT, "string");
        try {
            return new Matcher(type, label, Literals.string(value));
        } catch (IllegalArgumentException e) {
            tokens.errors().add(name.span().to(value.span()), String.valueOf(e.getMessage()));
            return null;
        }
    }
}
