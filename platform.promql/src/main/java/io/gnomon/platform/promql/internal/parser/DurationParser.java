package io.gnomon.platform.promql.internal.parser;

import io.gnomon.platform.promql.internal.ast.BinaryOperator;
import io.gnomon.platform.promql.internal.ast.DurationExpr;
import io.gnomon.platform.promql.internal.ast.Span;

/** Reads ranges, steps and offsets. */
final class DurationParser {
    private static final String EXPECTED = "number, duration, step(), or range()";

    private final TokenStream tokens;

    /** What is being read, for messages. */
    private final String context;

    DurationParser(TokenStream tokens, String context) {
        this.tokens = tokens;
        this.context = context;
    }

    /** Arithmetic, as within brackets. */
    DurationExpr expression() throws ParseException {
        return binary(1);
    }

    /** What may follow {@code offset}: a literal, a call or a parenthesis, with signs. */
    DurationExpr signedOperand() throws ParseException {
        Span sign = tokens.span();
        if (tokens.accept(TokenKind.SUB)) {
            return negate(operand(), sign);
        }
        tokens.accept(TokenKind.ADD);
        return operand();
    }

    private DurationExpr binary(int minPrecedence) throws ParseException {
        DurationExpr left = unary();
        while (true) {
            BinaryOperator operator = tokens.peek().kind().operator();
            if (operator == null
                    || operator.precedence() < minPrecedence
                    || !operator.changesMetric()
                    || operator == BinaryOperator.ATAN2) {
                return left;
            }
            Token token = tokens.take();
            DurationExpr right =
                    binary(operator.precedence() + (operator.rightAssociative() ? 0 : 1));
            checkDivisor(operator, right, token.span());
            left = new DurationExpr.Binary(operator, left, right);
        }
    }

    private static void checkDivisor(BinaryOperator operator, DurationExpr right, Span span)
            throws ParseException {
        if (right instanceof DurationExpr.Literal literal && literal.seconds() == 0) {
            if (operator == BinaryOperator.DIV) {
                throw new ParseException(span, "division by zero");
            }
            if (operator == BinaryOperator.MOD) {
                throw new ParseException(span, "modulo by zero");
            }
        }
    }

    private DurationExpr unary() throws ParseException {
        Span sign = tokens.span();
        if (tokens.accept(TokenKind.SUB)) {
            return negate(binary(BinaryOperator.UNARY_PRECEDENCE + 1), sign);
        }
        if (tokens.accept(TokenKind.ADD)) {
            return binary(BinaryOperator.UNARY_PRECEDENCE + 1);
        }
        return operand();
    }

    private static DurationExpr negate(DurationExpr operand, Span sign) {
        Span span = sign.to(operand.span());
        return operand instanceof DurationExpr.Literal literal
                ? new DurationExpr.Literal(-literal.seconds(), literal.unit(), span)
                : new DurationExpr.Negate(operand, span);
    }

    private DurationExpr operand() throws ParseException {
        Token token = tokens.peek();
        return switch (token.kind()) {
            case NUMBER -> {
                double seconds = Literals.number(tokens.take());
                Literals.checkRange(seconds, token.span());
                yield new DurationExpr.Literal(seconds, false, token.span());
            }
            case DURATION ->
                    new DurationExpr.Literal(Literals.duration(tokens.take()), true, token.span());
            case STEP -> new DurationExpr.Step(emptyCall());
            case RANGE -> new DurationExpr.Range(emptyCall());
            case LEFT_PAREN -> {
                tokens.take();
                DurationExpr inner = expression();
                Token close = tokens.expect(TokenKind.RIGHT_PAREN, context, "\")\"");
                yield new DurationExpr.Paren(inner, token.span().to(close.span()));
            }
            case IDENTIFIER -> {
                if (token.text().equalsIgnoreCase("min_of")
                        || token.text().equalsIgnoreCase("max_of")) {
                    yield extreme(tokens.take());
                }
                throw tokens.unexpected(context, EXPECTED);
            }
            default -> throw tokens.unexpected(context, EXPECTED);
        };
    }

    private Span emptyCall() throws ParseException {
        Token name = tokens.take();
        tokens.expect(TokenKind.LEFT_PAREN, context, EXPECTED);
        Token close = tokens.expect(TokenKind.RIGHT_PAREN, context, "\")\"");
        return name.span().to(close.span());
    }

    private DurationExpr extreme(Token name) throws ParseException {
        tokens.expect(TokenKind.LEFT_PAREN, context, EXPECTED);
        DurationExpr left = expression();
        tokens.expect(TokenKind.COMMA, context, "\",\"");
        DurationExpr right = expression();
        Token close = tokens.expect(TokenKind.RIGHT_PAREN, context, "\")\"");
        return new DurationExpr.Extreme(
                name.text().equalsIgnoreCase("max_of"), left, right, name.span().to(close.span()));
    }
}
