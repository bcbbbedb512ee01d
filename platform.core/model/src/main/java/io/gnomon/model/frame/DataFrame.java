package io.gnomon.model.frame;

import java.util.List;

/**
 * A table of columns of equal length.
 *
 * @param refId letter of the query it answers, empty when it answers none
 * @param kind how it is meant to be drawn
 * @param rows length of every column
 * @param notices sentences for the user about this frame
 */
public record DataFrame(
        String refId, String name, Kind kind, int rows, List<Field> fields, List<Notice> notices) {
    /** The same frame with other fields, which have as many rows as the first of them. */
    public DataFrame withFields(List<Field> others) {
        int length = others.isEmpty() ? 0 : others.get(0).column().size();
        return new DataFrame(refId, name, kind, length, List.copyOf(others), notices);
    }

    /** The same frame, drawn in another way. */
    public DataFrame as(Kind other) {
        return new DataFrame(refId, name, other, rows, fields, notices);
    }

    /** Some of its rows, in this order; -1 is a row without values. */
    public DataFrame withRows(int... order) {
        List<Field> picked =
                fields.stream().map(field -> field.withColumn(field.column().rows(order))).toList();
        return new DataFrame(refId, name, kind, order.length, picked, notices);
    }

    public enum Kind {
        TIME_SERIES,
        TABLE,
        HEATMAP,
        LOGS,
        GRAPH,
        EXEMPLARS
    }

    public enum Severity {
        INFO,
        WARNING,
        ERROR
    }

    public record Notice(Severity severity, String text) {}
}
