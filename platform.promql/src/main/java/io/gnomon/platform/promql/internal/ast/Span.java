package io.gnomon.platform.promql.internal.ast;

/**
 * A part of the query text.
 *
 * @param start index of its first char
 * @param end index after its last char
 */
public record Span(int start, int end) {
    public static final Span NONE = new Span(0, 0);

    /** From the start of this one to the end of the other. */
    public Span to(Span other) {
        return new Span(start, other.end);
    }

    public Span endingAt(int newEnd) {
        return new Span(start, newEnd);
    }
}
