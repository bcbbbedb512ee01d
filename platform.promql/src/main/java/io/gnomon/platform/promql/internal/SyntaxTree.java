package io.gnomon.platform.promql.internal;

import io.gnomon.model.labels.Matcher;
import io.gnomon.model.text.GoNumbers;
import io.gnomon.platform.promql.internal.ast.DurationExpr;
import io.gnomon.platform.promql.internal.ast.Expr;
import io.gnomon.platform.promql.internal.ast.Expr.Extension;
import io.gnomon.platform.promql.internal.ast.Expr.VectorSelector;
import io.gnomon.platform.promql.internal.ast.FunctionSignature;
import io.gnomon.platform.promql.internal.ast.RawText;
import io.gnomon.platform.promql.internal.ast.Timing;
import io.gnomon.platform.promql.internal.ast.ValueType;
import io.gnomon.platform.promql.internal.ast.VectorMatching;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The tree of a query as plain maps, in the form of Prometheus's {@code /api/v1/parse_query}
 * (web/api/v1/translate_ast.go there): durations in milliseconds; one that is calculated is 0.
 */
final class SyntaxTree {
    private SyntaxTree() {}

    static SortedMap<String, @Nullable Object> of(Expr expr) {
        return switch (expr) {
            case Expr.NumberLiteral n ->
                    node("numberLiteral").with("val", GoNumbers.plain(n.value())).fields;
            case Expr.StringLiteral s ->
                    node("stringLiteral").with("val", RawText.readable(s.value())).fields;
            case VectorSelector v -> selector(node("vectorSelector"), v).fields;
            case Expr.MatrixSelector m ->
                    selector(node("matrixSelector"), m.selector())
                            .with("range", millis(m.range()))
                            .fields;
            case Expr.Subquery s ->
                    timing(node("subquery"), s.timing())
                            .with("expr", of(s.expr()))
                            .with("range", millis(s.range()))
                            .with("step", millis(s.step()))
                            .fields;
            case Expr.Paren p -> node("parenExpr").with("expr", of(p.expr())).fields;
            case Expr.Unary u ->
                    node("unaryExpr")
                            .with("op", u.negative() ? "-" : "+")
                            .with("expr", of(u.expr()))
                            .fields;
            case Expr.Binary b -> binary(b);
            case Expr.Aggregate a ->
                    node("aggregation")
                            .with("op", a.operator().text())
                            .with("param", orNull(a.param()))
                            .with("expr", of(a.expr()))
                            .with("grouping", a.grouping())
                            .with("without", a.without())
                            .fields;
            case Expr.Call c ->
                    node("call")
                            .with("func", function(c.function()))
                            .with("args", c.args().stream().map(SyntaxTree::of).toList())
                            .fields;
        };
    }

    private static @Nullable Object orNull(@Nullable Expr expr) {
        return expr == null ? null : of(expr);
    }

    /** A node, or a part of one. */
    private static final class Node {
        private final SortedMap<String, @Nullable Object> fields = new TreeMap<>();

        Node with(String name, @Nullable Object value) {
            fields.put(name, value);
            return this;
        }
    }

    private static Node node(String type) {
        return new Node().with("type", type);
    }

    private static Node selector(Node node, VectorSelector v) {
        return timing(node, v.timing())
                .with("name", v.name())
                .with("matchers", v.matchers().stream().map(SyntaxTree::matcher).toList())
                .with("anchored", v.extension() == Extension.ANCHORED)
                .with("smoothed", v.extension() == Extension.SMOOTHED);
    }

    private static Map<String, @Nullable Object> matcher(Matcher matcher) {
        return new Node()
                .with("name", matcher.name())
                .with("value", matcher.value())
                .with("type", matcher.type().operator())
                .fields;
    }

    private static Node timing(Node node, Timing timing) {
        Timing.At at = timing.at();
        return node.with("offset", millis(timing.offset()))
                .with("timestamp", at instanceof Timing.At.Fixed fixed ? fixed.timeMillis() : null)
                .with(
                        "startOrEnd",
                        at instanceof Timing.At.Start
                                ? "start"
                                : at instanceof Timing.At.End ? "end" : null);
    }

    private static SortedMap<String, @Nullable Object> binary(Expr.Binary b) {
        boolean vectors =
                b.left().type() == ValueType.VECTOR && b.right().type() == ValueType.VECTOR;
        return node("binaryExpr")
                .with("op", b.operator().text())
                .with("lhs", of(b.left()))
                .with("rhs", of(b.right()))
                .with("bool", b.returnBool())
                .with("matching", vectors ? matching(b.matching()) : null)
                .fields;
    }

    private static Map<String, @Nullable Object> matching(VectorMatching matching) {
        return new Node()
                .with(
                        "card",
                        matching.cardinality().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .with("labels", matching.labels())
                .with("on", matching.on())
                .with("include", matching.include())
                .with(
                        "fillValues",
                        new Node()
                                .with("lhs", matching.fillLeft())
                                .with("rhs", matching.fillRight())
                                .fields)
                .fields;
    }

    private static Map<String, @Nullable Object> function(FunctionSignature function) {
        List<String> types = function.arguments().stream().map(ValueType::text).toList();
        return new Node()
                .with("name", function.name())
                .with("argTypes", types)
                .with("variadic", function.variadic())
                .with("returnType", function.result().text())
                .fields;
    }

    private static long millis(@Nullable DurationExpr duration) {
        return duration instanceof DurationExpr.Literal literal
                ? Math.round(literal.seconds() * 1000)
                : 0;
    }
}
