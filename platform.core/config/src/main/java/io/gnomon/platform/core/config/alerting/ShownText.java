package io.gnomon.platform.core.config.alerting;

import io.gnomon.platform.core.config.SigV4Config;
import io.gnomon.platform.core.config.internal.settings.HiddenSecrets;
import io.gnomon.platform.core.config.internal.text.YamlWriter;
import io.gnomon.spi.common.HttpSettings;
import io.gnomon.spi.common.NoSettings;
import io.gnomon.spi.common.TlsSettings;
import io.gnomon.spi.settings.SettingsNode;
import io.gnomon.spi.settings.SettingsNode.Entry;
import io.gnomon.spi.settings.SettingsNode.Mapping;
import io.gnomon.spi.settings.SettingsNode.Scalar;
import io.gnomon.spi.settings.SettingsNode.Sequence;

import java.util.function.UnaryOperator;

/** The file printed back so that nobody can read a secret in it; it is valid as it is printed. */
final class ShownText {
    private ShownText() {}

    static String of(SettingsNode root) {
        SettingsNode hidden =
                values(
                        HiddenSecrets.in(root, AlertmanagerSections.class),
                        (key, value) ->
                                key.equals("receivers")
                                        ? items(Nodes.child(root, key), ShownText::receiver)
                                        : value);
        return YamlWriter.write(hidden);
    }

    private static SettingsNode receiver(SettingsNode receiver) {
        return values(
                receiver,
                (key, value) -> {
                    ChannelType type =
                            ChannelType.find(key.replaceAll(ChannelType.ENDING + "$", ""));
                    return key.equals("name") || key.equals("labels")
                            ? value
                            : items(
                                    value,
                                    entry -> type == null ? guessed(entry) : entry(type, entry));
                });
    }

    /** Of a plugin that Alertmanager does not have: what sounds like a secret is one. */
    private static SettingsNode guessed(SettingsNode entry) {
        return HiddenSecrets.in(entry, NoSettings.class);
    }

    private static SettingsNode entry(ChannelType type, SettingsNode entry) {
        return values(
                entry,
                (key, value) -> {
                    if (type.secrets().contains(key)) {
                        return hidden(value);
                    }
                    return switch (key) {
                        case "http_config" -> HiddenSecrets.in(value, HttpSettings.class);
                        case "tls_config" -> HiddenSecrets.in(value, TlsSettings.class);
                        case "sigv4" -> HiddenSecrets.in(value, SigV4Config.class);
                        default -> value;
                    };
                });
    }

    private static SettingsNode hidden(SettingsNode value) {
        return value instanceof Scalar scalar && !scalar.isNull() && !scalar.text().isEmpty()
                ? new Scalar(ChannelType.HIDDEN, false, scalar.position())
                : value;
    }

    @FunctionalInterface
    private interface Change {
        SettingsNode of(String key, SettingsNode value);
    }

    private static SettingsNode values(SettingsNode node, Change change) {
        return node instanceof Mapping mapping
                ? new Mapping(
                        mapping.entries().stream()
                                .map(e ->
                                        new Entry(
                                                e.key(),
                                                e.keyPosition(),
                                                change.of(e.key(), e.value())))
                                .toList(),
                        mapping.position())
                : node;
    }

    private static SettingsNode items(SettingsNode node, UnaryOperator<SettingsNode> change) {
        return node instanceof Sequence list
                ? new Sequence(list.items().stream().map(change).toList(), list.position())
                : node;
    }
}
