package io.gnomon.platform.core.launcher;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads the server's flags as Prometheus reads its own: {@code --name=value}, {@code --name value},
 * {@code --switch}, {@code --no-switch}. By hand and not by picocli, which reads the sub-commands:
 * it took a thirtieth of the server's start.
 */
final class CommandLineFlags {
    private static final String NO = "no-";
    private static final int DESCRIPTION_COLUMN = 30;
    private static final int WIDTH = 100;

    private final Map<String, Flag> flags =
            Flag.all().stream()
                    .collect(
                            Collectors.toMap(
                                    Flag::name,
                                    Function.identity(),
                                    (a, b) -> b,
                                    LinkedHashMap::new));

    /** Asked for with {@code --help} or {@code -h}: no other flag counts then. */
    static boolean isHelp(String argument) {
        return argument.equals("--help") || argument.equals("-h");
    }

    /** As {@link #isHelp}. */
    static boolean isVersion(String argument) {
        return argument.equals("--version") || argument.equals("-V");
    }

    /**
     * Values by flag name, defaults filled in; flags without value and default are absent.
     *
     * @throws IllegalArgumentException with a sentence for the user
     */
    Map<String, String> parse(String... args) {
        Map<String, List<String>> given = new LinkedHashMap<>();
        for (int i = 0; i < args.length; i++) {
            if (!args[i].startsWith("--")) {
                throw new IllegalArgumentException("unexpected argument \"" + args[i] + "\"");
            }
            int equals = args[i].indexOf('=');
            String name = args[i].substring(2, equals < 0 ? args[i].length() : equals);
            Flag flag = flag(name);
            String value;
            if (flag.kind() == Flag.Kind.SWITCH) {
                if (equals >= 0) {
                    throw new IllegalArgumentException(
                            "--%s takes no value; write --%s or --no-%s"
                                    .formatted(name, flag.name(), flag.name()));
                }
                value = Boolean.toString(flag.name().equals(name));
            } else if (equals >= 0) {
                value = args[i].substring(equals + 1);
            } else if (i + 1 < args.length) {
                value = args[++i];
            } else {
                throw new IllegalArgumentException("--" + name + " needs a value");
            }
            given.computeIfAbsent(flag.name(), n -> new ArrayList<>()).add(flag.checked(value));
        }
        Map<String, String> values = values(given);
        AgentMode.apply(given.keySet(), values);
        FeatureNames.apply(values);
        return values;
    }

    /** Also by the name of a negated switch. */
    private Flag flag(String name) {
        Flag flag = flags.get(name);
        if (flag == null && name.startsWith(NO)) {
            flag = flags.get(name.substring(NO.length()));
            if (flag != null && flag.kind() != Flag.Kind.SWITCH) {
                flag = null;
            }
        }
        if (flag == null) {
            throw new IllegalArgumentException("unknown flag --" + name);
        }
        return flag;
    }

    private Map<String, String> values(Map<String, List<String>> given) {
        Map<String, String> values = new LinkedHashMap<>();
        for (Flag flag : flags.values()) {
            List<String> all = given.getOrDefault(flag.name(), List.of(flag.defaultValue()));
            if (all.size() > 1 && flag.kind() != Flag.Kind.LIST) {
                throw new IllegalArgumentException("--" + flag.name() + " may be given once only");
            }
            String value = String.join(",", all);
            if (!value.isEmpty()) {
                values.put(flag.name(), value);
            }
        }
        return values;
    }

    /** The text of {@code --help}. */
    String help() {
        StringBuilder text =
                new StringBuilder("Usage: gnomon [FLAGS]\n       gnomon COMMAND --help\n");
        text.append(
                        "Starts the Gnomon server. Commands: exporter, backup, restore, plugin,"
                                + " user, tsdb, ")
                .append(
                        "check, query,\n"
                            + "promql, push, test, check-config, alert, silence, config, cluster, ")
                .append("template.\n\n");
        entry(text, "-h, --help", "Show this text and exit.");
        entry(text, "-V, --version", "Show the version and exit.");
        for (Flag flag : flags.values()) {
            String start =
                    switch (flag.kind()) {
                        case SWITCH -> "--[no-]" + flag.name();
                        case TEXT, NUMBER, DURATION -> "--" + flag.name() + "=...";
                        case LIST -> "--" + flag.name() + "=... ...";
                    };
            boolean tellDefault =
                    (flag.kind() != Flag.Kind.SWITCH && !flag.defaultValue().isEmpty())
                            || flag.defaultValue().equals("true");
            entry(
                    text,
                    start,
                    flag.description()
                            + (tellDefault ? " Default: " + flag.defaultValue() + "." : ""));
        }
        return text.toString();
    }

    private static void entry(StringBuilder text, String start, String description) {
        text.append("  ").append(start);
        int column = start.length() + 2;
        if (column >= DESCRIPTION_COLUMN - 1) {
            text.append('\n');
            column = 0;
        }
        text.repeat(' ', DESCRIPTION_COLUMN - column);
        column = DESCRIPTION_COLUMN;
        for (String word : description.split(" ", -1)) {
            if (column + word.length() > WIDTH) {
                text.setLength(text.length() - 1);
                text.append('\n').repeat(' ', DESCRIPTION_COLUMN);
                column = DESCRIPTION_COLUMN;
            }
            text.append(word).append(' ');
            column += word.length() + 1;
        }
        text.setCharAt(text.length() - 1, '\n');
    }
}
