package io.gnomon.platform.promql.internal.parser;

import io.gnomon.platform.promql.internal.ast.DurationExpr;
import io.gnomon.platform.promql.internal.ast.Expr;
import io.gnomon.platform.promql.internal.ast.Span;
import io.gnomon.platform.promql.internal.ast.Timing;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Finds trees that are too high for those who walk them by recursion. Long chains of operators make
 * such trees without any nesting in the text. This walk itself needs no stack.
 */
final class TreeHeight {
    /**
     * Levels that a tree may have. A thread's usual stack of 1 MiB suffices for at least 750 levels
     * of the hungriest kind, nested subqueries, from the parser to the operators.
     */
    static final int MAX = 500;

    private record Node(Object expr, int level) {}

    private final Deque<Node> open = new ArrayDeque<>();

    private TreeHeight() {}

    /** Where the tree is too high, null if it is not. */
    static @Nullable Span excess(Expr root) {
        TreeHeight walk = new TreeHeight();
        walk.open.push(new Node(root, 1));
        while (!walk.open.isEmpty()) {
            Node node = walk.open.pop();
            if (node.level > MAX) {
                return start(node.expr);
            }
            walk.children(node);
        }
        return null;
    }

    private void children(Node node) {
        int level = node.level + 1;
        switch (node.expr) {
            case Expr.VectorSelector v -> timing(v.timing(), level);
            case Expr.MatrixSelector m -> {
                timing(m.selector().timing(), level);
                push(level, m.range());
            }
            case Expr.Subquery s -> {
                timing(s.timing(), level);
                push(level, s.range());
                if (s.step() != null) {
                    push(level, s.step());
                }
                push(level, s.expr());
            }
            case Expr.Paren p -> push(level, p.expr());
            case Expr.Unary u -> push(level, u.expr());
            case Expr.Binary b -> push(level, b.right(), b.left());
            case Expr.Aggregate a -> {
                if (a.param() != null) {
                    push(level, a.param());
                }
                push(level, a.expr());
            }
            case Expr.Call c -> c.args().forEach(arg -> push(level, arg));
            case DurationExpr.Negate n -> push(level, n.operand());
            case DurationExpr.Paren p -> push(level, p.inner());
            case DurationExpr.Binary b -> push(level, b.right(), b.left());
            case DurationExpr.Extreme e -> push(level, e.right(), e.left());
            default -> {}
        }
    }

    private void timing(Timing timing, int level) {
        if (timing.offset() != null) {
            push(level, timing.offset());
        }
    }

    private void push(int level, Object... nodes) {
        for (Object node : nodes) {
            open.push(new Node(node, level));
        }
    }

    /** Without recursion, unlike the span of a chain of operators. */
    private static Span start(Object node) {
        Object at = node;
        while (true) {
            switch (at) {
                case Expr.Binary b -> at = b.left();
                case DurationExpr.Binary b -> at = b.left();
                case Expr e -> {
                    return new Span(e.span().start(), e.span().start());
                }
                case DurationExpr d -> {
                    return new Span(d.span().start(), d.span().start());
                }
                default -> throw new IllegalStateException("no expression: " + at);
            }
        }
    }
}
