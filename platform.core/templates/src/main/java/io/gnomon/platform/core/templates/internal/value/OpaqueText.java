package io.gnomon.platform.core.templates.internal.value;

/**
 * A value that templates can only print.
 *
 * @param type such as {@code *histogram.FloatHistogram}
 */
public record OpaqueText(String type, String string) implements GoValue {
    @Override
    public Kind kind() {
        return Kind.STRUCT;
    }
}
