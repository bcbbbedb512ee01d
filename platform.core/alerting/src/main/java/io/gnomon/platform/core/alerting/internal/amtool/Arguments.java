package io.gnomon.platform.core.alerting.internal.amtool;

import static io.gnomon.model.labels.LabelNames.quoted;

import io.gnomon.model.labels.Matcher;
import io.gnomon.platform.core.config.alerting.MatcherSyntax;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a command was told: its name, flags as {@code name=value}, an empty argument, the rest. A
 * flag that was not given is that of amtool's configuration file.
 */
final class Arguments {
    private final String command;
    private final Map<String, List<String>> flags;
    private final Map<String, String> usual;
    private final List<String> rest;

    private Arguments(
            String command,
            Map<String, List<String>> flags,
            Map<String, String> usual,
            List<String> rest) {
        this.command = command;
        this.flags = flags;
        this.usual = usual;
        this.rest = rest;
    }

    static Arguments of(List<String> all, Map<String, String> usual) {
        int end = all.indexOf("");
        Map<String, List<String>> flags = new HashMap<>();
        for (String flag : all.subList(1, end)) {
            int equals = flag.indexOf('=');
            flags.computeIfAbsent(flag.substring(0, equals), name -> new ArrayList<>())
                    .add(flag.substring(equals + 1));
        }
        return new Arguments(all.getFirst(), flags, usual, all.subList(end + 1, all.size()));
    }

    String command() {
        return command;
    }

    List<String> rest() {
        return rest;
    }

    boolean isGiven(String flag) {
        return flags.containsKey(flag);
    }

    /** Value of a flag, empty when it has none. */
    String get(String flag) {
        return get(flag, "");
    }

    String get(String flag, String otherwise) {
        List<String> given = flags.get(flag);
        return given == null ? usual.getOrDefault(flag, otherwise) : given.getLast();
    }

    boolean is(String flag) {
        return get(flag).equals("true");
    }

    /** All values of a flag that may be repeated. */
    List<String> all(String flag) {
        return flags.getOrDefault(flag, List.of());
    }

    /** The syntax of matchers that the features ask for. */
    MatcherSyntax syntax() {
        try {
            return MatcherSyntax.ofFeatures(List.of(get("enable-feature").split(",", -1)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "error parsing the feature flag list: " + e.getMessage(), e);
        }
    }

    /**
     * The rest as matchers, as they are written. The first one may be the name of an alert.
     *
     * @throws IllegalArgumentException when a matcher is wrong
     */
    List<String> matchers() {
        List<String> matchers = new ArrayList<>(rest);
        if (!matchers.isEmpty() && !isMatcher(matchers.getFirst())) {
            matchers.set(0, "alertname=" + quoted(matchers.getFirst()));
        }
        return matchers;
    }

    private boolean isMatcher(String text) {
        try {
            Matcher _ = syntax().parseOne(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * Names and values of texts such as {@code a=b}.
     *
     * @param what they are called in a sentence about a mistake
     */
    Map<String, String> pairs(List<String> texts, String what) {
        Map<String, String> pairs = new HashMap<>();
        for (String text : texts) {
            Matcher matcher = syntax().parseOne(text);
            if (matcher.type() != Matcher.Type.EQUAL) {
                throw new IllegalArgumentException(what + " must be specified as key=value pairs");
            }
            pairs.put(matcher.name(), matcher.value());
        }
        return pairs;
    }

    /**
     * The time of a flag that is given.
     *
     * @throws IllegalArgumentException when it is none
     */
    Instant time(String flag) {
        String text = get(flag);
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "--%s=%s is not a time; write it as 2026-01-02T15:04:05+01:00"
                            .formatted(flag, text),
                    e);
        }
    }
}
