package io.gnomon.platform.promql.internal.parser;

import io.gnomon.model.labels.Matcher;
import io.gnomon.platform.promql.internal.ast.AggregateOperator;
import io.gnomon.platform.promql.internal.ast.BinaryOperator;
import io.gnomon.platform.promql.internal.ast.DurationExpr;
import io.gnomon.platform.promql.internal.ast.Expr;
import io.gnomon.platform.promql.internal.ast.FunctionSignature;
import io.gnomon.platform.promql.internal.ast.Span;
import io.gnomon.platform.promql.internal.ast.Timing;
import io.gnomon.platform.promql.internal.ast.ValueType;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads a query: recursive descent for everything but binary operators, precedence climbing for
 * those. Each method reads one construct and leaves the stream behind it.
 */
public final class PromqlParser {
    private static final String NO_ARGUMENTS = "no arguments for aggregate expression provided";

    private final ParseErrors errors = new ParseErrors();
    private final TokenStream tokens;
    private final ParserOptions options;
    private final Modifiers modifiers;

    /** Aggregations whose arguments are being read. */
    private int openAggregations;

    private PromqlParser(String query, ParserOptions options) {
        this.tokens = new TokenStream(query, errors);
        this.options = options;
        this.modifiers = new Modifiers(errors, options);
    }

    /** The syntax tree of a query, types checked. */
    public static Expr parse(String query, ParserOptions options) throws ParseException {
        PromqlParser parser = new PromqlParser(query, options);
        if (parser.tokens.at(TokenKind.END_OF_INPUT)) {
            throw parser.errors.stop(Span.NONE, "no expression found in input");
        }
        return parser.whole(parser.binary(1));
    }

    /** Makes sure that nothing follows and that the types fit together. */
    private <E extends Expr> E whole(E expr) throws ParseException {
        if (!tokens.at(TokenKind.END_OF_INPUT)) {
            throw unexpected();
        }
        errors.throwIfAny();
        Span excess = TreeHeight.excess(expr);
        if (excess != null) {
            throw errors.stop(excess, TokenStream.TOO_DEEP);
        }
        new TypeCheck(errors).check(expr);
        errors.throwIfAny();
        return expr;
    }

    /** The current token begins nothing and ends nothing. */
    private ParseException unexpected() {
        if (openAggregations == 0) {
            return tokens.unexpected("", "");
        }
        tokens.unexpected("aggregation", "");
        return errors.stop(Span.NONE, NO_ARGUMENTS);
    }

    /** Conditions of a vector selector that stands alone, as in match[]. */
    public static List<Matcher> parseSelector(String text) throws ParseException {
        PromqlParser parser = new PromqlParser(text, ParserOptions.STABLE);
        Token name = parser.tokens.peek().kind().canNameMetric() ? parser.tokens.take() : null;
        if (name == null && !parser.tokens.at(TokenKind.LEFT_BRACE)) {
            throw parser.unexpected();
        }
        return parser.whole(new SelectorParser(parser.tokens).selector(name)).matchers();
    }

    private Expr binary(int minPrecedence) throws ParseException {
        tokens.enter();
        Expr left = unary();
        while (true) {
            BinaryOperator operator = tokens.peek().kind().operator();
            if (operator == null || operator.precedence() < minPrecedence) {
                tokens.leave();
                return left;
            }
            Span operatorSpan = tokens.take().span();
            MatchingParser.Modifiers matching =
                    new MatchingParser(tokens, options).modifiers(operatorSpan);
            Expr right = binary(operator.precedence() + (operator.rightAssociative() ? 0 : 1));
            left =
                    new Expr.Binary(
                            operator,
                            left,
                            right,
                            matching.returnBool(),
                            operator.isSet() ? matching.ofSetOperator() : matching.matching(),
                            matching.span());
        }
    }

