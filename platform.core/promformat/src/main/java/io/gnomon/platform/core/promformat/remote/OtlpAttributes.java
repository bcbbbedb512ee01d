package io.gnomon.platform.core.promformat.remote;

import io.gnomon.model.labels.Labels;

import java.util.Arrays;

/** Attributes of a resource, a scope, a point or an exemplar as texts. For one thread, reused. */
public final class OtlpAttributes {
    private String[] names = new String[16];
    private String[] values = new String[16];
    private int size;

    public int size() {
        return size;
    }

    public String name(int i) {
        return names[i];
    }

    /** A value as text: lists and maps as JSON, bytes in base 64. */
    public String value(int i) {
        return values[i];
    }

    /** The value of a name, empty when there is none. */
    public String get(String name) {
        for (int i = 0; i < size; i++) {
            if (names[i].equals(name)) {
                return values[i];
            }
        }
        return "";
    }

    /** Whether the name is there, with whatever value. */
    public boolean has(String name) {
        for (int i = 0; i < size; i++) {
            if (names[i].equals(name)) {
                return true;
            }
        }
        return false;
    }

    public void clear() {
        size = 0;
    }

    /**
     * Adds one.
     *
     * @throws MessageException when there are more than a label set can have
     */
    public void add(String name, String value) throws MessageException {
        if (size == Labels.MAX_SIZE) {
            throw new MessageException("there are more than " + size + " attributes in one place");
        }
        if (size == names.length) {
            names = Arrays.copyOf(names, 2 * size);
            values = Arrays.copyOf(values, 2 * size);
        }
        names[size] = name;
        values[size++] = value;
    }
}
