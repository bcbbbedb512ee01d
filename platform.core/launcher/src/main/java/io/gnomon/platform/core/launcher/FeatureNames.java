package io.gnomon.platform.core.launcher;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The names that {@code --enable-feature} may have: those of Prometheus and of the Alertmanager.
 * What a feature does is known where it is done; some are on always, and some have no effect here
 * (docs/guide/from-prometheus.md).
 */
final class FeatureNames {
    private static final String FLAG = "enable-feature";
    private static final String TO_CUMULATIVE = "otlp-deltatocumulative";
    private static final String AS_DELTAS = "otlp-native-delta-ingestion";

    private static final Set<String> KNOWN =
            Set.of(
                    "alert-names-in-metrics",
                    "auto-gomemlimit",
                    "auto-reload-config",
                    "classic-mode",
                    "concurrent-rule-eval",
                    "created-timestamp-zero-ingestion",
                    "delayed-compaction",
                    "event-recorder",
                    "exemplar-storage",
                    "extra-scrape-metrics",
                    "fast-startup",
                    "group-key-in-metrics",
                    "histograms-st-encoding",
                    "memory-snapshot-on-shutdown",
                    "metadata-wal-records",
                    "native-histograms",
                    "old-ui",
                    "ooo-native-histograms",
                    TO_CUMULATIVE,
                    AS_DELTAS,
                    "promql-binop-fill-modifiers",
                    "promql-delayed-name-removal",
                    "promql-duration-expr",
                    "promql-experimental-functions",
                    "promql-extended-range-selectors",
                    "promql-per-step-stats",
                    "receiver-name-in-metrics",
                    "search-api",
                    "st-storage",
                    "st-synthesis",
                    "type-and-unit-labels",
                    "use-start-timestamps",
                    "use-uncached-io",
                    "utf8-strict-mode",
                    "xor2-encoding");

    private FeatureNames() {}

    /**
     * Sets the flags that features are old names of.
     *
     * @throws IllegalArgumentException when two features contradict each other
     */
    static void apply(Map<String, String> flags) {
        List<String> names = names(flags);
        if (names.contains("auto-reload-config")) {
            flags.put("config.auto-reload", "true");
        }
        if (names.contains(TO_CUMULATIVE) && names.contains(AS_DELTAS)) {
            throw new IllegalArgumentException(
                    "--%s: %s and %s exclude each other".formatted(FLAG, TO_CUMULATIVE, AS_DELTAS));
        }
    }

    /** What was given and is no feature, in the order given. */
    static List<String> unknown(Map<String, String> flags) {
        return names(flags).stream().filter(name -> !KNOWN.contains(name)).toList();
    }

    private static List<String> names(Map<String, String> flags) {
        return Arrays.stream(flags.getOrDefault(FLAG, "").split(",", -1))
                .filter(name -> !name.isEmpty())
                .toList();
    }
}
