package io.gnomon.platform.promql.internal;

import io.gnomon.model.text.Durations;
import io.gnomon.platform.promql.internal.parser.ParserOptions;
import io.gnomon.platform.promql.internal.run.EngineSettings;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.UnaryOperator;

/** Reads the engine's settings from the server's flags, which have Prometheus's names. */
final class EngineFlags {
    private EngineFlags() {}

    /**
     * @param flags value of a flag by name, null when it is not set
     * @throws IllegalArgumentException that names the flag and its value
     */
    static EngineSettings read(UnaryOperator<@Nullable String> flags) {
        EngineSettings defaults = EngineSettings.DEFAULT;
        List<String> features = features(flags);
        return new EngineSettings(
                duration(flags, "query.lookback-delta", defaults.lookbackMillis()),
                duration(flags, "query.timeout", defaults.timeoutMillis()),
                number(flags, "query.max-samples", defaults.maxSamples()),
                Math.max(64L << 20, Runtime.getRuntime().maxMemory() / 4),
                Math.max(96L << 20, Runtime.getRuntime().maxMemory() / 5 * 2),
                Runtime.getRuntime().availableProcessors(),
                (int) number(flags, "query.max-concurrency", defaults.maxConcurrency()),
                defaults.subqueryStepMillis(),
                language(flags),
                features.contains("promql-delayed-name-removal"),
                features.contains("type-and-unit-labels"),
                features.contains("use-start-timestamps"));
    }

    /** The part of the settings that decides what a query may say. */
    static ParserOptions language(UnaryOperator<@Nullable String> flags) {
        List<String> features = features(flags);
        return new ParserOptions(
                features.contains("promql-experimental-functions"),
                features.contains("promql-extended-range-selectors"),
                features.contains("promql-binop-fill-modifiers"));
    }

    private static List<String> features(UnaryOperator<@Nullable String> flags) {
        String listed = flags.apply("enable-feature");
        return listed == null ? List.of() : List.of(listed.split(",", -1));
    }

    private static long duration(
            UnaryOperator<@Nullable String> flags, String name, long otherwise) {
        String text = flags.apply(name);
        if (text == null) {
            return otherwise;
        }
        try {
            return Durations.parseMillis(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--" + name + ": " + e.getMessage(), e);
        }
    }

    private static long number(UnaryOperator<@Nullable String> flags, String name, long otherwise) {
        String text = flags.apply(name);
        if (text == null) {
            return otherwise;
        }
        try {
            long value = Long.parseLong(text);
            if (value > 0) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "--" + name + ": \"" + text + "\" is not a whole number", e);
        }
        throw new IllegalArgumentException("--" + name + ": " + text + " is not greater than 0");
    }
}
