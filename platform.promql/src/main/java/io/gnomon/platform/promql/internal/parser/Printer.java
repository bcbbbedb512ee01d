package io.gnomon.platform.promql.internal.parser;

import io.gnomon.model.labels.LabelNames;
import io.gnomon.model.labels.Labels;
import io.gnomon.model.labels.Matcher;
import io.gnomon.model.text.Durations;
import io.gnomon.model.text.GoNumbers;
import io.gnomon.platform.promql.internal.ast.DurationExpr;
import io.gnomon.platform.promql.internal.ast.Expr;
import io.gnomon.platform.promql.internal.ast.RawText;
import io.gnomon.platform.promql.internal.ast.Timing;
import io.gnomon.platform.promql.internal.ast.VectorMatching;
import io.gnomon.platform.promql.internal.ast.VectorMatching.Cardinality;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Prints an expression on one line, in Prometheus's normal form. */
public final class Printer {
    private final StringBuilder out = new StringBuilder();

    private Printer() {}

    public static String print(Expr expr) {
        Printer printer = new Printer();
        printer.expr(expr);
        return RawText.escaped(printer.out.toString());
    }

    private void expr(Expr expr) {
        switch (expr) {
            case Expr.NumberLiteral n ->
                    out.append(
                            n.duration()
                                    ? Durations.format(Math.round(n.value() * 1000))
                                    : GoNumbers.plain(n.value()));
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
                out.append('[').append(topLevel(s.range())).append(':');
                DurationExpr step = s.step();
                if (step != null) {
                    out.append(topLevel(step));
                }
                out.append(']');
                timing(s.timing());
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
                expr(b.left());
                out.append(' ').append(b.operator().text()).append(b.returnBool() ? " bool" : "");
                matching(b.matching());
                out.append(' ');
                expr(b.right());
            }
            case Expr.Aggregate a -> aggregate(a);
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

    private void aggregate(Expr.Aggregate a) {
        out.append(a.operator().text());
        if (a.without() || !a.grouping().isEmpty()) {
            out.append(a.without() ? " without " : " by ");
            labels(a.grouping());
            out.append(' ');
        }
        out.append('(');
        Expr param = a.param();
        if (param != null) {
            expr(param);
            out.append(", ");
        }
        expr(a.expr());
        out.append(')');
    }

    private void labels(List<String> labels) {
        out.append('(');
        for (int i = 0; i < labels.size(); i++) {
            out.append(i > 0 ? ", " : "");
            if (LabelNames.isLegacyLabelName(labels.get(i))) {
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
        if (!matchers.isEmpty()) {
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
                    out.append(" @ ").append(String.format("%.3f", f.timeMillis() / 1000.0));
            case Timing.At.Start s -> out.append(" @ start()");
            case Timing.At.End e -> out.append(" @ end()");
        }
    }

    /** A literal alone is a duration, whether it was written with units or not. */
    private static String topLevel(DurationExpr duration) {
        return duration instanceof DurationExpr.Literal literal
                ? Durations.format(Math.round(literal.seconds() * 1000))
                : inner(duration);
    }

    private static String inner(DurationExpr duration) {
        return switch (duration) {
            case DurationExpr.Literal l ->
                    l.unit()
                            ? Durations.format(Math.round(l.seconds() * 1000))
                            : GoNumbers.plain(l.seconds());
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
