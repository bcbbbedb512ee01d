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
