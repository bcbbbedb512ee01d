package io.gnomon.platform.core.config.alerting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.platform.core.config.alerting.WrittenReceiver.Channel;
import io.gnomon.platform.core.config.alerting.WrittenReceiver.Content;
import io.gnomon.platform.core.config.internal.text.YamlReader;
import io.gnomon.platform.testkit.PeerData;
import io.gnomon.spi.settings.SettingsException;
import io.gnomon.spi.settings.SettingsNode;
import io.gnomon.spi.settings.SettingsNode.Entry;
import io.gnomon.spi.settings.SettingsNode.Mapping;
import io.gnomon.spi.settings.SettingsNode.Scalar;
import io.gnomon.spi.settings.SettingsNode.Sequence;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every channel in Alertmanager's own configuration files loses each of its keys, gets another
 * value for each, a key more, and goes altogether: nothing that a person may write keeps a form
 * from changing it, and every line outside of what changes stays to the character.
 */
class WrittenReceiverPeerFilesTest {
    private static final List<String> FOLDERS =
            List.of("alertmanager", "alertmanager-examples", "amtool/routing");

    private int changes;

    @Test
    void everyChannelCanBeChanged() throws Exception {
        for (String folder : FOLDERS) {
            try (Stream<Path> all = Files.list(PeerData.folder("config/" + folder))) {
                for (Path file : all.filter(WrittenReceiverPeerFilesTest::loads).toList()) {
                    everyChannel(file);
                }
            }
        }
        assertTrue(changes > 200, changes + " changes");
    }

    private static boolean loads(Path file) {
        try {
            AlertmanagerFile read = AlertmanagerFile.read(file.toString(), MatcherSyntax.FALLBACK);
            return !read.receivers().isEmpty();
        } catch (SettingsException e) {
            return false;
        }
    }

    /**
     * A file with one of its receivers.
     *
     * @param lines on which something begins, sorted
     */
    private record Place(String text, NavigableSet<Integer> lines, WrittenReceiver receiver) {}

    private void everyChannel(Path file) throws IOException, SettingsException {
        String text = Files.readString(file);
        SettingsNode root = YamlReader.read(file.toString(), text);
        for (SettingsNode node : Nodes.items(root, "receivers")) {
            String name = ((Scalar) Nodes.child(node, "name")).text();
            WrittenReceiver receiver =
                    Objects.requireNonNull(WrittenReceiver.find(file.toString(), text, name));
            assertEquals(text, receiver.with(receiver.content()));
            renamed(text, receiver, name);
            Place place = new Place(text, lines(root), receiver);
            for (int i = 0; i < receiver.channels().size(); i++) {
                List<Channel> others = new ArrayList<>(receiver.channels());
                others.remove(i);
                // Comments between a channel's own lines go with it.
                assertTrue(with(receiver, others).length() < text.length());
                if (receiver.channels().get(i).settings() instanceof Mapping settings) {
                    everyKey(place, i, settings);
                }
            }
        }
    }

    /** A name that occurs nowhere comes to every place of the old one, and nothing else changes. */
    private void renamed(String text, WrittenReceiver receiver, String name)
            throws SettingsException {
        Content content = receiver.content();
        String other = "another-name";
        String changed = receiver.with(new Content(other, content.labels(), content.channels()));
        int routes = WrittenRoutes.to(name, "before.yml", text).size();
        assertEquals(routes, WrittenRoutes.to(other, "after.yml", changed).size());
        assertEquals(text, changed.replace(other, name));
        changes++;
    }

    /** Lines on which a value or a key begins. */
    private static NavigableSet<Integer> lines(SettingsNode node) {
        NavigableSet<Integer> lines = new TreeSet<>(Set.of(node.position().line()));
        switch (node) {
            case Mapping mapping ->
                    mapping.entries()
                            .forEach(entry -> {
                                lines.add(entry.keyPosition().line());
                                lines.addAll(lines(entry.value()));
                            });
            case Sequence sequence -> sequence.items().forEach(item -> lines.addAll(lines(item)));
            case Scalar _ -> {}
        }
        return lines;
    }

    private void everyKey(Place place, int channel, Mapping settings) throws SettingsException {
        List<Entry> more = new ArrayList<>(settings.entries());
        more.add(entry("another", "1"));
        changed(place, settings, with(place.receiver, channel, more));
        for (int i = 0; i < settings.entries().size(); i++) {
            List<Entry> fewer = new ArrayList<>(settings.entries());
            Entry old = fewer.remove(i);
            // The key behind the first comes up to the dash of the list.
            SettingsNode removed = i == 0 ? settings : new Mapping(List.of(old), old.keyPosition());
            changed(place, removed, with(place.receiver, channel, fewer));
            List<Entry> other = new ArrayList<>(settings.entries());
            other.set(i, entry(old.key(), "{{ an: 'other' }}\n# value\n"));
            changed(
                    place,
                    new Mapping(List.of(old), old.keyPosition()),
                    with(place.receiver, channel, other));
        }
    }

    private static Entry entry(String key, String value) {
        Mapping empty = SettingsNode.empty();
        return new Entry(key, empty.position(), new Scalar(value, true, empty.position()));
    }

    private static String with(WrittenReceiver receiver, List<Channel> channels)
            throws SettingsException {
        Content content = receiver.content();
        return receiver.with(new Content(content.name(), content.labels(), channels));
    }

    private static String with(WrittenReceiver receiver, int channel, List<Entry> settings)
            throws SettingsException {
        List<Channel> channels = new ArrayList<>(receiver.channels());
        Channel old = channels.get(channel);
        channels.set(
                channel,
                new Channel(
                        old.type(), old.index(), new Mapping(settings, old.settings().position())));
        return with(receiver, channels);
    }

    /**
     * The settings are what was wanted, or {@code with} throws; lines before and behind the node
     * and all comments are still there.
     */
    private void changed(Place place, SettingsNode node, String to) {
        changes++;
        assertTrue(!place.text.equals(to));
        NavigableSet<Integer> own = lines(node);
        Integer next = place.lines.higher(own.last());
        assertTrue(to.startsWith(lines(place.text, 1, own.first())), to);
        assertTrue(to.endsWith(next == null ? "" : lines(place.text, next, Integer.MAX_VALUE)), to);
        place.text
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith("#"))
                .forEach(comment -> assertTrue(to.contains(comment), comment));
    }

    /** Lines from the one on, which is counted from 1, up to another. */
    private static String lines(String text, int from, int to) {
        return text.lines()
                .skip(from - 1)
                .limit(to - from)
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }
}
