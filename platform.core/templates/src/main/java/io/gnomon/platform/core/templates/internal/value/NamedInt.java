package io.gnomon.platform.core.templates.internal.value;

/**
 * An integer that prints as a word.
 *
 * @param type such as {@code time.Month}
 */
public record NamedInt(String type, long value, String string) implements GoInt {}
