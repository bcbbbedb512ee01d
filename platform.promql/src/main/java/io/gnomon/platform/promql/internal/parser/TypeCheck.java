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

/** Notes where the parts of an expression do not fit together. */
final class TypeCheck {
    private final ParseErrors errors;

    TypeCheck(ParseErrors errors) {
        this.errors = errors;
    }

    void check(Expr expr) {
        switch (expr) {
            case Expr.NumberLiteral n -> {}
            case Expr.StringLiteral s -> {}
            case Expr.VectorSelector v -> selector(v);
            case Expr.MatrixSelector m -> selector(m.selector());
            case Expr.Paren p -> check(p.expr());
            case Expr.Subquery s -> {
                check(s.expr());
                if (s.expr().type() != ValueType.VECTOR) {
                    errors.add(
                            s.span(),
                            "subquery is only allowed on instant vector, got "
                                    + s.expr().type().text()
                                    + " instead");
                }
            }
            case Expr.Unary u -> {
                check(u.expr());
                if (!isNumeric(u.expr())) {
                    errors.add(
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

    private void expect(Expr expr, ValueType wanted, String context) {
        check(expr);
        if (expr.type() != wanted) {
            errors.add(
                    expr.span(),
                    "expected type "
                            + wanted.documented()
                            + " in "
                            + context
                            + ", got "
                            + expr.type().documented());
        }
    }

    private void selector(Expr.VectorSelector v) {
        if (!v.name().isEmpty()) {
            for (Matcher matcher : v.matchers().subList(0, v.matchers().size() - 1)) {
                if (matcher.name().equals(Labels.METRIC_NAME)) {
                    errors.add(
                            v.span(),
                            "metric name must not be set twice: "
                                    + GoQuote.string(v.name())
                                    + " or "
                                    + GoQuote.string(matcher.value()));
                }
            }
        } else if (v.matchers().stream().allMatch(Matcher::matchesEmpty)) {
            errors.add(v.span(), "vector selector must contain at least one non-empty matcher");
        }
    }

    private void aggregate(Expr.Aggregate a) {
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

    private void binary(Expr.Binary b) {
        check(b.left());
        check(b.right());
        VectorMatching matching = b.matching();
        boolean vectors =
                b.left().type() == ValueType.VECTOR && b.right().type() == ValueType.VECTOR;
        if (b.returnBool() && !b.operator().isComparison()) {
            errors.add(operator(b), "bool modifier can only be used on comparison operators");
        }
        if (b.operator().isComparison()
                && !b.returnBool()
                && b.left().type() == ValueType.SCALAR
                && b.right().type() == ValueType.SCALAR) {
            errors.add(operator(b), "comparisons between scalars must use BOOL modifier");
        }
        if (matching.on()) {
            for (String label : matching.labels()) {
                if (matching.include().contains(label)) {
                    errors.add(
                            operator(b),
                            "label "
                                    + GoQuote.string(label)
                                    + " must not occur in ON and GROUP clause at once");
                }
            }
        }
        for (Expr side : List.of(b.left(), b.right())) {
            if (!isNumeric(side)) {
                errors.add(
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

    private void scalarSide(Expr.Binary b) {
        if (!b.matching().labels().isEmpty()) {
            errors.add(b.span(), "vector matching only allowed between instant vectors");
        }
        if (b.matching().fills()) {
            errors.add(b.span(), "filling in missing series only allowed between instant vectors");
        }
        boolean scalar =
                b.left().type() == ValueType.SCALAR || b.right().type() == ValueType.SCALAR;
        if (scalar && b.operator().isSet()) {
            errors.add(
                    b.span(),
                    "set operator \""
                            + b.operator().text()
                            + "\" not allowed in binary scalar expression");
        }
    }

    private void setOperator(Expr.Binary b) {
        if (b.matching().grouped()) {
            errors.add(
                    b.span(), "no grouping allowed for \"" + b.operator().text() + "\" operation");
        }
        if (b.matching().cardinality() != Cardinality.MANY_TO_MANY) {
            errors.add(b.span(), "set operations must always be many-to-many");
        }
        if (b.matching().fills()) {
            errors.add(b.span(), "filling in missing series not allowed for set operators");
        }
    }

    private void call(Expr.Call c) {
        FunctionSignature f = c.function();
        int declared = f.arguments().size();
        int given = c.args().size();
        if (f.variadic() == 0 && declared != given) {
            wrongCount(c, "expected " + declared);
        } else if (f.variadic() != 0 && given < declared - 1) {
            wrongCount(c, "expected at least " + (declared - 1));
        } else if (f.variadic() > 0 && given > declared - 1 + f.variadic()) {
            wrongCount(c, "expected at most " + (declared - 1 + f.variadic()));
        }
        boolean info = f.name().equals("info");
        int typed = f.variadic() == 0 ? Math.min(given, declared) : given;
        for (int i = 0; i < typed; i++) {
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
    private void dataLabels(Expr arg) {
        if (!(arg instanceof Expr.VectorSelector selector)) {
            errors.add(arg.span(), "expected label selectors only");
        } else if (!selector.name().isEmpty()) {
            errors.add(arg.span(), "expected label selectors only, got vector selector instead");
        }
    }

    private void wrongCount(Expr.Call c, String expected) {
        errors.add(
                c.span(),
                expected
                        + " argument(s) in call to "
                        + GoQuote.string(c.function().name())
                        + ", got "
                        + c.args().size());
    }
}
