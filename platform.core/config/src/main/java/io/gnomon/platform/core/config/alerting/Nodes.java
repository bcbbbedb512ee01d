package io.gnomon.platform.core.config.alerting;

import io.gnomon.model.text.TextPosition;
import io.gnomon.spi.settings.SettingsNode;
import io.gnomon.spi.settings.SettingsNode.Entry;
import io.gnomon.spi.settings.SettingsNode.Mapping;
import io.gnomon.spi.settings.SettingsNode.Scalar;
import io.gnomon.spi.settings.SettingsNode.Sequence;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Looks into nodes whose shape has been checked. */
final class Nodes {
    private Nodes() {}

    /** The entry of that key which says something: not null, not an empty text. */
    static @Nullable Entry given(SettingsNode node, String key) {
        Entry entry = entry(node, key);
        boolean empty =
                entry == null
                        || (entry.value() instanceof Scalar scalar
                                && (scalar.isNull() || scalar.text().isEmpty()));
        return empty ? null : entry;
    }

    static @Nullable Entry entry(SettingsNode node, String key) {
        for (Entry entry : entries(node)) {
            if (entry.key().equals(key)) {
                return entry;
            }
        }
        return null;
    }

    /** None when it is not a mapping. */
    static List<Entry> entries(SettingsNode node) {
        return node instanceof Mapping mapping ? mapping.entries() : List.of();
    }

    /** The value of a key, an empty mapping when there is none. */
    static SettingsNode child(SettingsNode node, String key) {
        Entry entry = entry(node, key);
        return entry == null ? new Mapping(List.of(), node.position()) : entry.value();
    }

    /** Items of the list that a key has, none when it has no list. */
    static List<SettingsNode> items(SettingsNode node, String key) {
        return child(node, key) instanceof Sequence sequence ? sequence.items() : List.of();
    }

    /** Place of the key's value, of the node when there is none. */
    static TextPosition position(SettingsNode node, String key) {
        return child(node, key).position();
    }

    /** The mapping with that entry, in place of its own of that key or behind the last one. */
    static Mapping put(SettingsNode mapping, Entry entry) {
        List<Entry> entries = new ArrayList<>();
        boolean there = false;
        for (Entry other : Nodes.entries(mapping)) {
            boolean same = other.key().equals(entry.key());
            entries.add(same ? entry : other);
            there |= same;
        }
        if (!there) {
            entries.add(entry);
        }
        return new Mapping(List.copyOf(entries), mapping.position());
    }

    /** The mapping without the entry of that key. */
    static Mapping without(SettingsNode mapping, String key) {
        List<Entry> entries =
                entries(mapping).stream().filter(entry -> !entry.key().equals(key)).toList();
        return new Mapping(entries, mapping.position());
    }

    /** The mapping with that list under the key that has one, without the key when it is empty. */
    static Mapping withItems(SettingsNode mapping, String key, List<SettingsNode> items) {
        Entry entry = entry(mapping, key);
        TextPosition place = entry == null ? mapping.position() : entry.value().position();
        return items.isEmpty()
                ? without(mapping, key)
                : put(mapping, new Entry(key, place, new Sequence(List.copyOf(items), place)));
    }
}
