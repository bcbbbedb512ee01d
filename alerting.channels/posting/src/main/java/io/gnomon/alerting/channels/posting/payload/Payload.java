package io.gnomon.alerting.channels.posting.payload;

import io.gnomon.spi.channel.DeliveryRefused;
import io.gnomon.spi.channel.Notification;
import io.gnomon.spi.settings.SettingsNode;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A tree that a user wrote, each of its texts a template, as Alertmanager's {@code payload} of
 * webhooks, {@code details} of PagerDuty and {@code fields} of Jira are. What a template gives is
 * read as YAML once more, so that <code>'{{ .Alerts | toJson }}'</code> becomes a list and <code>
 * '{{ len .Alerts }}'</code> a number; what then stands in it is data and no template, whatever
 * braces it has.
 */
public final class Payload {
    private static final LoadSettings SETTINGS =
            LoadSettings.builder().setAllowDuplicateKeys(true).build();

    private Payload() {}

    /**
     * The value of a tree for a notification: maps, lists, texts, numbers, booleans, null.
     *
     * @throws DeliveryRefused when a template fails
     */
    public static @Nullable Object of(SettingsNode node, Notification notification)
            throws DeliveryRefused {
        return switch (node) {
            case SettingsNode.Scalar scalar -> {
                Object typed = scalar.quoted() ? scalar.text() : PlainScalar.value(scalar.text());
                yield typed instanceof String template ? read(notification.text(template)) : typed;
            }
            case SettingsNode.Sequence sequence -> {
                List<@Nullable Object> list = new ArrayList<>();
                for (SettingsNode item : sequence.items()) {
                    list.add(of(item, notification));
                }
                yield list;
            }
            case SettingsNode.Mapping mapping -> {
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                for (SettingsNode.Entry entry : mapping.entries()) {
                    map.put(notification.text(entry.key()), of(entry.value(), notification));
                }
                yield map;
            }
        };
    }

    /** As {@link #of(SettingsNode, Notification)} for one template. */
    public static @Nullable Object of(String template, Notification notification)
            throws DeliveryRefused {
        return read(notification.text(template));
    }

    /** The YAML value of a text; the text itself when it is none. */
    private static @Nullable Object read(String text) {
        try {
            Node root = new Compose(SETTINGS).composeString(text).orElse(null);
            Object value = root == null ? null : value(root);
            return value instanceof String ? text : value;
        } catch (YamlEngineException e) {
            return text;
        }
    }

    private static @Nullable Object value(Node node) {
        return switch (node) {
            case ScalarNode scalar ->
                    scalar.getScalarStyle() == ScalarStyle.PLAIN
                            ? PlainScalar.value(scalar.getValue())
                            : scalar.getValue();
            case SequenceNode sequence -> {
                List<@Nullable Object> list = new ArrayList<>();
                for (Node item : sequence.getValue()) {
                    list.add(value(item));
                }
                yield list;
            }
            case MappingNode mapping -> {
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                for (NodeTuple tuple : mapping.getValue()) {
                    if (tuple.getKeyNode() instanceof ScalarNode key) {
                        map.put(key.getValue(), value(tuple.getValueNode()));
                    }
                }
                yield map;
            }
            default -> null;
        };
    }
}
