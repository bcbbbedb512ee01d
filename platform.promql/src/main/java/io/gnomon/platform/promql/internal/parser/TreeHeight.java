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
     * Levels that a tree may have; those of a chain of operators count half. A thread's usual stack
     * of 1 MiB suffices for at least 750 levels of the hungriest kind, nested subqueries, from the
     * parser to the operators, and for a chain of 1000.
     */
    static final int MAX = 500;

    /**
     * An expression or a duration.
     *
     * @param height twice the levels above it
     */
    private record Node(Object expr, int height) {}

    private final Deque<Node> open = new ArrayDeque<>();

    private TreeHeight() {}

    /** Where the tree is too high, null if it is not. */
    static @Nullable Span excess(Expr root) {
        TreeHeight walk = new TreeHeight();
        walk.open.push(new Node(root, 2));
        while (!walk.open.isEmpty()) {
            Node node = walk.open.pop();
            if (node.height > 2 * MAX) {
                return start(node.expr);
            }
            walk.children(node);
        }
        return null;
    }

    private void children(Node node) {
        int height = node.height + 2;
        switch (node.expr) {
            case Expr.VectorSelector v -> timing(v.timing(), height);
            case Expr.MatrixSelector m -> {
                timing(m.selector().timing(), height);
                push(height, m.range());
            }
            case Expr.Subquery s -> {
                timing(s.timing(), height);
                push(height, s.range());
                if (s.step() != null) {
                    push(height, s.step());
                }
                push(height, s.expr());
            }
            case Expr.Paren p -> push(height, p.expr());
            case Expr.Unary u -> push(height, u.expr());
            case Expr.Binary b -> {
                push(height, b.right());
                push(height - 1, b.left());
            }
            case Expr.Aggregate a -> {
                if (a.param() != null) {
                    push(height, a.param());
                }
                push(height, a.expr());
            }
            case Expr.Call c -> c.args().forEach(arg -> push(height, arg));
            case DurationExpr.Negate n -> push(height, n.operand());
            case DurationExpr.Paren p -> push(height, p.inner());
            case DurationExpr.Binary b -> {
                push(height, b.right());
                push(height - 1, b.left());
            }
            case DurationExpr.Extreme e -> push(height, e.right(), e.left());
            default -> {}
        }
    }

    private void timing(Timing timing, int height) {
        if (timing.offset() != null) {
            push(height, timing.offset());
        }
    }

    private void push(int height, Object... nodes) {
        for (Object node : nodes) {
            open.push(new Node(node, height));
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
