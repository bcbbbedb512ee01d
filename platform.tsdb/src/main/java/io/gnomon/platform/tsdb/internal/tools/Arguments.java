package io.gnomon.platform.tsdb.internal.tools;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.labels.Matcher;
import io.gnomon.model.labels.MatcherText;
import io.gnomon.model.text.Durations;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Arguments of a tool, checked by the launcher before: {@code --name=value}, {@code --name} for
 * switches, everything else by position.
 */
final class Arguments {
    private final Map<String, List<String>> options = new HashMap<>();
    private final List<String> positional = new ArrayList<>();

    Arguments(String... arguments) {
        for (String argument : arguments) {
            if (argument.startsWith("--")) {
                int equals = argument.indexOf('=');
                String name = argument.substring(2, equals < 0 ? argument.length() : equals);
                options.computeIfAbsent(name, n -> new ArrayList<>())
                        .add(equals < 0 ? "" : argument.substring(equals + 1));
            } else {
                positional.add(argument);
            }
        }
    }

    String get(int position) {
        return positional.get(position);
    }

    boolean has(String option) {
        return options.containsKey(option);
    }

    List<String> all(String option) {
        return options.getOrDefault(option, List.of());
    }

    long number(String option, long absent) {
        List<String> values = all(option);
        return values.isEmpty() ? absent : Long.parseLong(values.getLast());
    }

    /**
     * A duration such as {@code 1d}, in milliseconds.
     *
     * @throws ToolException when it is none
     */
    long duration(String option, long absent) throws ToolException {
        List<String> values = all(option);
        if (values.isEmpty()) {
            return absent;
        }
        try {
            long millis = Durations.parseMillis(values.getLast());
            if (millis > 0) {
                return millis;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw new ToolException(
                "--" + option + "=" + values.getLast() + " is not a duration such as 2h or 1d");
    }

    /**
     * Selectors of a repeated {@code --match}, of which one has to fit; all series without one.
     *
     * @throws ToolException where one cannot be read
     */
    List<List<Matcher>> selectors() throws ToolException {
        List<List<Matcher>> selectors = new ArrayList<>();
        try {
            all("match").forEach(text -> selectors.add(MatcherText.parse(text)));
        } catch (IllegalArgumentException e) {
            throw new ToolException("--match: " + e.getMessage());
        }
        if (selectors.isEmpty()) {
            selectors.add(List.of(new Matcher(Matcher.Type.REGEX, Labels.METRIC_NAME, "(?s:.*)")));
        }
        return selectors;
    }

    /**
     * Labels of a repeated {@code --option=name=value}.
     *
     * @throws ToolException when one has no equals sign
     */
    Labels labels(String option) throws ToolException {
        Labels.Builder labels = Labels.builder();
        for (String pair : all(option)) {
            int equals = pair.indexOf('=');
            if (equals <= 0) {
                throw new ToolException("--" + option + "=" + pair + " is not name=value");
            }
            labels.set(pair.substring(0, equals), pair.substring(equals + 1));
        }
        return labels.build();
    }
}
