package io.gnomon.discovery.containers.internal.kubernetes;

import java.util.regex.Pattern;

/**
 * The grammar of selectors, as far as it can be checked without a cluster; see
 * kubernetes.io/docs/concepts/overview/working-with-objects/labels and field-selectors.
 */
final class Selectors {
    private static final Pattern FIELD = Pattern.compile("[^=!]+(!=|==|=)[^=!]*");
    private static final String KEY = "([a-zA-Z0-9.-]+/)?[a-zA-Z0-9]([a-zA-Z0-9._-]*[a-zA-Z0-9])?";
    private static final String VALUE = "([a-zA-Z0-9]([a-zA-Z0-9._-]*[a-zA-Z0-9])?)?";
    private static final String VALUES = "\\(\\s*" + VALUE + "(\\s*,\\s*" + VALUE + ")*\\s*\\)";
    private static final Pattern LABEL =
            Pattern.compile(
                    "\\s*(!?\\s*%s|%s\\s*(=|==|!=|>|<)\\s*%s|%s\\s+(not)?in\\s*%s)\\s*"
                            .formatted(KEY, KEY, VALUE, KEY, VALUES));

    private Selectors() {}

    /**
     * Refuses a field selector that no cluster takes.
     *
     * @throws IllegalArgumentException with the part that is wrong
     */
    static void checkFields(String selector) {
        for (String part : selector.split(",", -1)) {
            if (!part.isEmpty() && !FIELD.matcher(part).matches()) {
                throw new IllegalArgumentException(
                        "invalid selector: '%s'; can't understand '%s'".formatted(selector, part));
            }
        }
    }

    /**
     * Refuses a label selector that no cluster takes.
     *
     * @throws IllegalArgumentException with the part that is wrong
     */
    static void checkLabels(String selector) {
        // Commas between parentheses separate values.
        for (String part : selector.split(",(?![^(]*\\))", -1)) {
            if (!part.isBlank() && !LABEL.matcher(part).matches()) {
                throw new IllegalArgumentException(
                        "invalid label selector \"%s\"; can't understand \"%s\""
                                .formatted(selector, part.strip()));
            }
        }
    }
}
