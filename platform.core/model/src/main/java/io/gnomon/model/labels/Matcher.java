package io.gnomon.model.labels;

import org.jspecify.annotations.Nullable;

/**
 * A condition on one label. A label that a series does not have counts as the empty string.
 * Immutable, safe for use by any number of threads.
 */
public final class Matcher {
    /** The four kinds, with their operator in PromQL. */
    public enum Type {
        EQUAL("="),
        NOT_EQUAL("!="),
        REGEX("=~"),
        NOT_REGEX("!~");

        private final String operator;

        Type(String operator) {
            this.operator = operator;
        }

        public String operator() {
            return operator;
        }
    }

    private final Type type;
    private final String name;
    private final String value;
    private final @Nullable Regex regex;

    /**
     * A matcher.
     *
     * @throws IllegalArgumentException when type is a regular expression and value is not one
     */
    public Matcher(Type type, String name, String value) {
        this.type = type;
        this.name = name;
        this.value = value;
        this.regex = type == Type.REGEX || type == Type.NOT_REGEX ? Regex.compile(value) : null;
    }

    public static Matcher equal(String name, String value) {
        return new Matcher(Type.EQUAL, name, value);
    }

    public Type type() {
        return type;
    }

    public String name() {
        return name;
    }

    public String value() {
        return value;
    }

    /** The compiled expression of REGEX and NOT_REGEX, else null. */
    public @Nullable Regex regex() {
        return regex;
    }

    /** Whether the label value satisfies this matcher. */
    public boolean matches(String labelValue) {
        boolean equal = regex == null ? value.equals(labelValue) : regex.matches(labelValue);
        return equal == (type == Type.EQUAL || type == Type.REGEX);
    }

    public boolean matches(Labels labels) {
        return matches(labels.get(name));
    }

    public boolean matchesEmpty() {
        return matches("");
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Matcher other
                && type == other.type
                && name.equals(other.name)
                && value.equals(other.value);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * type.hashCode() + name.hashCode()) + value.hashCode();
    }

    /** As PromQL writes it: {@code name=~"value"}. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        if (LabelNames.isLegacyLabelName(name)) {
            out.append(name);
        } else {
            LabelNames.quote(out, name);
        }
        out.append(type.operator());
        LabelNames.quote(out, value);
        return out.toString();
    }
}
