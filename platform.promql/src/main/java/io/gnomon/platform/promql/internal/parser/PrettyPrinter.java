package io.gnomon.platform.promql.internal.parser;

import io.gnomon.platform.promql.internal.ast.Expr;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Prints an expression as Prometheus formats it: what fits stays on one line, what does not is cut
 * at its operator, its arguments or its parentheses, and its parts are indented by two spaces more.
 */
public final class PrettyPrinter {
    /** UTF-8 bytes that one line may have where it can be cut. */
    public static final int LINE_BYTES = 100;

    private static final String INDENT = "  ";

    private final int lineBytes;
    private final StringBuilder out = new StringBuilder();

    private PrettyPrinter(int lineBytes) {
        this.lineBytes = lineBytes;
    }

    public static String print(Expr expr) {
        return print(expr, LINE_BYTES);
    }

    static String print(Expr expr, int lineBytes) {
        PrettyPrinter printer = new PrettyPrinter(lineBytes);
        printer.expr(expr, 0);
        return printer.out.toString();
    }

    /** The expression as lines of their own, the first and all others indented by the level. */
    private void expr(Expr expr, int level) {
        if (fits(expr)) {
            indent(level).append(Printer.print(expr));
            return;
        }
        switch (expr) {
            case Expr.Aggregate a -> {
                Expr param = a.param();
                block(
                        Printer.print(p -> p.aggregateHead(a)),
                        param == null ? List.of(a.expr()) : List.of(param, a.expr()),
                        level);
            }
            case Expr.Call c when !c.args().isEmpty() ->
                    block(c.function().name(), c.args(), level);
            case Expr.Paren p -> block("", List.of(p.expr()), level);
            case Expr.Binary b -> {
                expr(b.left(), level + 1);
                out.append('\n');
                indent(level).append(Printer.print(p -> p.operator(b))).append('\n');
                expr(b.right(), level + 1);
            }
            case Expr.Subquery s -> {
                expr(s.expr(), level);
                out.append(Printer.print(p -> p.subquerySuffix(s)));
            }
            case Expr.Unary u -> {
                int start = out.length();
                expr(u.expr(), level);
                unindent(start);
                out.insert(start, INDENT.repeat(level) + (u.negative() ? '-' : '+'));
            }
            default -> indent(level).append(Printer.print(expr));
        }
    }

    private void block(String head, List<Expr> parts, int level) {
        indent(level).append(head).append("(\n");
        for (int i = 0; i < parts.size(); i++) {
            out.append(i > 0 ? ",\n" : "");
            expr(parts.get(i), level + 1);
        }
        out.append('\n');
        indent(level).append(')');
    }

    private StringBuilder indent(int level) {
        return out.repeat(INDENT, level);
    }

    /** The sign takes the place of its operand's indentation. */
    private void unindent(int start) {
        int end = start;
        while (out.charAt(end) == ' ') {
            end++;
        }
        out.delete(start, end);
    }

    private boolean fits(Expr expr) {
        String line = Printer.print(expr, lineBytes);
        return line != null && line.getBytes(StandardCharsets.UTF_8).length <= lineBytes;
    }
}
