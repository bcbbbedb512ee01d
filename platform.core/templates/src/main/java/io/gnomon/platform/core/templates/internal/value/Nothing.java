package io.gnomon.platform.core.templates.internal.value;

/** What is not there. Java's null is never a value of a template. */
public enum Nothing {
    /** No value at all: a field of nothing. Printed as {@code <no value>}. */
    NO_VALUE,
    /** The literal nil and empty interface values. Printed as {@code <nil>} by print functions. */
    NIL,
    /** The last argument of a command that gets none from a pipeline. Templates never see it. */
    NOT_GIVEN
}
