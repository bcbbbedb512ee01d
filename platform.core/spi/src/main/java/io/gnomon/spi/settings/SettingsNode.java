package io.gnomon.spi.settings;

import io.gnomon.model.text.TextPosition;

import java.util.List;

/** A value that a user wrote, with its place: the common form of YAML, JSON and web forms. */
public sealed interface SettingsNode {
    TextPosition position();

    /**
     * A scalar.
     *
     * @param text its characters without quotes
     * @param quoted it stood in quotes and so is a text, whatever it looks like
     */
    record Scalar(String text, boolean quoted, TextPosition position) implements SettingsNode {
        /** Nothing was given: an empty value, {@code ~} or {@code null}. */
        public boolean isNull() {
            return !quoted
                    && (text.isEmpty()
                            || text.equals("~")
                            || text.equals("null")
                            || text.equals("Null")
                            || text.equals("NULL"));
        }
    }

    record Sequence(List<SettingsNode> items, TextPosition position) implements SettingsNode {}

    /** Entries in the order in which they were written; keys are unique. */
    record Mapping(List<Entry> entries, TextPosition position) implements SettingsNode {}

    record Entry(String key, TextPosition keyPosition, SettingsNode value) {}

    /** A mapping without entries. */
    static Mapping empty() {
        return new Mapping(List.of(), new TextPosition("", 1, 1));
    }
}
