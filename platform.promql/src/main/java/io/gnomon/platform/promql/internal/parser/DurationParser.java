package io.gnomon.platform.promql.internal.parser;

import io.gnomon.platform.promql.internal.ast.BinaryOperator;
import io.gnomon.platform.promql.internal.ast.DurationExpr;
import io.gnomon.platform.promql.internal.ast.Span;

/** Reads ranges, steps and offsets. */
final class DurationParser {
    /** In place of what has no value, as Prometheus has it: without a place in the text. */
    private static final DurationExpr NOTHING = new DurationExpr.Literal(0, false, Span.NONE);

    private final TokenStream tokens;

    /** What is being read and what could stand there, for messages. */
    private final String context;

    private final String expected;

    private DurationParser(TokenStream tokens, String context, String expected) {
        this.tokens = tokens;
        this.context = context;
        this.expected = expected;
    }

    static DurationParser ofRange(TokenStream tokens) {
        return new DurationParser(
                tokens, "subquery or range selector", "number, duration, step(), or range()");
    }

    static DurationParser ofStep(TokenStream tokens) {
        return new DurationParser(
                tokens, "subquery selector", "number, duration, step(), range(), or \"]\"");
    }

    static DurationParser ofOffset(TokenStream tokens) {
        return new DurationParser(tokens, "offset", "number, duration, step(), or range()");
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
        tokens.enter();
        DurationExpr left = unary();
        while (true) {
            BinaryOperator operator = tokens.peek().kind().operator();
            if (operator == null
                    || operator.precedence() < minPrecedence
                    || !operator.changesMetric()
                    || operator == BinaryOperator.ATAN2) {
                tokens.leave();
                return left;
            }
            Token token = tokens.take();
            DurationExpr right =
                    binary(operator.precedence() + (operator.rightAssociative() ? 0 : 1));
            left =
                    isZero(operator, right, token.span())
                            ? NOTHING
                            : new DurationExpr.Binary(operator, left, right);
        }
    }

    private boolean isZero(BinaryOperator operator, DurationExpr divisor, Span span) {
        boolean divides = operator == BinaryOperator.DIV || operator == BinaryOperator.MOD;
        if (!divides
                || !(divisor instanceof DurationExpr.Literal literal)
                || literal.seconds() != 0) {
            return false;
        }
        tokens.errors()
                .add(span, operator == BinaryOperator.DIV ? "division by zero" : "modulo by zero");
        return true;
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
        if (operand.equals(NOTHING)) {
            return operand;
        }
        Span span = sign.to(operand.span());
        return operand instanceof DurationExpr.Literal literal
                ? new DurationExpr.Literal(-literal.seconds(), literal.unit(), span)
                : new DurationExpr.Negate(operand, span);
    }

    private DurationExpr operand() throws ParseException {
        Token token = tokens.peek();
        return switch (token.kind()) {
            case NUMBER -> {
                double seconds = Literals.number(tokens.take(), tokens.errors());
                if (Literals.inRange(seconds)) {
                    yield new DurationExpr.Literal(seconds, false, token.span());
                }
                tokens.errors().add(token.span(), "duration out of range");
                yield NOTHING;
            }
            case DURATION -> {
                double seconds = Literals.duration(tokens.take(), tokens.errors());
                yield new DurationExpr.Literal(seconds, true, token.span());
            }
            case STEP -> new DurationExpr.Step(emptyCall());
            case RANGE -> new DurationExpr.Range(emptyCall());
            case LEFT_PAREN -> {
                tokens.take();
                DurationExpr inner = expression();
                Token close = tokens.expect(TokenKind.RIGHT_PAREN, context, expected);
                yield new DurationExpr.Paren(inner, token.span().to(close.span()));
            }
            case IDENTIFIER -> {
                if (token.text().equalsIgnoreCase("min_of")
                        || token.text().equalsIgnoreCase("max_of")) {
                    yield extreme(tokens.take());
                }
                throw tokens.unexpected(context, expected);
            }
            default -> throw tokens.unexpected(context, expected);
        };
    }

    private Span emptyCall() throws ParseException {
        Token name = tokens.take();
        tokens.expect(TokenKind.LEFT_PAREN, context, expected);
        Token close = tokens.expect(TokenKind.RIGHT_PAREN, context, expected);
        return name.span().to(close.span());
    }

    private DurationExpr extreme(Token name) throws ParseException {
        tokens.expect(TokenKind.LEFT_PAREN, context, expected);
        DurationExpr left = expression();
        tokens.expect(TokenKind.COMMA, context, expected);
        DurationExpr right = expression();
        Token close = tokens.expect(TokenKind.RIGHT_PAREN, context, expected);
        return new DurationExpr.Extreme(
                name.text().equalsIgnoreCase("max_of"), left, right, name.span().to(close.span()));
    }
}