    private Expr unary() throws ParseException {
        Token sign = tokens.peek();
        boolean negative = sign.kind() == TokenKind.SUB;
        if (!negative && sign.kind() != TokenKind.ADD) {
            return postfix(primary());
        }
        tokens.take();
        Expr operand = binary(BinaryOperator.UNARY_PRECEDENCE + 1);
        Span span = sign.span().to(operand.span());
        if (operand instanceof Expr.NumberLiteral number) {
            double value = negative ? -number.value() : number.value();
            return new Expr.NumberLiteral(value, number.duration(), span);
        }
        return new Expr.Unary(negative, operand, span);
    }

    private Expr primary() throws ParseException {
        Token token = tokens.peek();
        return switch (token.kind()) {
            case NUMBER ->
                    new Expr.NumberLiteral(
                            Literals.number(tokens.take(), errors), false, token.span());
            case DURATION ->
                    new Expr.NumberLiteral(
                            Literals.duration(tokens.take(), errors), true, token.span());
            case STRING -> new Expr.StringLiteral(Literals.string(tokens.take()), token.span());
            case LEFT_PAREN -> {
                tokens.take();
                Expr inner = binary(1);
                if (!tokens.at(TokenKind.RIGHT_PAREN)) {
                    throw unexpected();
                }
                yield new Expr.Paren(inner, token.span().to(tokens.take().span()));
            }
            case LEFT_BRACE -> new SelectorParser(tokens).selector(null);
            case AGGREGATE -> {
                tokens.take();
                yield switch (tokens.peek().kind()) {
                    case LEFT_PAREN, BY, WITHOUT -> aggregate(token);
                    default -> new SelectorParser(tokens).selector(token);
                };
            }
            default -> {
                if (!token.kind().canNameMetric()) {
                    throw unexpected();
                }
                tokens.take();
                boolean callable =
                        token.kind() == TokenKind.IDENTIFIER
                                || token.kind().group() == TokenKind.Group.PREPROCESSOR;
                yield callable && tokens.at(TokenKind.LEFT_PAREN)
                        ? call(token)
                        : new SelectorParser(tokens).selector(token);
            }
        };
    }

    private Expr call(Token name) throws ParseException {
        List<Expr> args = arguments();
        FunctionSignature function = Functions.find(name.text());
        if (function == null) {
            errors.add(name.span(), "unknown function with name " + GoQuote.string(name.text()));
            function = new FunctionSignature(name.text(), List.of(), -1, ValueType.VECTOR, false);
        } else if (function.experimental() && !options.functions()) {
            errors.add(name.span(), "function " + GoQuote.string(name.text()) + " is not enabled");
        }
        return new Expr.Call(function, args, name.span().endingAt(tokens.lastClosing()));
    }

    private List<Expr> arguments() throws ParseException {
        tokens.take();
        List<Expr> args = new ArrayList<>();
        if (!tokens.at(TokenKind.RIGHT_PAREN)) {
            args.add(binary(1));
            while (tokens.at(TokenKind.COMMA)) {
                Token comma = tokens.take();
                if (!tokens.peek().kind().beginsExpression()) {
                    errors.add(comma.span(), "trailing commas not allowed in function call args");
                    break;
                }
                args.add(binary(1));
            }
            if (!tokens.at(TokenKind.RIGHT_PAREN)) {
                throw unexpected();
            }
        }
        tokens.take();
        return List.copyOf(args);
    }

    private Expr aggregate(Token name) throws ParseException {
        AggregateOperator operator =
                AggregateOperator.valueOf(name.text().toUpperCase(Locale.ROOT));
        LabelList grouping = grouping();
        openAggregations++;
        if (!tokens.at(TokenKind.LEFT_PAREN)) {
            throw unexpected();
        }
        List<Expr> args = arguments();
        openAggregations--;
        if (grouping == null) {
            grouping = grouping();
        }
        Span span = name.span().endingAt(tokens.lastClosing());
        if (args.isEmpty()) {
            errors.add(span, NO_ARGUMENTS);
            return new Expr.NumberLiteral(Double.NaN, false, span);
        }
        if (operator.experimental() && !options.functions()) {
            errors.add(
                    span,
                    operator.text()
                            + "() is experimental and must be enabled with"
                            + " --enable-feature=promql-experimental-functions");
        }
        int expected = operator.hasParameter() ? 2 : 1;
        if (args.size() != expected) {
            errors.add(
                    span,
                    "wrong number of arguments for aggregate expression provided, expected "
                            + expected
                            + ", got "
                            + args.size());
        }
        return new Expr.Aggregate(
                operator,
                operator.hasParameter() && args.size() > 1 ? args.getFirst() : null,
                args.getLast(),
                grouping == null ? List.of() : grouping.names,
                grouping != null && grouping.without,
                span);
    }

