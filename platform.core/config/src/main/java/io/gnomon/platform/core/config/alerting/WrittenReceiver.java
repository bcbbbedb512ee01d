package io.gnomon.platform.core.config.alerting;

import io.gnomon.model.text.TextPosition;
import io.gnomon.platform.core.config.internal.text.YamlChange;
import io.gnomon.platform.core.config.internal.text.YamlReader;
import io.gnomon.spi.settings.SettingsException;
import io.gnomon.spi.settings.SettingsNode;
import io.gnomon.spi.settings.SettingsNode.Entry;
import io.gnomon.spi.settings.SettingsNode.Mapping;
import io.gnomon.spi.settings.SettingsNode.Scalar;
import io.gnomon.spi.settings.SettingsNode.Sequence;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A receiver as it stands in a file, alertmanager.yml or a fragment, without what its channels take
 * from {@code global}; and that file with it changed. Immutable.
 */
public final class WrittenReceiver {
    private static final String RECEIVERS = "receivers";
    private static final String NAME = "name";
    private static final String LABELS = "labels";

    private final String file;
    private final String text;
    private final SettingsNode root;
    private final int index;
    private final Mapping receiver;

    /**
     * A channel of the receiver.
     *
     * @param type such as "webhook"
     * @param index among those of its type, from 0
     * @param settings as they are written, secrets included
     */
    public record Channel(String type, int index, SettingsNode settings) {}

    private WrittenReceiver(
            String file, String text, SettingsNode root, int index, Mapping receiver) {
        this.file = file;
        this.text = text;
        this.root = root;
        this.index = index;
        this.receiver = receiver;
    }

    /**
     * The receiver of that name, null when it does not stand in the text.
     *
     * @param file name of the text, for positions
     * @throws SettingsException when the text is not YAML
     */
    public static @Nullable WrittenReceiver find(String file, String text, String name)
            throws SettingsException {
        SettingsNode root = YamlReader.read(file, text);
        List<SettingsNode> receivers = Nodes.items(root, RECEIVERS);
        for (int i = 0; i < receivers.size(); i++) {
            if (receivers.get(i) instanceof Mapping receiver
                    && Nodes.child(receiver, NAME) instanceof Scalar named
                    && named.text().equals(name)) {
                return new WrittenReceiver(file, text, root, i, receiver);
            }
        }
        return null;
    }

    /**
     * What can be said of a receiver.
     *
     * @param labels those it says itself; empty for none
     * @param channels in the order of their types; their index counts for nothing where they are
     *     wanted
     */
    public record Content(String name, Map<String, String> labels, List<Channel> channels) {
        public Content {
            labels = Map.copyOf(labels);
            channels = List.copyOf(channels);
        }
    }

    /** As it is written. */
    public Content content() {
        return new Content(name(), labels(), channels());
    }

    private String name() {
        return Nodes.child(receiver, NAME) instanceof Scalar name ? name.text() : "";
    }

    private Map<String, String> labels() {
        Map<String, String> labels = new LinkedHashMap<>();
        for (Entry entry : Nodes.entries(Nodes.child(receiver, LABELS))) {
            if (entry.value() instanceof Scalar value) {
                labels.put(entry.key(), value.text());
            }
        }
        return labels;
    }

    /** Its channels, in the order in which they are written. */
    public List<Channel> channels() {
        List<Channel> channels = new ArrayList<>();
        for (Entry section : receiver.entries()) {
            if (isSection(section.key()) && section.value() instanceof Sequence items) {
                String type = typeOf(section.key());
                for (int i = 0; i < items.items().size(); i++) {
                    channels.add(new Channel(type, i, items.items().get(i)));
                }
            }
        }
        return List.copyOf(channels);
    }

    private static boolean isSection(String key) {
        return key.endsWith(ChannelType.ENDING);
    }

    private static String typeOf(String section) {
        return section.substring(0, section.length() - ChannelType.ENDING.length());
    }

    /**
     * The text with another content of the receiver; routes in it that name it follow when it gets
     * another name. Everything else in the text stays to the character, and so do comments and the
     * order within the settings of channels that stay; what stands directly above a channel goes
     * with it.
     *
     * @throws SettingsException when the text is written in such a way that this cannot be done
     */
    public String with(Content content) throws SettingsException {
        List<SettingsNode> receivers = new ArrayList<>(Nodes.items(root, RECEIVERS));
        receivers.set(index, wanted(content));
        SettingsNode named = WrittenRoutes.renamed(root, name(), content.name());
        return changed(Nodes.withItems(named, RECEIVERS, receivers));
    }

    /**
     * The text without the receiver; null when nothing is left in it.
     *
     * @param replacement receiver to which its routes in the text go
     * @throws SettingsException as {@link #with}
     */
    public @Nullable String without(String replacement) throws SettingsException {
        List<SettingsNode> receivers = new ArrayList<>(Nodes.items(root, RECEIVERS));
        receivers.remove(index);
        SettingsNode named = WrittenRoutes.renamed(root, name(), replacement);
        Mapping wanted = Nodes.withItems(named, RECEIVERS, receivers);
        return wanted.entries().isEmpty() ? null : changed(wanted);
    }

    private String changed(SettingsNode wanted) throws SettingsException {
        return YamlChange.of(file, text, root, wanted, receiver.position());
    }

    private Mapping wanted(Content content) {
        List<Channel> channels = content.channels();
        List<Entry> entries = new ArrayList<>();
        for (Entry entry : receiver.entries()) {
            if (entry.key().equals(NAME) && !content.name().equals(name())) {
                entries.add(text(NAME, content.name()));
            } else if (!isSection(entry.key()) || !(entry.value() instanceof Sequence)) {
                entries.add(entry);
            } else if (channels.stream().anyMatch(c -> c.type().equals(typeOf(entry.key())))) {
                entries.add(section(entry.key(), channels));
            }
        }
        for (Channel channel : channels) {
            String key = channel.type() + ChannelType.ENDING;
            if (entries.stream().noneMatch(entry -> entry.key().equals(key))) {
                entries.add(section(key, channels));
            }
        }
        return withLabels(new Mapping(List.copyOf(entries), receiver.position()), content.labels());
    }

    private Mapping withLabels(Mapping wanted, Map<String, String> labels) {
        if (labels.equals(labels())) {
            return wanted;
        } else if (labels.isEmpty()) {
            return Nodes.without(wanted, LABELS);
        }
        SettingsNode written = Nodes.child(receiver, LABELS);
        List<Entry> entries = new ArrayList<>();
        labels.forEach((name, value) -> {
            Entry old = Nodes.entry(written, name);
            boolean same = old != null && value.equals(labels().get(name));
            entries.add(same ? old : text(name, value));
        });
        TextPosition place = receiver.position();
        return Nodes.put(wanted, new Entry(LABELS, place, new Mapping(entries, place)));
    }

    private Entry text(String key, String value) {
        TextPosition place = receiver.position();
        return new Entry(key, place, new Scalar(value, true, place));
    }

    private Entry section(String key, List<Channel> channels) {
        List<SettingsNode> items =
                channels.stream()
                        .filter(channel -> channel.type().equals(typeOf(key)))
                        .map(Channel::settings)
                        .toList();
        return new Entry(key, receiver.position(), new Sequence(items, receiver.position()));
    }
}
