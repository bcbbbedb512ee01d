package io.gnomon.platform.core.config.internal.settings;

import io.gnomon.spi.common.Secret;
import io.gnomon.spi.settings.SettingsNode;
import io.gnomon.spi.settings.SettingsNode.Entry;
import io.gnomon.spi.settings.SettingsNode.Mapping;
import io.gnomon.spi.settings.SettingsNode.Scalar;
import io.gnomon.spi.settings.SettingsNode.Sequence;

import java.lang.reflect.Type;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Copies of nodes in which nobody can read a secret: what a record marks as one, passwords in URLs,
 * and, where no record tells (sections of plugins that are absent), every value whose key sounds
 * like one.
 */
public final class HiddenSecrets {
    private static final String HIDDEN = "<secret>";
    private static final Pattern URL_PASSWORD = Pattern.compile("(://[^/@:]*:)[^/]*@");
    private static final Pattern SOUNDS_SECRET =
            Pattern.compile(
                    "(?i).*(password|passphrase|secret|token|credential|api_?key|access_?key"
                        + "|private_?key|application_?key|consumer_?key|account_?key|headers?$).*");
    private static final Pattern SOUNDS_PUBLIC = Pattern.compile("(?i).*(_file|_files|_url|_uri)");

    private HiddenSecrets() {}

    public static SettingsNode in(SettingsNode node, Class<? extends Record> type) {
        return typed(node, type);
    }

    private static SettingsNode typed(SettingsNode node, Type type) {
        Class<?> raw = RecordShape.raw(type);
        if (raw == Secret.class) {
            return hidden(node);
        } else if (raw == SettingsNode.class) {
            return guessed(node);
        } else if (raw == URI.class) {
            return withoutPassword(node);
        }
        return switch (node) {
            case Mapping mapping when raw.isRecord() ->
                    ofRecord(mapping, RecordShape.asRecord(raw));
            case Mapping mapping when raw == Map.class ->
                    mapValues(mapping, value -> typed(value, RecordShape.argument(type, 1)));
            case Sequence sequence when raw == List.class ->
                    mapItems(sequence, item -> typed(item, RecordShape.argument(type, 0)));
            default -> node;
        };
    }

    private static Mapping ofRecord(Mapping mapping, Class<? extends Record> type) {
        Map<String, Type> types = new HashMap<>();
        types(type, types);
        return new Mapping(
                mapping.entries().stream()
                        .map(entry -> {
                            Type known = types.get(entry.key());
                            return new Entry(
                                    entry.key(),
                                    entry.keyPosition(),
                                    known == null
                                            ? guessed(entry.key(), entry.value())
                                            : typed(entry.value(), known));
                        })
                        .toList(),
                mapping.position());
    }

    private static void types(Class<? extends Record> type, Map<String, Type> into) {
        for (Component component : RecordShape.of(type).components()) {
            if (!component.inline()) {
                into.put(component.key(), component.type());
            } else if (!component.takesOtherKeys()) {
                types(RecordShape.asRecord(component.type()), into);
            }
        }
    }

    private static SettingsNode guessed(String key, SettingsNode value) {
        return SOUNDS_SECRET.matcher(key).matches() && !SOUNDS_PUBLIC.matcher(key).matches()
                ? hidden(value)
                : guessed(value);
    }

    private static SettingsNode guessed(SettingsNode node) {
        return switch (node) {
            case Scalar scalar -> withoutPassword(scalar);
            case Sequence sequence -> mapItems(sequence, HiddenSecrets::guessed);
            case Mapping mapping ->
                    new Mapping(
                            mapping.entries().stream()
                                    .map(e ->
                                            new Entry(
                                                    e.key(),
                                                    e.keyPosition(),
                                                    guessed(e.key(), e.value())))
                                    .toList(),
                            mapping.position());
        };
    }

    /** Hides every scalar of the node that says something. */
    private static SettingsNode hidden(SettingsNode node) {
        return switch (node) {
            case Scalar scalar ->
                    scalar.text().isEmpty() || scalar.isNull()
                            ? scalar
                            : new Scalar(HIDDEN, false, scalar.position());
            case Sequence sequence -> mapItems(sequence, HiddenSecrets::hidden);
            case Mapping mapping -> mapValues(mapping, HiddenSecrets::hidden);
        };
    }

    private static SettingsNode withoutPassword(SettingsNode node) {
        return node instanceof Scalar scalar
                ? new Scalar(
                        URL_PASSWORD.matcher(scalar.text()).replaceAll("$1xxxxx@"),
                        scalar.quoted(),
                        scalar.position())
                : node;
    }

    private static Sequence mapItems(Sequence sequence, UnaryOperator<SettingsNode> change) {
        return new Sequence(sequence.items().stream().map(change).toList(), sequence.position());
    }

    private static Mapping mapValues(Mapping mapping, UnaryOperator<SettingsNode> change) {
        return new Mapping(
                mapping.entries().stream()
                        .map(e -> new Entry(e.key(), e.keyPosition(), change.apply(e.value())))
                        .toList(),
                mapping.position());
    }
}
