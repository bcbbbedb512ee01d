package io.gnomon.spi.settings;

import io.gnomon.model.text.TextPosition;

import java.util.List;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;

/** A value that a user wrote, with its place: the common form of YAML, JSON and web forms. */
public sealed interface SettingsNode {
    TextPosition position();

    /** Whether both have the same content, wherever it stands. */
    default boolean saysTheSame(SettingsNode other) {
        return switch (this) {
            case Scalar a ->
                    other instanceof Scalar b && a.text.equals(b.text) && a.quoted == b.quoted;
            case Sequence a ->
                    other instanceof Sequence b
                            && sameEach(a.items, b.items, SettingsNode::saysTheSame);
            case Mapping a ->
                    other instanceof Mapping b
                            && sameEach(
                                    a.entries,
                                    b.entries,
                                    (x, y) -> x.key.equals(y.key) && x.value.saysTheSame(y.value));
        };
    }

    private static <T> boolean sameEach(List<T> a, List<T> b, BiPredicate<T, T> same) {
        return a.size() == b.size()
                && IntStream.range(0, a.size()).allMatch(i -> same.test(a.get(i), b.get(i)));
    }

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
