package io.gnomon.platform.promql.internal.parser;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.labels.Matcher;
import io.gnomon.platform.promql.internal.ast.AggregateOperator;
import io.gnomon.platform.promql.internal.ast.Expr;
import io.gnomon.platform.promql.internal.ast.FunctionSignature;
import io.gnomon.platform.promql.internal.ast.Span;
import io.gnomon.platform.promql.internal.ast.ValueType;
import io.gnomon.platform.promql.internal.ast.VectorMatching;
import io.gnomon.platform.promql.internal.ast.VectorMatching.Cardinality;

import java.util.List;

/** Refuses expressions whose parts do not fit together. */
final class TypeCheck {
    private TypeCheck() {}

    static void check(Expr expr) throws ParseException {
        switch (expr) {
            case Expr.NumberLiteral n -> {}
            case Expr.StringLiteral s -> {}
            case Expr.VectorSelector v -> selector(v);
            case Expr.MatrixSelector m -> selector(m.selector());
            case Expr.Paren p -> check(p.expr());
            case Expr.Subquery s -> {
                check(s.expr());
                if (s.expr().type() != ValueType.VECTOR) {
                    throw new ParseException(
                            s.span(),
                            "subquery is only allowed on instant vector, got "
                                    + s.expr().type().text()
                                    + " instead");
                }
            }
            case Expr.Unary u -> {
                check(u.expr());
                if (!isNumeric(u.expr())) {
                    throw new ParseException(
                            u.span(),
                            "unary expression only allowed on expressions of type scalar or"
                                    + " instant vector, got \""
                                    + u.expr().type().documented()
                                    + "\"");
                }
            }
            case Expr.Binary b -> binary(b);
            case Expr.Aggregate a -> aggregate(a);
            case Expr.Call c -> call(c);
        }
    }

    private static boolean isNumeric(Expr expr) {
        return expr.type() == ValueType.SCALAR || expr.type() == ValueType.VECTOR;
    }

    private static void expect(Expr expr, ValueType wanted, String context) throws ParseException {
        check(expr);
        if (expr.type() != wanted) {
            throw new ParseException(
                    expr.span(),
                    "expected type "
                            + wanted.documented()
                            + " in "
                            + context
                            + ", got "
                            + expr.type().documented());
        }
    }

    private static void selector(Expr.VectorSelector v) throws ParseException {
        if (!v.name().isEmpty()) {
            for (Matcher matcher : v.matchers().subList(0, v.matchers().size() - 1)) {
                if (matcher.name().equals(Labels.METRIC_NAME)) {
                    throw new ParseException(
                            v.span(),
                            "metric name must not be set twice: "
                                    + GoQuote.string(v.name())
                                    + " or "
                                    + GoQuote.string(matcher.value()));
                }
            }
        } else if (v.matchers().stream().allMatch(Matcher::matchesEmpty)) {
            throw new ParseException(
                    v.span(), "vector selector must contain at least one non-empty matcher");
        }
    }

    private static void aggregate(Expr.Aggregate a) throws ParseException {
        expect(a.expr(), ValueType.VECTOR, "aggregation expression");
        if (a.param() != null) {
            expect(
                    a.param(),
                    a.operator() == AggregateOperator.COUNT_VALUES
                            ? ValueType.STRING
                            : ValueType.SCALAR,
                    "aggregation parameter");
        }
    }

    private static void binary(Expr.Binary b) throws ParseException {
        check(b.left());
        check(b.right());
        VectorMatching matching = b.matching();
        boolean vectors =
                b.left().type() == ValueType.VECTOR && b.right().type() == ValueType.VECTOR;
        if (b.returnBool() && !b.operator().isComparison()) {
            throw new ParseException(
                    operator(b), "bool modifier can only be used on comparison operators");
        }
        if (b.operator().isComparison()
                && !b.returnBool()
                && b.left().type() == ValueType.SCALAR
                && b.right().type() == ValueType.SCALAR) {
            throw new ParseException(
                    operator(b), "comparisons between scalars must use BOOL modifier");
        }
        if (matching.on()) {
            for (String label : matching.labels()) {
                if (matching.include().contains(label)) {
                    throw new ParseException(
                            operator(b),
                            "label "
                                    + GoQuote.string(label)
                                    + " must not occur in ON and GROUP clause at once");
                }
            }
        }
        for (Expr side : List.of(b.left(), b.right())) {
            if (!isNumeric(side)) {
                throw new ParseException(
                        side.span(),
                        "binary expression must contain only scalar and instant vector types");
            }
        }
        if (!vectors) {
            scalarSide(b);
        } else if (b.operator().isSet()) {
            setOperator(b);
        }
    }

    /** As in Prometheus this range ends on the last character, not behind it. */
    private static Span operator(Expr.Binary b) {
        return b.operatorSpan().endingAt(b.operatorSpan().end() - 1);
    }

    private static void scalarSide(Expr.Binary b) throws ParseException {
        if (!b.matching().labels().isEmpty()) {
            throw new ParseException(
                    b.span(), "vector matching only allowed between instant vectors");
        }
        if (b.matching().fills()) {
            throw new ParseException(
                    b.span(), "filling in missing series only allowed between instant vectors");
        }
        if (b.operator().isSet()) {
            throw new ParseException(
                    b.span(),
                    "set operator \""
                            + b.operator().text()
                            + "\" not allowed in binary scalar expression");
        }
    }

    private static void setOperator(Expr.Binary b) throws ParseException {
        if (b.matching().grouped()) {
            throw new ParseException(
                    b.span(), "no grouping allowed for \"" + b.operator().text() + "\" operation");
        }
        if (b.matching().cardinality() != Cardinality.MANY_TO_MANY) {
            throw new ParseException(b.span(), "set operations must always be many-to-many");
        }
        if (b.matching().fills()) {
            throw new ParseException(
                    b.span(), "filling in missing series not allowed for set operators");
        }
    }

    private static void call(Expr.Call c) throws ParseException {
        FunctionSignature f = c.function();
        int declared = f.arguments().size();
        int given = c.args().size();
        if (f.variadic() == 0 && declared != given) {
            throw count(c, "expected " + declared);
        }
        if (f.variadic() != 0 && given < declared - 1) {
            throw count(c, "expected at least " + (declared - 1));
        }
        if (f.variadic() > 0 && given > declared - 1 + f.variadic()) {
            throw count(c, "expected at most " + (declared - 1 + f.variadic()));
        }
        boolean info = f.name().equals("info");
        for (int i = 0; i < given; i++) {
            Expr arg = c.args().get(i);
            ValueType wanted = f.arguments().get(Math.min(i, declared - 1));
            if (info && i == 1) {
                dataLabels(arg);
            } else {
                expect(arg, wanted, "call to function " + GoQuote.string(f.name()));
            }
        }
    }

    /** The second argument of info() is a selector that only names labels. */
    private static void dataLabels(Expr arg) throws ParseException {
        if (!(arg instanceof Expr.VectorSelector selector)) {
            throw new ParseException(arg.span(), "expected label selectors only");
        }
        if (!selector.name().isEmpty()) {
            throw new ParseException(
                    arg.span(), "expected label selectors only, got vector selector instead");
        }
    }

    private static ParseException count(Expr.Call c, String expected) {
        return new ParseException(
                c.span(),
                expected
                        + " argument(s) in call to "
                        + GoQuote.string(c.function().name())
                        + ", got "
                        + c.args().size());
    }
}
