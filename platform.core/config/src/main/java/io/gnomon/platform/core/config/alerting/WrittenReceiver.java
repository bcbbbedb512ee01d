package io.gnomon.platform.core.config.alerting;

import io.gnomon.model.text.TextPosition;
import io.gnomon.platform.core.config.internal.text.YamlChange;
import io.gnomon.platform.core.config.internal.text.YamlReader;
import io.gnomon.platform.core.config.internal.text.YamlValue;
import io.gnomon.spi.settings.SettingsException;
import io.gnomon.spi.settings.SettingsException.Problem;
import io.gnomon.spi.settings.SettingsNode;
import io.gnomon.spi.settings.SettingsNode.Entry;
import io.gnomon.spi.settings.SettingsNode.Mapping;
import io.gnomon.spi.settings.SettingsNode.Scalar;
import io.gnomon.spi.settings.SettingsNode.Sequence;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * A receiver as it stands in a file, alertmanager.yml or a fragment, without what its channels take
 * from {@code global}; and that file with other channels. Immutable.
 */
public final class WrittenReceiver {
    private static final String RECEIVERS = "receivers";

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
                    && Nodes.child(receiver, "name") instanceof Scalar named
                    && named.text().equals(name)) {
                return new WrittenReceiver(file, text, root, i, receiver);
            }
        }
        return null;
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
     * The text with these channels instead. Everything else in it stays to the character, and so do
     * comments and the order within the settings of channels that stay.
     *
     * @param channels in the order of their type; the index counts for nothing
     * @throws SettingsException when the text is written in such a way that this cannot be done
     */
    public String with(List<Channel> channels) throws SettingsException {
        Mapping wanted = wanted(channels);
        String changed = YamlChange.ofItem(file, text, RECEIVERS, index, receiver, wanted);
        if (!says(changed, wanted)) {
            throw refused();
        }
        return changed;
    }

    private Mapping wanted(List<Channel> channels) {
        List<Entry> entries = new ArrayList<>();
        for (Entry entry : receiver.entries()) {
            if (!isSection(entry.key()) || !(entry.value() instanceof Sequence)) {
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
        return new Mapping(List.copyOf(entries), receiver.position());
    }

    private Entry section(String key, List<Channel> channels) {
        List<SettingsNode> items =
                channels.stream()
                        .filter(channel -> channel.type().equals(typeOf(key)))
                        .map(Channel::settings)
                        .toList();
        return new Entry(key, receiver.position(), new Sequence(items, receiver.position()));
    }

    /** Whether a text has the receiver as wanted, and all else as it was. */
    private boolean says(String changed, Mapping wanted) {
        SettingsNode read;
        try {
            read = YamlReader.read(file, changed);
        } catch (SettingsException e) {
            return false;
        }
        List<SettingsNode> receivers = new ArrayList<>(Nodes.items(root, RECEIVERS));
        receivers.set(index, wanted);
        List<Entry> entries = new ArrayList<>(Nodes.entries(root));
        entries.replaceAll(entry ->
                entry.key().equals(RECEIVERS)
                        ? new Entry(
                                RECEIVERS,
                                entry.keyPosition(),
                                new Sequence(receivers, entry.value().position()))
                        : entry);
        return YamlValue.same(read, new Mapping(entries, root.position()));
    }

    private SettingsException refused() {
        TextPosition place = receiver.position();
        return new SettingsException(
                List.of(
                        new Problem(
                                "",
                                place,
                                "this receiver is written in a way that a form cannot change, with"
                                        + " anchors or in one line; change it in the text of the"
                                        + " file")));
    }
}
