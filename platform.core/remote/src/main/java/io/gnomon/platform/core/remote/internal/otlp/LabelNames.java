package io.gnomon.platform.core.remote.internal.otlp;

/** Names of labels for the store; source: prometheus/otlptranslator, label_namer.go. */
final class LabelNames {
    private final boolean escape;
    private final boolean keepUnderscores;
    private final boolean prefix;

    /**
     * Names by these rules.
     *
     * @param escape whether what is no letter, digit or underscore becomes one
     * @param keepUnderscores whether several in a row stay
     * @param prefix whether {@code key} comes before a single underscore at the beginning
     */
    LabelNames(boolean escape, boolean keepUnderscores, boolean prefix) {
        this.escape = escape;
        this.keepUnderscores = keepUnderscores;
        this.prefix = prefix;
    }

    /**
     * The name of a label for an attribute.
     *
     * @throws Untranslatable when nothing but underscores would be left
     */
    String name(String attribute) throws Untranslatable {
        if (attribute.isEmpty()) {
            throw new Untranslatable("label name is empty");
        }
        if (!escape) {
            if (onlyUnderscores(attribute)) {
                throw new Untranslatable(
                        "label name \"" + attribute + "\" contains only underscores");
            }
            return attribute;
        }
        String made = escaped(attribute);
        if (onlyUnderscores(made)) {
            throw new Untranslatable(
                    "normalization for label name \""
                            + attribute
                            + "\" resulted in invalid name \""
                            + made
                            + "\"");
        }
        char first = made.charAt(0);
        if (first >= '0' && first <= '9') {
            return "key_" + made;
        }
        return prefix && first == '_' && !made.startsWith("__") ? "key" + made : made;
    }

    private static boolean onlyUnderscores(String text) {
        return text.chars().allMatch(c -> c == '_');
    }

    private String escaped(String attribute) {
        boolean reserved =
                attribute.length() > 4 && attribute.startsWith("__") && attribute.endsWith("__");
        StringBuilder out = new StringBuilder(attribute.length());
        for (int i = 0; i < attribute.length(); ) {
            int c = attribute.codePointAt(i);
            i += Character.charCount(c);
            boolean kept = MetricNames.isNameCharacter(c) && c != ':';
            if (kept) {
                out.append((char) c);
            } else if (keepUnderscores || out.isEmpty() || out.charAt(out.length() - 1) != '_') {
                out.append('_');
            }
        }
        return reserved && !keepUnderscores ? "_" + out + "_" : out.toString();
    }
}
