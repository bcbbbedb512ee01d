package io.gnomon.exporters.node.internal.host;

import io.gnomon.model.labels.Regex;

/**
 * A pattern of node_exporter's flags: RE2 syntax, found anywhere in the name unless it anchors
 * itself.
 */
public record NamePattern(Regex regex) {
    /**
     * A pattern.
     *
     * @throws IllegalArgumentException when the pattern is not RE2 syntax
     */
    public static NamePattern of(String pattern) {
        return new NamePattern(Regex.compile("(?s).*(?:" + pattern + ").*"));
    }

    public boolean matches(String name) {
        return regex.matches(name);
    }
}