    private record LabelList(List<String> names, boolean without) {}

    private @Nullable LabelList grouping() throws ParseException {
        boolean without = tokens.at(TokenKind.WITHOUT);
        if (!without && !tokens.at(TokenKind.BY)) {
            return null;
        }
        tokens.take();
        return new LabelList(MatchingParser.labels(tokens), without);
    }

    /** Everything that may follow an operand and binds tighter than any operator. */
    private Expr postfix(Expr operand) throws ParseException {
        Expr expr = operand;
        while (true) {
            switch (tokens.peek().kind()) {
                case LEFT_BRACKET -> expr = brackets(expr);
                case OFFSET -> {
                    tokens.take();
                    expr =
                            modifiers.offset(
                                    expr,
                                    DurationParser.ofOffset(tokens).signedOperand(),
                                    tokens.lastClosing());
                }
                case AT -> {
                    tokens.take();
                    expr = at(expr);
                }
                case ANCHORED -> {
                    tokens.take();
                    expr = modifiers.extend(expr, Expr.Extension.ANCHORED);
                }
                case SMOOTHED -> {
                    tokens.take();
                    expr = modifiers.extend(expr, Expr.Extension.SMOOTHED);
                }
                default -> {
                    return expr;
                }
            }
        }
    }

    private Expr at(Expr expr) throws ParseException {
        Token token = tokens.peek();
        if (token.kind() == TokenKind.START || token.kind() == TokenKind.END) {
            tokens.take();
            tokens.expect(TokenKind.LEFT_PAREN, "@", "timestamp");
            tokens.expect(TokenKind.RIGHT_PAREN, "@", "timestamp");
            return modifiers.at(
                    expr,
                    token.kind() == TokenKind.START ? new Timing.At.Start() : new Timing.At.End(),
                    tokens.lastClosing());
        }
        boolean negative = tokens.accept(TokenKind.SUB);
        if (!negative) {
            tokens.accept(TokenKind.ADD);
        }
        double seconds;
        if (tokens.at(TokenKind.NUMBER)) {
            seconds = Literals.number(tokens.take(), errors);
        } else if (tokens.at(TokenKind.DURATION)) {
            seconds = Literals.duration(tokens.take(), errors);
        } else {
            throw tokens.unexpected("@", "timestamp");
        }
        return modifiers.at(
                expr,
                modifiers.timestamp(expr, negative ? -seconds : seconds),
                tokens.lastClosing());
    }

    private Expr brackets(Expr expr) throws ParseException {
        Token open = tokens.take();
        DurationExpr range = positive(DurationParser.ofRange(tokens));
        if (tokens.accept(TokenKind.COLON)) {
            DurationExpr step =
                    tokens.at(TokenKind.RIGHT_BRACKET)
                            ? null
                            : positive(DurationParser.ofStep(tokens));
            Token close = tokens.expect(TokenKind.RIGHT_BRACKET, "subquery selector", "\"]\"");
            return new Expr.Subquery(expr, range, step, Timing.NOW, expr.span().to(close.span()));
        }
        Token close = tokens.expect(TokenKind.RIGHT_BRACKET, "subquery or range", "\":\" or \"]\"");
        Expr.VectorSelector selector = modifiers.ranged(expr, open.span().to(close.span()));
        return new Expr.MatrixSelector(selector, range, expr.span().to(close.span()));
    }

    private DurationExpr positive(DurationParser durations) throws ParseException {
        DurationExpr duration = durations.expression();
        modifiers.checkPositive(duration);
        return duration;
    }
}
