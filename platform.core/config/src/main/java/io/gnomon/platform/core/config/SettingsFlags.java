package io.gnomon.platform.core.config;

import io.gnomon.model.text.TextPosition;
import io.gnomon.platform.core.config.internal.settings.FlagTable;
import io.gnomon.platform.core.config.internal.settings.FlagTable.Entry;
import io.gnomon.platform.core.config.internal.settings.FlagTable.Kind;
import io.gnomon.platform.core.config.internal.settings.RecordBinder;
import io.gnomon.platform.core.config.internal.settings.UnknownKey;
import io.gnomon.spi.settings.SettingsException;
import io.gnomon.spi.settings.SettingsNode;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * Settings records from command-line flags, see {@link io.gnomon.spi.common.Flag}: one line of
 * flags may fill several records, such as those of an exporter and of its listener. Immutable.
 */
public final class SettingsFlags {
    private static final String NO = "no-";
    private static final TextPosition NOWHERE = new TextPosition("", 1, 1);

    private final List<Group> groups = new ArrayList<>();
    private final Map<String, Named> byName = new LinkedHashMap<>();
    private final Map<String, Boolean> collectors;
    private @Nullable Named on;
    private @Nullable Named off;

    private record Group(Class<? extends Record> type, List<Entry> entries) {}

    private record Named(Class<? extends Record> type, Entry entry) {}

    /**
     * The flags of these records; of two with the same flag the first has it.
     *
     * @param collectors what flags can switch on and off, and whether it is on by default
     * @throws IllegalArgumentException when a type is not a settings record
     */
    public SettingsFlags(
            Map<String, Boolean> collectors, List<? extends Class<? extends Record>> types) {
        this.collectors = collectors;
        for (Class<? extends Record> type : types) {
            List<Entry> entries = FlagTable.of(type);
            groups.add(new Group(type, entries));
            for (Entry entry : entries) {
                Named named = new Named(type, entry);
                switch (entry.kind()) {
                    case ON -> on = named;
                    case OFF -> off = named;
                    default -> entry.names().forEach(name -> byName.putIfAbsent(name, named));
                }
            }
        }
    }

    /** Values that were given, for each record. */
    public static final class Given {
        private final Map<Class<?>, Map<Entry, List<String>>> values = new LinkedHashMap<>();

        private Given() {}

        private List<String> of(Named named) {
            return values.computeIfAbsent(named.type(), t -> new LinkedHashMap<>())
                    .computeIfAbsent(named.entry(), e -> new ArrayList<>());
        }

        /** The settings node of a record: what a configuration file would say. */
        public SettingsNode node(Class<? extends Record> type) {
            SettingsNode.Mapping node = SettingsNode.empty();
            for (var given : values.getOrDefault(type, Map.of()).entrySet()) {
                node = with(node, given.getKey().path(), value(given.getKey(), given.getValue()));
            }
            return node;
        }

        /**
         * The record.
         *
         * @throws IllegalArgumentException with a sentence for each value that is not valid
         */
        public <S extends Record> S bind(Class<S> type) {
            try {
                return new RecordBinder().bind(node(type), type);
            } catch (SettingsException e) {
                List<String> sentences = new ArrayList<>();
                for (SettingsException.Problem problem : e.problems()) {
                    sentences.add(flagOf(type, problem.path()) + problem.message());
                }
                throw new IllegalArgumentException(String.join("; ", sentences), e);
            }
        }

        /** The flag that gave the value of a JSON pointer. */
        private String flagOf(Class<?> type, String pointer) {
            for (Entry entry : values.getOrDefault(type, Map.of()).keySet()) {
                String path = "/" + String.join("/", entry.path());
                if (pointer.equals(path) || pointer.startsWith(path + "/")) {
                    return "--" + entry.names().getFirst() + ": ";
                }
            }
            return "";
        }
    }

