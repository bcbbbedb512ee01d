package io.gnomon.platform.core.config.alerting;

import io.gnomon.model.labels.Labels;
import io.gnomon.platform.core.config.alerting.AlertmanagerSections.ReceiverSection;
import io.gnomon.platform.core.config.alerting.Receiver.ChannelEntry;
import io.gnomon.platform.core.config.internal.settings.GoScalars;
import io.gnomon.platform.core.config.internal.settings.UnknownKey;
import io.gnomon.spi.settings.SettingsException.Problem;
import io.gnomon.spi.settings.SettingsNode;
import io.gnomon.spi.settings.SettingsNode.Entry;
import io.gnomon.spi.settings.SettingsNode.Mapping;
import io.gnomon.spi.settings.SettingsNode.Scalar;
import io.gnomon.spi.settings.SettingsNode.Sequence;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads the sections of receivers. Sections of Alertmanager's channels are known whether their
 * plugin is here or not; one of another name belongs to a channel that somebody has written, and
 * gets nothing from {@code global}, unless it is a known name with one slip.
 */
final class ReceiverReader {
    private static final List<String> OWN_KEYS = List.of("name", "labels");
    private static final List<String> SECTIONS =
            Arrays.stream(ChannelType.values())
                    .map(type -> type.typeName() + ChannelType.ENDING)
                    .toList();
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]*");

    private final SettingsNode global;
    private final List<Problem> problems;
    private final List<String> warnings;

    /**
     * Checks what {@code global} says twice, too.
     *
     * @param problems gets the mistakes
     */
    ReceiverReader(SettingsNode global, List<Problem> problems, List<String> warnings) {
        this.global = global;
        this.problems = problems;
        this.warnings = warnings;
        for (ChannelType type : ChannelType.values()) {
            type.taken().forEach(taken -> taken.checkGlobal(global, problems));
        }
        SlackEntry.checkGlobal(global, problems);
    }

    Receiver read(ReceiverSection section, SettingsNode receiver) {
        List<ChannelEntry> channels = new ArrayList<>();
        for (Entry entry : Nodes.entries(receiver)) {
            String type = entry.key().replaceAll(ChannelType.ENDING + "$", "");
            if (OWN_KEYS.contains(entry.key())) {
                continue;
            } else if (type.equals(entry.key()) || !NAME.matcher(type).matches()) {
                problems.add(new Problem("", entry.keyPosition(), unknown(entry.key())));
                continue;
            }
            if (ChannelType.find(type) == null) {
                if (UnknownKey.isNear(entry.key(), SECTIONS)) {
                    // Alertmanager refuses it; a warning alone would leave people untold.
                    problems.add(new Problem("", entry.keyPosition(), unknown(entry.key())));
                    continue;
                }
                warnings.add(
                        entry.keyPosition()
                                + ": Alertmanager has no "
                                + entry.key()
                                + ", a plugin must offer the channel \""
                                + type
                                + "\"");
            }
            section(type, entry, channels);
        }
        Map<String, String> labels = new HashMap<>(section.labels());
        labels.put("name", section.name());
        return new Receiver(section.name(), Labels.of(labels), List.copyOf(channels));
    }

    /** One entry of a section; null and a problem when it is none. */
    @Nullable ChannelEntry read(String type, SettingsNode settings) {
        Mapping entry = entry(type, settings);
        return entry == null ? null : channel(type, 0, entry);
    }

    /** Keys that entries of that type take from {@code global}, as it is now. */
    static List<String> fromGlobal(String typeName, SettingsNode global) {
        ChannelType type = ChannelType.find(typeName);
        if (type == null) {
            return List.of();
        }
        List<Taken> all = new ArrayList<>(type.taken());
        if (type == ChannelType.SLACK) {
            all.addAll(SlackEntry.TAKEN);
        }
        return all.stream().flatMap(taken -> taken.givenBy(global).stream()).toList();
    }

    private static String unknown(String key) {
        return UnknownKey.sentence(key, OWN_KEYS, SECTIONS, "Alertmanager's *_configs");
    }

    private void section(String type, Entry section, List<ChannelEntry> channels) {
        if (section.value() instanceof Scalar scalar && scalar.isNull()) {
            return;
        }
        if (!(section.value() instanceof Sequence list)) {
            refuse(section.value(), section.key() + " must be a list");
            return;
        }
        for (int i = 0; i < list.items().size(); i++) {
            Mapping entry = entry(type, list.items().get(i));
            if (entry != null) {
                channels.add(channel(type, i, entry));
            }
        }
    }

    private @Nullable Mapping entry(String type, SettingsNode node) {
        ChannelType known = ChannelType.find(type);
        if (node instanceof Mapping mapping) {
            return mapping;
        } else if (node instanceof Scalar scalar && scalar.isNull()) {
            if (known != null && known.mayBeEmpty()) {
                return new Mapping(List.of(), node.position());
            }
            refuse(node, "missing " + type + " config");
        } else {
            refuse(node, "an entry of " + type + ChannelType.ENDING + " must be a mapping");
        }
        return null;
    }

    private ChannelEntry channel(String typeName, int index, Mapping entry) {
        ChannelType type = ChannelType.find(typeName);
        boolean sendResolved = sendResolved(entry, type == null || type.sendResolved());
        if (type == null) {
            return new ChannelEntry(typeName, index, entry, sendResolved);
        }
        List<Entry> entries = new ArrayList<>(entry.entries());
        for (Taken taken : type.taken()) {
            if (!taken.isIn(entry)
                    && !taken.take(global, entry, entries)
                    && !taken.missing().isEmpty()) {
                refuse(entry, taken.missing());
            }
        }
        if (type == ChannelType.SLACK) {
            SlackEntry.complete(entry, global, entries, problems);
        }
        if (type.endsUrlWithSlash()) {
            entries.replaceAll(ReceiverReader::withSlash);
        }
        Mapping complete = new Mapping(List.copyOf(entries), entry.position());
        return new ChannelEntry(typeName, index, complete, sendResolved);
    }

    private static Entry withSlash(Entry entry) {
        return (entry.key().equals("api_url")
                        && entry.value() instanceof Scalar url
                        && !url.text().endsWith("/"))
                ? new Entry(
                        entry.key(),
                        entry.keyPosition(),
                        new Scalar(url.text() + "/", url.quoted(), url.position()))
                : entry;
    }

    private boolean sendResolved(Mapping entry, boolean usual) {
        Entry given = Nodes.given(entry, "send_resolved");
        if (given == null) {
            return usual;
        }
        Boolean value =
                (given.value() instanceof Scalar scalar && !scalar.quoted())
                        ? GoScalars.toBoolean(scalar.text())
                        : null;
        if (value == null) {
            refuse(given.value(), "send_resolved must be true or false");
            return usual;
        }
        return value;
    }

    private void refuse(SettingsNode where, String message) {
        problems.add(new Problem("", where.position(), message));
    }
}
