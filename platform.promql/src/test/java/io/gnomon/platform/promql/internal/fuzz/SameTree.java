package io.gnomon.platform.promql.internal.fuzz;

import io.gnomon.platform.promql.internal.ast.DurationExpr;
import io.gnomon.platform.promql.internal.ast.Expr;
import io.gnomon.platform.promql.internal.ast.Span;
import io.gnomon.platform.promql.internal.ast.Timing;
import io.gnomon.platform.promql.internal.ast.ValueType;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.RecordComponent;
import java.util.List;

/**
 * A syntax tree as text, without what has no meaning: places, order of conditions, offset 0, the
 * matching of what is not two vectors.
 */
final class SameTree {
    private SameTree() {}

    static String of(Expr expr) throws ReflectiveOperationException {
        StringBuilder out = new StringBuilder();
        write(expr, out);
        return out.toString();
    }

    private static boolean ofVectors(Expr.Binary b) {
        return b.left().type() == ValueType.VECTOR && b.right().type() == ValueType.VECTOR;
    }

    private static void write(@Nullable Object node, StringBuilder out)
            throws ReflectiveOperationException {
        switch (node) {
            case Span s -> {}
            case DurationExpr.Literal l -> out.append(l.seconds()).append('s');
            case Timing t -> {
                boolean zero =
                        t.offset() instanceof DurationExpr.Literal offset && offset.seconds() == 0;
                write(zero ? null : t.offset(), out);
                write(t.at(), out);
            }
            case Expr.VectorSelector v -> {
                out.append("selector ").append(v.name());
                out.append(v.matchers().stream().map(Object::toString).sorted().toList());
                write(v.timing(), out);
                out.append(v.extension());
            }
            case List<?> list -> {
                out.append('[');
                for (Object one : list) {
                    write(one, out);
                    out.append(", ");
                }
                out.append(']');
            }
            case Expr.Binary b when !ofVectors(b) -> {
                out.append(b.operator()).append(b.returnBool()).append('(');
                write(b.left(), out);
                out.append(' ');
                write(b.right(), out);
                out.append(')');
            }
            case Record record -> {
                out.append(record.getClass().getSimpleName()).append('(');
                for (RecordComponent one : record.getClass().getRecordComponents()) {
                    write(one.getAccessor().invoke(record), out);
                    out.append(' ');
                }
                out.append(')');
            }
            case null, default -> out.append(node);
        }
    }
}