    /**
     * Reads flags.
     *
     * @param environment value of a variable, empty when it is not set
     * @throws IllegalArgumentException with a sentence for the user
     */
    public Given parse(List<String> arguments, UnaryOperator<String> environment) {
        Given given = new Given();
        Map<String, Boolean> switched = new LinkedHashMap<>();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (!argument.startsWith("--")) {
                throw new IllegalArgumentException("unexpected argument \"" + argument + "\"");
            }
            int equals = argument.indexOf('=');
            String name = argument.substring(2, equals < 0 ? argument.length() : equals);
            if (equals < 0 && isSwitched(name, switched)) {
                continue;
            }
            Named named = named(name);
            List<String> values = given.of(named);
            if (named.entry().kind() == Kind.SWITCH) {
                if (equals >= 0) {
                    throw new IllegalArgumentException(
                            "--%s takes no value; write --%s or --no-%s"
                                    .formatted(name, shown(named), shown(named)));
                }
                values.clear();
                values.add(Boolean.toString(byName.containsKey(name)));
                continue;
            }
            if (named.entry().kind() == Kind.VALUE && !values.isEmpty()) {
                throw new IllegalArgumentException("--" + name + " may be given once only");
            }
            if (equals >= 0) {
                values.add(argument.substring(equals + 1));
            } else if (i + 1 < arguments.size()) {
                values.add(arguments.get(++i));
            } else {
                throw new IllegalArgumentException("--" + name + " needs a value");
            }
        }
        addSwitched(switched, given);
        addEnvironment(environment, given);
        return given;
    }

    private static String shown(Named named) {
        return named.entry().names().getFirst();
    }

    /** Notes a collector that is switched, when the flag is one of a collector. */
    private boolean isSwitched(String name, Map<String, Boolean> switched) {
        if (byName.containsKey(name)) {
            return false;
        }
        String collector = collector(name, on, "");
        boolean wanted = !collector.isEmpty();
        if (!wanted) {
            collector = collector(name, off, NO);
        }
        if (collector.isEmpty()) {
            return false;
        }
        switched.remove(collector);
        switched.put(collector, wanted);
        return true;
    }

    /** The collector that a flag of this kind means, empty when there is none. */
    private String collector(String name, @Nullable Named kind, String before) {
        String start = kind == null ? "" : before + shown(kind);
        String collector =
                kind != null && name.startsWith(start) ? name.substring(start.length()) : "";
        return collectors.containsKey(collector) ? collector : "";
    }

    private void addSwitched(Map<String, Boolean> switched, Given given) {
        switched.forEach((collector, wanted) -> {
            Named list = wanted ? on : off;
            if (list != null) {
                given.of(list).add(collector);
            }
        });
    }

    private void addEnvironment(UnaryOperator<String> environment, Given given) {
        for (Named named : byName.values()) {
            String variable = named.entry().environment();
            String value = variable.isEmpty() ? "" : environment.apply(variable);
            if (!value.isEmpty() && given.of(named).isEmpty()) {
                given.of(named).add(value);
            }
        }
    }

    /** Also by the name of a negated switch. */
    private Named named(String name) {
        Named named = byName.get(name);
        if (named == null && name.startsWith(NO)) {
            named = byName.get(name.substring(NO.length()));
            if (named != null && named.entry().kind() != Kind.SWITCH) {
                named = null;
            }
        }
        if (named != null) {
            return named;
        }
        String near = UnknownKey.nearest(name, names());
        throw new IllegalArgumentException(
                "unknown flag --"
                        + name
                        + (near.isEmpty() ? "" : ", did you mean --" + near + "?"));
    }

    /** All that may stand behind two dashes. */
    private Collection<String> names() {
        Collection<String> names = new TreeSet<>(byName.keySet());
        byName.forEach((name, named) -> {
            if (named.entry().kind() == Kind.SWITCH) {
                names.add(NO + name);
            }
        });
        for (String collector : collectors.keySet()) {
            if (on != null) {
                names.add(shown(on) + collector);
            }
            if (off != null) {
                names.add(NO + shown(off) + collector);
            }
        }
        return names;
    }

    private static SettingsNode value(Entry entry, List<String> texts) {
        List<SettingsNode> scalars = new ArrayList<>();
        for (String text : texts) {
            scalars.add(new SettingsNode.Scalar(text, entry.text(), NOWHERE));
        }
        return switch (entry.kind()) {
            case SWITCH, VALUE -> scalars.getFirst();
            case LIST, ON, OFF -> new SettingsNode.Sequence(scalars, NOWHERE);
        };
    }

    /** A mapping with a value more at a path of keys. */
    static SettingsNode.Mapping with(
            SettingsNode.Mapping mapping, List<String> path, SettingsNode value) {
        String key = path.getFirst();
        List<SettingsNode.Entry> entries = new ArrayList<>();
        SettingsNode.Mapping inner = SettingsNode.empty();
        for (SettingsNode.Entry entry : mapping.entries()) {
            if (!entry.key().equals(key)) {
                entries.add(entry);
            } else if (entry.value() instanceof SettingsNode.Mapping known) {
                inner = known;
            }
        }
        SettingsNode whole =
                path.size() == 1 ? value : with(inner, path.subList(1, path.size()), value);
        entries.add(new SettingsNode.Entry(key, NOWHERE, whole));
        return new SettingsNode.Mapping(entries, NOWHERE);
    }

    /** A line for each flag: how it is written, a tab, what it means. */
    public List<String> help() {
        List<String> lines = new ArrayList<>();
        for (Group group : groups) {
            for (Entry entry : group.entries()) {
                lines.addAll(help(entry));
            }
        }
        return lines;
    }

    private List<String> help(Entry entry) {
        String name = entry.names().getFirst();
        return switch (entry.kind()) {
            case SWITCH ->
                    List.of(
                            "--[no-]"
                                    + name
                                    + "\t"
                                    + entry.doc()
                                    + (entry.usual().equals("true") ? ". On by default" : ""));
            case VALUE ->
                    List.of(
                            "--"
                                    + name
                                    + "="
                                    + (entry.usual().isEmpty() ? "..." : entry.usual())
                                    + "\t"
                                    + entry.doc()
                                    + (entry.environment().isEmpty()
                                            ? ""
                                            : ". Also $" + entry.environment()));
            case LIST -> List.of("--" + name + "=... ...\t" + entry.doc());
            case ON ->
                    collectors.entrySet().stream()
                            .map(c ->
                                    "--[no-]"
                                            + name
                                            + c.getKey()
                                            + "\tThe collector "
                                            + c.getKey()
                                            + (c.getValue() ? ". On by default" : ""))
                            .toList();
            case OFF -> List.of();
        };
    }
}
