package io.gnomon.exporters.node.internal;

import io.gnomon.model.labels.Regex;

/**
 * A pattern of node_exporter's flags: RE2 syntax, found anywhere in the name unless it anchors
 * itself.
 */
record NamePattern(Regex regex) {
    /**
     * A pattern.
     *
     * @throws IllegalArgumentException when the pattern is not RE2 syntax
     */
    static NamePattern of(String pattern) {
        return new NamePattern(Regex.compile(".*(?:" + pattern + ").*"));
    }

    boolean matches(String name) {
        return regex.matches(name);
    }
}
