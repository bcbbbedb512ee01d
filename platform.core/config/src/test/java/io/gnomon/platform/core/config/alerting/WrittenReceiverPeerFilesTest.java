package io.gnomon.platform.core.config.alerting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.platform.core.config.alerting.WrittenReceiver.Channel;
import io.gnomon.platform.core.config.internal.text.YamlReader;
import io.gnomon.platform.testkit.PeerData;
import io.gnomon.spi.settings.SettingsException;
import io.gnomon.spi.settings.SettingsNode;
import io.gnomon.spi.settings.SettingsNode.Entry;
import io.gnomon.spi.settings.SettingsNode.Mapping;
import io.gnomon.spi.settings.SettingsNode.Scalar;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Every channel in Alertmanager's own configuration files loses each of its keys, gets another
 * value for each, a key more, and goes altogether: nothing that a person may write keeps a form
 * from changing it.
 */
class WrittenReceiverPeerFilesTest {
    private int changes;

    @Test
    void everyChannelCanBeChanged() throws Exception {
        try (Stream<Path> all = Files.list(PeerData.folder("config/alertmanager-examples"))) {
            for (Path file : all.sorted().toList()) {
                everyChannel(file);
            }
        }
        try (Stream<Path> all = Files.list(PeerData.folder("config/alertmanager"))) {
            for (Path file : all.filter(WrittenReceiverPeerFilesTest::loads).sorted().toList()) {
                everyChannel(file);
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

    private void everyChannel(Path file) throws IOException, SettingsException {
        String text = Files.readString(file);
        for (SettingsNode node : Nodes.items(YamlReader.read(file.toString(), text), "receivers")) {
            String name = ((Scalar) Nodes.child(node, "name")).text();
            WrittenReceiver receiver =
                    Objects.requireNonNull(WrittenReceiver.find(file.toString(), text, name));
            assertEquals(text, receiver.with(receiver.channels()));
            for (int i = 0; i < receiver.channels().size(); i++) {
                List<Channel> others = new ArrayList<>(receiver.channels());
                others.remove(i);
                // Comments between a channel's own lines go with it.
                assertTrue(receiver.with(others).length() < text.length());
                if (receiver.channels().get(i).settings() instanceof Mapping settings) {
                    everyKey(text, receiver, i, settings);
                }
            }
        }
    }

    private void everyKey(String text, WrittenReceiver receiver, int channel, Mapping settings)
            throws SettingsException {
        List<Entry> more = new ArrayList<>(settings.entries());
        more.add(entry("another", "1"));
        changed(text, with(receiver, channel, more));
        for (int i = 0; i < settings.entries().size(); i++) {
            List<Entry> fewer = new ArrayList<>(settings.entries());
            Entry old = fewer.remove(i);
            changed(text, with(receiver, channel, fewer));
            List<Entry> other = new ArrayList<>(settings.entries());
            other.set(i, entry(old.key(), "{{ an: 'other' }}\n# value\n"));
            changed(text, with(receiver, channel, other));
        }
    }

    private static Entry entry(String key, String value) {
        Mapping empty = SettingsNode.empty();
        return new Entry(key, empty.position(), new Scalar(value, true, empty.position()));
    }

    private static String with(WrittenReceiver receiver, int channel, List<Entry> settings)
            throws SettingsException {
        List<Channel> channels = new ArrayList<>(receiver.channels());
        Channel old = channels.get(channel);
        channels.set(
                channel,
                new Channel(
                        old.type(), old.index(), new Mapping(settings, old.settings().position())));
        return receiver.with(channels);
    }

    /** The settings are what was wanted, or {@code with} throws; comments are still there. */
    private void changed(String from, String to) {
        changes++;
        assertTrue(!from.equals(to));
        from.lines()
                .map(String::strip)
                .filter(line -> line.startsWith("#"))
                .forEach(comment -> assertTrue(to.contains(comment), comment));
    }
}
