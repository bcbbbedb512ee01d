package io.gnomon.platform.core.templates.internal.value;

/** A value of a Go type made of an integer: durations, months, days of the week. */
public interface GoInt extends GoValue {
    long value();

    @Override
    default Kind kind() {
        return Kind.INT;
    }
}
