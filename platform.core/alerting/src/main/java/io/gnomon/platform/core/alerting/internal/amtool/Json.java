package io.gnomon.platform.core.alerting.internal.amtool;

import io.gnomon.model.text.TextPosition;
import io.gnomon.spi.settings.SettingsNode;
import io.gnomon.spi.settings.SettingsNode.Entry;
import io.gnomon.spi.settings.SettingsNode.Mapping;
import io.gnomon.spi.settings.SettingsNode.Scalar;
import io.gnomon.spi.settings.SettingsNode.Sequence;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes JSON and looks into it. */
final class Json {
    private static final TextPosition NOWHERE = new TextPosition("", 1, 1);

    private Json() {}

    static Scalar text(String text) {
        return new Scalar(text, true, NOWHERE);
    }

    static Scalar bool(boolean value) {
        return new Scalar(Boolean.toString(value), false, NOWHERE);
    }

    static Sequence list(List<? extends SettingsNode> items) {
        return new Sequence(List.copyOf(items), NOWHERE);
    }

    /** Texts by key, sorted. */
    static Mapping texts(Map<String, String> texts) {
        List<Entry> entries = new ArrayList<>();
        new TreeMap<>(texts).forEach((key, value) -> entries.add(entry(key, text(value))));
        return new Mapping(entries, NOWHERE);
    }

    static Mapping object(Entry... entries) {
        return new Mapping(List.of(entries), NOWHERE);
    }

    static Entry entry(String key, SettingsNode value) {
        return new Entry(key, NOWHERE, value);
    }

    /** The object with other values for some of its keys; those that it has not are added. */
    static Mapping with(SettingsNode object, Entry... changes) {
        List<Entry> entries = new ArrayList<>(entries(object));
        for (Entry change : changes) {
            entries.removeIf(entry -> entry.key().equals(change.key()));
            entries.add(change);
        }
        return new Mapping(entries, NOWHERE);
    }

    static Mapping without(SettingsNode object, List<String> keys) {
        return new Mapping(
                entries(object).stream().filter(e -> !keys.contains(e.key())).toList(), NOWHERE);
    }

    static List<Entry> entries(SettingsNode node) {
        return node instanceof Mapping mapping ? mapping.entries() : List.of();
    }

    /** An empty object when there is no such key. */
    static SettingsNode child(SettingsNode node, String key) {
        return entries(node).stream()
                .filter(entry -> entry.key().equals(key))
                .map(Entry::value)
                .findFirst()
                .orElse(SettingsNode.empty());
    }

    static List<SettingsNode> items(SettingsNode node) {
        return node instanceof Sequence list ? list.items() : List.of();
    }

    /** A text of an object, empty when there is none. */
    static String text(SettingsNode node, String key) {
        return child(node, key) instanceof Scalar scalar && !scalar.isNull() ? scalar.text() : "";
    }

    /** As Go writes it: what has a meaning in HTML is escaped. */
    static String write(SettingsNode node) {
        return ConfigFiles.binder()
                .toJson(node)
                .replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026");
    }
}
