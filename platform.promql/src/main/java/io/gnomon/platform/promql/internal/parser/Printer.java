package io.gnomon.platform.promql.internal.parser;

import io.gnomon.model.labels.LabelNames;
import io.gnomon.model.labels.Labels;
import io.gnomon.model.labels.Matcher;
import io.gnomon.model.text.Durations;
import io.gnomon.model.text.GoNumbers;
import io.gnomon.platform.promql.internal.ast.BinaryOperator;
import io.gnomon.platform.promql.internal.ast.DurationExpr;
import io.gnomon.platform.promql.internal.ast.Expr;
import io.gnomon.platform.promql.internal.ast.RawText;
import io.gnomon.platform.promql.internal.ast.Timing;
import io.gnomon.platform.promql.internal.ast.ValueType;
import io.gnomon.platform.promql.internal.ast.VectorMatching;
import io.gnomon.platform.promql.internal.ast.VectorMatching.Cardinality;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Prints an expression on one line, in Prometheus's normal form. */
public final class Printer {
    private final StringBuilder out = new StringBuilder();

    /** Longer texts are given up. */
    private final int maxLength;

    private Printer(int maxLength) {
        this.maxLength = maxLength;
    }

    public static String print(Expr expr) {
        return print(printer -> printer.expr(expr));
    }

    /** A part of an expression. */
    static String print(Consumer<Printer> part) {
        Printer printer = new Printer(Integer.MAX_VALUE);
        part.accept(printer);
        return RawText.escaped(printer.out.toString());
    }

    /** The expression, or null as soon as it is seen to be longer. */
    static @Nullable String print(Expr expr, int maxLength) {
        Printer printer = new Printer(maxLength);
        printer.expr(expr);
        return printer.out.length() > maxLength ? null : RawText.escaped(printer.out.toString());
    }

    private void expr(Expr expr) {
        if (out.length() > maxLength) {
            return;
        }
        switch (expr) {
            case Expr.NumberLiteral n ->
                    out.append(n.duration() ? withUnits(n.value()) : GoNumbers.plain(n.value()));
            case Expr.StringLiteral s -> LabelNames.quote(out, s.value());
            case Expr.VectorSelector v -> {
                selector(v);
                if (v.extension() == Expr.Extension.NONE) {
                    timing(v.timing());
                } else {
                    at(v.timing().at());
                    out.append(' ').append(v.extension().text());
                    offset(v.timing().offset());
                }
            }
            case Expr.MatrixSelector m -> {
                selector(m.selector());
                out.append('[').append(topLevel(m.range())).append(']');
                if (m.selector().extension() != Expr.Extension.NONE) {
                    out.append(' ').append(m.selector().extension().text());
                }
                timing(m.selector().timing());
            }
            case Expr.Subquery s -> {
                expr(s.expr());
                subquerySuffix(s);
            }
            case Expr.Paren p -> {
                out.append('(');
                expr(p.expr());
                out.append(')');
            }
            case Expr.Unary u -> {
                out.append(u.negative() ? '-' : '+');
                expr(u.expr());
            }
            case Expr.Binary b -> {
                leftOperand(b);
                out.append(' ');
                operator(b);
                out.append(' ');
                expr(b.right());
            }
            case Expr.Aggregate a -> {
                aggregateHead(a);
                out.append('(');
                Expr param = a.param();
                if (param != null) {
                    expr(param);
                    out.append(", ");
                }
                expr(a.expr());
                out.append(')');
            }
            case Expr.Call c -> {
                out.append(c.function().name()).append('(');
                for (int i = 0; i < c.args().size(); i++) {
                    out.append(i > 0 ? ", " : "");
                    expr(c.args().get(i));
                }
                out.append(')');
            }
        }
    }

    /** A sign before a power would be that of the power. */
    private void leftOperand(Expr.Binary b) {
        if (b.operator() == BinaryOperator.POW
                && b.left() instanceof Expr.NumberLiteral n
                && n.value() == Double.POSITIVE_INFINITY) {
            out.append("Inf");
        } else {
            expr(b.left());
        }
    }

    /** What follows the expression of a subquery. */
    void subquerySuffix(Expr.Subquery s) {
        out.append('[').append(topLevel(s.range())).append(':');
        DurationExpr step = s.step();
        if (step != null) {
            out.append(topLevel(step));
        }
        out.append(']');
        timing(s.timing());
    }

