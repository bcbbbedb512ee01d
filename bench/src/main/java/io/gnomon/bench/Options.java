package io.gnomon.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Options of a command: {@code --name value} pairs, each with a default. */
final class Options {
    private final Map<String, String> values = new LinkedHashMap<>();

    /**
     * Reads arguments.
     *
     * @param defaults all options there are
     * @throws IllegalArgumentException with a sentence for the user
     */
    Options(List<String> arguments, Map<String, String> defaults) {
        values.putAll(defaults);
        for (int i = 0; i < arguments.size(); i += 2) {
            String name = arguments.get(i).replaceFirst("^--", "");
            if (!defaults.containsKey(name)) {
                throw new IllegalArgumentException(
                        "unknown option "
                                + arguments.get(i)
                                + "; there are "
                                + new TreeSet<>(defaults.keySet()));
            }
            if (i + 1 == arguments.size()) {
                throw new IllegalArgumentException("--" + name + " needs a value");
            }
            values.put(name, arguments.get(i + 1));
        }
    }

    /** The same with another value of one option. */
    Options with(String name, String value) {
        Options other = new Options(List.of(), values);
        other.values.put(name, value);
        return other;
    }

    String text(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalStateException("no option " + name);
        }
        return value;
    }

    int number(String name) {
        String value = text(name);
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "--" + name + " " + value + ": give a whole number", e);
        }
    }

    boolean isSet(String name) {
        return Boolean.parseBoolean(text(name));
    }

    /** All of them, for the note under a table. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        values.forEach((name, value) -> {
            String quoted = value.contains(" ") || value.isEmpty() ? "\"" + value + "\"" : value;
            out.append(" --").append(name).append(' ').append(quoted);
        });
        return out.toString().strip();
    }
}
