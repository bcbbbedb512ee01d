package io.gnomon.platform.core.config.alerting;

import io.gnomon.model.text.TextPosition;
import io.gnomon.spi.settings.SettingsNode;
import io.gnomon.spi.settings.SettingsNode.Entry;
import io.gnomon.spi.settings.SettingsNode.Mapping;
import io.gnomon.spi.settings.SettingsNode.Scalar;
import io.gnomon.spi.settings.SettingsNode.Sequence;

import org.jspecify.annotations.Nullable;

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
}
