package io.gnomon.platform.promql.internal;

import io.gnomon.platform.promql.internal.ast.Expr;
import io.gnomon.platform.promql.internal.ast.Timing;
import io.gnomon.platform.promql.internal.parser.ParseException;
import io.gnomon.platform.promql.internal.parser.ParserOptions;
import io.gnomon.platform.promql.internal.parser.Printer;
import io.gnomon.platform.promql.internal.parser.PromqlParser;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Puts {@code @ time} on every selector and subquery of a query that has none. */
final class PinnedQuery {
    /** What they answer depends on when the query is evaluated. */
    private static final Set<String> OF_TIME =
            Set.of(
                    "days_in_month",
                    "day_of_month",
                    "day_of_week",
                    "day_of_year",
                    "hour",
                    "minute",
                    "month",
                    "year",
                    "predict_linear",
                    "time",
                    "timestamp",
                    "start",
                    "end",
                    "step",
                    "range");

    private final Timing.At at;
    private boolean ofTime;

    private PinnedQuery(long timeMillis) {
        this.at = new Timing.At.Fixed(timeMillis);
    }

    /** Null when the query cannot be evaluated at another time. */
    static @Nullable String of(String query, long timeMillis) {
        try {
            Expr expr = PromqlParser.parse(query, ParserOptions.ALL);
            PinnedQuery pinned = new PinnedQuery(timeMillis);
            String text = Printer.print(pinned.pin(expr));
            return pinned.ofTime ? null : text;
        } catch (ParseException e) {
            return null;
        }
    }

    private Timing pin(Timing timing) {
        return timing.at() == null ? timing.withAt(at) : timing;
    }

    private Expr pin(Expr expr) {
        return switch (expr) {
            case Expr.VectorSelector v ->
                    new Expr.VectorSelector(
                            v.name(), v.matchers(), pin(v.timing()), v.extension(), v.span());
            case Expr.MatrixSelector m ->
                    new Expr.MatrixSelector(
                            (Expr.VectorSelector) pin(m.selector()), m.range(), m.span());
            case Expr.Subquery s ->
                    new Expr.Subquery(s.expr(), s.range(), s.step(), pin(s.timing()), s.span());
            case Expr.Paren p -> new Expr.Paren(pin(p.expr()), p.span());
            case Expr.Unary u -> new Expr.Unary(u.negative(), pin(u.expr()), u.span());
            case Expr.Binary b ->
                    new Expr.Binary(
                            b.operator(),
                            pin(b.left()),
                            pin(b.right()),
                            b.returnBool(),
                            b.matching(),
                            b.operatorSpan());
            case Expr.Aggregate a ->
                    new Expr.Aggregate(
                            a.operator(),
                            a.param() == null ? null : pin(a.param()),
                            pin(a.expr()),
                            a.grouping(),
                            a.without(),
                            a.span());
            case Expr.Call c -> {
                ofTime |= OF_TIME.contains(c.function().name());
                List<Expr> args = new ArrayList<>();
                for (Expr arg : c.args()) {
                    // The second argument of info() is no selector, it only looks like one.
                    boolean labels = c.function().name().equals("info") && !args.isEmpty();
                    args.add(labels ? arg : pin(arg));
                }
                yield new Expr.Call(c.function(), args, c.span());
            }
            case Expr.NumberLiteral n -> n;
            case Expr.StringLiteral s -> s;
        };
    }
}
