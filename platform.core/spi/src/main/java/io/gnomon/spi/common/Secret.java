package io.gnomon.spi.common;

import java.util.Arrays;

/**
 * A text that nobody may see: it prints as {@code <secret>}, the web page only writes it.
 * Immutable.
 */
public final class Secret {
    private final char[] value;

    public Secret(String value) {
        this.value = value.toCharArray();
    }

    /** The text itself, for the one call that needs it. */
    public String reveal() {
        return new String(value);
    }

    public boolean isEmpty() {
        return value.length == 0;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Secret other && Arrays.equals(value, other.value);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        return "<secret>";
    }
}
