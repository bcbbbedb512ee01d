package io.gnomon.platform.promql.internal.plan;

import io.gnomon.platform.promql.internal.exec.Operator;
import io.gnomon.platform.promql.internal.exec.Read;

import java.util.List;

/**
 * What a query will do.
 *
 * @param root makes the answer
 * @param reads what is read from the store, each once
 */
public record Plan(Operator root, List<Read> reads) {
    /** The operators as an indented tree. */
    public String describe() {
        StringBuilder out = new StringBuilder();
        describe(root, 0, out);
        return out.toString();
    }

    private static void describe(Operator operator, int depth, StringBuilder out) {
        out.append("  ".repeat(depth)).append(operator.describe()).append('\n');
        for (Operator input : operator.inputs()) {
            describe(input, depth + 1, out);
        }
    }
}
