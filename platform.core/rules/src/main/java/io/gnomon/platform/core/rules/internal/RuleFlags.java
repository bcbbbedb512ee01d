package io.gnomon.platform.core.rules.internal;

import io.gnomon.model.text.Durations;
import io.gnomon.platform.core.rules.internal.evaluation.Surroundings.AlertTimes;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.function.Function;

/**
 * The flags of rules.
 *
 * @param concurrentRules most rules that are evaluated at the same time besides those that just
 *     wait for their group's turn; 0 for one after the other in each group
 */
record RuleFlags(AlertTimes times, int concurrentRules) {
    private static final String FEATURE = "concurrent-rule-eval";
    private static final int USUAL_CONCURRENCY = 4;

    static final RuleFlags DEFAULT = new RuleFlags(AlertTimes.DEFAULT, 0);

    /**
     * Reads them.
     *
     * @param property value of a flag by its name, null when it is not set
     * @throws IllegalArgumentException with a sentence
     */
    static RuleFlags read(Function<String, @Nullable String> property) {
        AlertTimes usual = AlertTimes.DEFAULT;
        String features = property.apply("enable-feature");
        boolean concurrent =
                features != null && Arrays.asList(features.split(",", -1)).contains(FEATURE);
        return new RuleFlags(
                new AlertTimes(
                        millis(
                                property,
                                "rules.alert.for-outage-tolerance",
                                usual.outageToleranceMillis()),
                        millis(property, "rules.alert.for-grace-period", usual.gracePeriodMillis()),
                        millis(property, "rules.alert.resend-delay", usual.resendDelayMillis())),
                concurrent ? concurrency(property) : 0);
    }

    private static long millis(
            Function<String, @Nullable String> property, String flag, long usual) {
        String text = property.apply(flag);
        if (text == null || text.isEmpty()) {
            return usual;
        }
        try {
            return Durations.parseMillis(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "--%s=%s: %s".formatted(flag, text, e.getMessage()), e);
        }
    }

    private static int concurrency(Function<String, @Nullable String> property) {
        String flag = "rules.max-concurrent-evals";
        String text = property.apply(flag);
        if (text == null || text.isEmpty()) {
            return USUAL_CONCURRENCY;
        }
        try {
            int count = Integer.parseInt(text);
            if (count > 0) {
                return count;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new IllegalArgumentException(
                "--%s=%s: give a number of rules, 1 or more".formatted(flag, text));
    }
}