    /** A binary operator with its modifiers. */
    void operator(Expr.Binary b) {
        out.append(b.operator().text()).append(b.returnBool() ? " bool" : "");
        if (b.left().type() == ValueType.VECTOR && b.right().type() == ValueType.VECTOR) {
            matching(b.matching());
        }
    }

    /** What stands before the parenthesis of an aggregation. */
    void aggregateHead(Expr.Aggregate a) {
        out.append(a.operator().text());
        if (a.without() || !a.grouping().isEmpty()) {
            out.append(a.without() ? " without " : " by ");
            labels(a.grouping());
            out.append(' ');
        }
    }

    private void labels(List<String> labels) {
        out.append('(');
        for (int i = 0; i < labels.size(); i++) {
            out.append(i > 0 ? ", " : "");
            if (LabelNames.isLegacyMetricName(labels.get(i))) {
                out.append(labels.get(i));
            } else {
                LabelNames.quote(out, labels.get(i));
            }
        }
        out.append(')');
    }

    private void matching(VectorMatching m) {
        if (m.on() || !m.labels().isEmpty() || m.grouped()) {
            out.append(m.on() ? " on " : " ignoring ");
            labels(m.labels());
        }
        if (m.grouped()) {
            out.append(
                    m.cardinality() == Cardinality.MANY_TO_ONE ? " group_left " : " group_right ");
            labels(m.include());
        }
        Double left = m.fillLeft();
        Double right = m.fillRight();
        if (left != null && left.equals(right)) {
            fill("fill", left);
        } else {
            if (left != null) {
                fill("fill_left", left);
            }
            if (right != null) {
                fill("fill_right", right);
            }
        }
    }

    private void fill(String word, double value) {
        out.append(' ').append(word).append(" (").append(GoNumbers.shortest(value)).append(')');
    }

    private void selector(Expr.VectorSelector v) {
        out.append(v.name());
        List<String> matchers = new ArrayList<>();
        boolean nameSeen = v.name().isEmpty();
        for (Matcher matcher : v.matchers().reversed()) {
            if (!nameSeen && matcher.name().equals(Labels.METRIC_NAME)) {
                nameSeen = true;
            } else {
                matchers.add(matcher.toString());
            }
        }
        if (!matchers.isEmpty() || v.name().isEmpty()) {
            matchers.sort(null);
            out.append('{').append(String.join(",", matchers)).append('}');
        }
    }

    private void timing(Timing timing) {
        at(timing.at());
        offset(timing.offset());
    }

    private void offset(@Nullable DurationExpr offset) {
        if (offset != null
                && !(offset instanceof DurationExpr.Literal literal && literal.seconds() == 0)) {
            out.append(" offset ").append(topLevel(offset));
        }
    }

    private void at(Timing.@Nullable At at) {
        switch (at) {
            case null -> {}
            case Timing.At.Fixed f ->
                    out.append(" @ ")
                            .append(
                                    new BigDecimal(f.timeMillis() / 1000.0)
                                            .setScale(3, RoundingMode.HALF_EVEN)
                                            .toPlainString());
            case Timing.At.Start s -> out.append(" @ start()");
            case Timing.At.End e -> out.append(" @ end()");
        }
    }

    /** A literal alone is a duration, whether it was written with units or not. */
    private static String topLevel(DurationExpr duration) {
        return duration instanceof DurationExpr.Literal literal
                ? withUnits(literal.seconds())
                : inner(duration);
    }

    /** A number of seconds as a duration; without units if it is no number of milliseconds. */
    private static String withUnits(double seconds) {
        long millis = Math.round(seconds * 1000);
        if (millis / 1000.0 != seconds) {
            return GoNumbers.plain(seconds);
        }
        return millis == 0 && 1 / seconds < 0 ? "-0s" : Durations.format(millis);
    }

    private static String inner(DurationExpr duration) {
        return switch (duration) {
            case DurationExpr.Literal l ->
                    l.unit() ? withUnits(l.seconds()) : GoNumbers.plain(l.seconds());
            case DurationExpr.Step s -> "step()";
            case DurationExpr.Range r -> "range()";
            case DurationExpr.Negate n -> "-" + inner(n.operand());
            case DurationExpr.Paren p -> "(" + inner(p.inner()) + ")";
            case DurationExpr.Binary b ->
                    inner(b.left()) + " " + b.operator().text() + " " + inner(b.right());
            case DurationExpr.Extreme e ->
                    (e.max() ? "max_of(" : "min_of(")
                            + inner(e.left())
                            + ", "
                            + inner(e.right())
                            + ")";
        };
    }
}
