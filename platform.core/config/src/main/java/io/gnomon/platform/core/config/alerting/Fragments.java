package io.gnomon.platform.core.config.alerting;

import io.gnomon.platform.core.config.internal.text.YamlReader;
import io.gnomon.spi.settings.SettingsException;
import io.gnomon.spi.settings.SettingsException.Problem;
import io.gnomon.spi.settings.SettingsNode;
import io.gnomon.spi.settings.SettingsNode.Entry;
import io.gnomon.spi.settings.SettingsNode.Sequence;

import java.util.ArrayList;
import java.util.List;

/**
 * Puts the fragments of {@code alerting.d} below an alertmanager.yml before that is read: their
 * receivers, time intervals and inhibition rules behind those of the file, their {@code routes}
 * behind the routes of its root. Every node keeps its place, so what is wrong is told with the
 * fragment's file, line and column.
 */
final class Fragments {
    private static final List<String> LISTS =
            List.of("receivers", "time_intervals", "inhibit_rules");
    private static final String ROUTES = "routes";

    private Fragments() {}

    /**
     * The file with the fragments.
     *
     * @param fragments in the order in which they count
     * @throws SettingsException when one is not readable or has another key
     */
    static SettingsNode merged(SettingsNode root, List<YamlText> fragments)
            throws SettingsException {
        SettingsNode merged = root;
        for (YamlText fragment : fragments) {
            SettingsNode read = YamlReader.read(fragment.file(), fragment.text());
            for (Entry entry : Nodes.entries(read)) {
                merged = with(merged, entry);
            }
        }
        return merged;
    }

    private static SettingsNode with(SettingsNode root, Entry entry) throws SettingsException {
        if (LISTS.contains(entry.key())) {
            return appended(root, entry);
        } else if (entry.key().equals(ROUTES)) {
            SettingsNode route = appended(Nodes.child(root, "route"), entry);
            return Nodes.put(root, new Entry("route", route.position(), route));
        }
        throw new SettingsException(
                List.of(
                        new Problem(
                                "",
                                entry.keyPosition(),
                                "a fragment has no \"%s\"; valid are routes, %s"
                                        .formatted(entry.key(), String.join(", ", LISTS)))));
    }

    /** The mapping with the items of an entry behind those of its own list of that key. */
    private static SettingsNode appended(SettingsNode mapping, Entry entry)
            throws SettingsException {
        if (!(entry.value() instanceof Sequence more)) {
            throw new SettingsException(
                    List.of(
                            new Problem(
                                    "",
                                    entry.value().position(),
                                    entry.key() + " must be a list")));
        }
        List<SettingsNode> items = new ArrayList<>(Nodes.items(mapping, entry.key()));
        Entry own = Nodes.entry(mapping, entry.key());
        items.addAll(more.items());
        SettingsNode place = own == null ? more : own.value();
        return Nodes.put(
                mapping,
                new Entry(
                        entry.key(),
                        own == null ? entry.keyPosition() : own.keyPosition(),
                        new Sequence(List.copyOf(items), place.position())));
    }
}
