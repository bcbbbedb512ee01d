package io.gnomon.model.query;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * An operator of a query's plan with the operators that it reads from.
 *
 * @param operator what it does, for people
 * @param estimatedSeries series that the store has for it, -1 where only running it can tell
 * @param cost what it cost, null in a plan that was not run
 */
public record PlanNode(
        String operator, long estimatedSeries, @Nullable Cost cost, List<PlanNode> inputs) {
    /**
     * What one operator used by itself, its inputs not counted. Of operators that run on several
     * threads the times are added up.
     *
     * @param series series that it made
     * @param samples samples that it read from the store
     * @param nanos time
     * @param bytes memory accounted to it
     */
    public record Cost(long series, long samples, long nanos, long bytes) {}

    /** The plan as an indented tree, one operator a line. */
    public String text() {
        StringBuilder out = new StringBuilder();
        append(0, out);
        return out.toString();
    }

    private void append(int depth, StringBuilder out) {
        out.append("  ".repeat(depth)).append(operator);
        if (estimatedSeries >= 0) {
            out.append(", about ").append(estimatedSeries).append(" series");
        }
        Cost used = cost;
        if (used != null) {
            out.append(" [").append(used.series()).append(" series, ");
            out.append(used.samples()).append(" samples, ");
            out.append(used.nanos() / 1000).append(" us, ");
            out.append(used.bytes()).append(" bytes]");
        }
        out.append('\n');
        for (PlanNode input : inputs) {
            input.append(depth + 1, out);
        }
    }
}
