package io.gnomon.platform.core.config.alerting;

import io.gnomon.spi.settings.SettingsException.Problem;
import io.gnomon.spi.settings.SettingsNode;
import io.gnomon.spi.settings.SettingsNode.Entry;
import io.gnomon.spi.settings.SettingsNode.Scalar;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What a receiver's entry takes from {@code global} when it has none of these keys.
 *
 * @param keys of the entry; at most one of them is set
 * @param from the key of {@code global} for each of them, empty when there is none
 * @param usual value of the first key when {@code global} has none either, empty for none
 * @param missing what is wrong when there is no value at all, empty when that is right
 */
record Taken(List<String> keys, List<String> from, String usual, String missing) {
    static Taken one(String key, String from) {
        return new Taken(List.of(key), List.of(from), "", "");
    }

    /** A value or the file that holds it. */
    static Taken valueOrFile(String key, String from) {
        return new Taken(List.of(key, key + "_file"), List.of(from, from + "_file"), "", "");
    }

    /** Nothing is taken, one of these keys must be there. */
    static Taken own(String missing, String... keys) {
        return new Taken(List.of(keys), List.of(), "", missing);
    }

    Taken or(String value) {
        return new Taken(keys, from, value, missing);
    }

    Taken required(String sentence) {
        return new Taken(keys, from, usual, sentence);
    }

    /** Whether an entry says it itself. */
    boolean isIn(SettingsNode entry) {
        return keys.stream().anyMatch(key -> Nodes.given(entry, key) != null);
    }

    boolean isInGlobal(SettingsNode global) {
        return from.stream().anyMatch(key -> Nodes.given(global, key) != null);
    }

    /** Keys of the entry for which {@code global} has a value. */
    List<String> givenBy(SettingsNode global) {
        return IntStream.range(0, from.size())
                .filter(i -> Nodes.given(global, from.get(i)) != null)
                .mapToObj(keys::get)
                .toList();
    }

    /** Notes when {@code global} has both the value and the file. */
    void checkGlobal(SettingsNode global, List<Problem> problems) {
        if (from.size() > 1 && from.stream().allMatch(key -> Nodes.given(global, key) != null)) {
            problems.add(
                    new Problem(
                            "/global/" + from.getLast(),
                            Nodes.position(global, from.getLast()),
                            "at most one of %s must be configured"
                                    .formatted(String.join(" & ", from))));
        }
    }

    /**
     * Adds what there is in {@code global}, else what is usual.
     *
     * @return whether something was added
     */
    boolean take(SettingsNode global, SettingsNode entry, List<Entry> into) {
        boolean found = false;
        for (int i = 0; i < from.size(); i++) {
            Entry given = Nodes.given(global, from.get(i));
            if (given != null) {
                put(into, new Entry(keys.get(i), given.keyPosition(), given.value()));
                found = true;
            }
        }
        if (!found && !usual.isEmpty()) {
            Scalar value = new Scalar(usual, false, entry.position());
            put(into, new Entry(keys.getFirst(), entry.position(), value));
            found = true;
        }
        return found;
    }

    /** In the place of an entry of that key, which says nothing. */
    private static void put(List<Entry> entries, Entry entry) {
        entries.removeIf(other -> other.key().equals(entry.key()));
        entries.add(entry);
    }
}
