package io.gnomon.platform.core.config;

import io.gnomon.model.text.TextPosition;
import io.gnomon.platform.core.config.internal.settings.FlagTable;
import io.gnomon.platform.core.config.internal.settings.FlagTable.Kind;
import io.gnomon.spi.settings.SettingsNode;
import io.gnomon.spi.settings.SettingsNode.Mapping;
import io.gnomon.spi.settings.SettingsNode.Scalar;
import io.gnomon.spi.settings.SettingsNode.Sequence;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * The two lists of an exporter's settings that name collectors to run and not to run, see {@link
 * io.gnomon.spi.common.Flag}. Immutable.
 */
public final class CollectorSwitches {
    private static final TextPosition NOWHERE = new TextPosition("", 1, 1);

    private final List<String> on;
    private final List<String> off;

    private CollectorSwitches(List<String> on, List<String> off) {
        this.on = on;
        this.off = off;
    }

    /**
     * Those of a settings record, null when it has none.
     *
     * @throws IllegalArgumentException when the type is not a settings record
     */
    public static @Nullable CollectorSwitches of(Class<? extends Record> type) {
        List<FlagTable.Entry> flags = FlagTable.of(type);
        List<String> on = path(flags, Kind.ON);
        List<String> off = path(flags, Kind.OFF);
        return on.isEmpty() || off.isEmpty() ? null : new CollectorSwitches(on, off);
    }

    private static List<String> path(List<FlagTable.Entry> flags, Kind kind) {
        return flags.stream()
                .filter(flag -> flag.kind() == kind)
                .findFirst()
                .map(FlagTable.Entry::path)
                .orElse(List.of());
    }

    /**
     * The settings with one collector switched, whatever they said of it: it stands in the one list
     * and not in the other.
     */
    public Mapping switched(Mapping settings, String collector, boolean run) {
        return listed(listed(settings, on, collector, run), off, collector, !run);
    }

    private static Mapping listed(
            Mapping settings, List<String> path, String collector, boolean wanted) {
        List<SettingsNode> names = new ArrayList<>(names(settings, path));
        names.removeIf(name -> name instanceof Scalar text && text.text().equals(collector));
        if (wanted) {
            names.add(new Scalar(collector, true, NOWHERE));
        }
        return SettingsFlags.with(settings, path, new Sequence(names, NOWHERE));
    }

    private static List<SettingsNode> names(SettingsNode settings, List<String> path) {
        SettingsNode node = settings;
        for (String key : path) {
            node =
                    node instanceof Mapping mapping
                            ? mapping.entries().stream()
                                    .filter(entry -> entry.key().equals(key))
                                    .findFirst()
                                    .map(SettingsNode.Entry::value)
                                    .orElse(SettingsNode.empty())
                            : SettingsNode.empty();
        }
        return node instanceof Sequence sequence ? sequence.items() : List.of();
    }
}
