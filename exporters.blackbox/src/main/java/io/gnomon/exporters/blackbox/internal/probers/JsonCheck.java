package io.gnomon.exporters.blackbox.internal.probers;

import io.gnomon.exporters.blackbox.internal.config.HttpModule;
import io.gnomon.spi.common.JsonConditions;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A condition that a JSON body must fulfil, or must not. Any thread.
 *
 * @param expression as the module has it, for the log
 * @param failsIfTrue whether a body of which it is true fails
 */
record JsonCheck(JsonConditions.Condition condition, String expression, boolean failsIfTrue) {
    /**
     * Those of a module.
     *
     * @throws IllegalArgumentException when it has some, and nothing evaluates them
     */
    static List<JsonCheck> of(HttpModule module, @Nullable JsonConditions conditions) {
        if (!module.hasCel()) {
            return List.of();
        }
        if (conditions == null) {
            throw new IllegalArgumentException("nothing evaluates conditions on JSON");
        }
        List<JsonCheck> checks = new ArrayList<>();
        if (!module.failIfBodyJsonMatchesCel().isEmpty()) {
            checks.add(of(module.failIfBodyJsonMatchesCel(), true, conditions));
        }
        if (!module.failIfBodyJsonNotMatchesCel().isEmpty()) {
            checks.add(of(module.failIfBodyJsonNotMatchesCel(), false, conditions));
        }
        return checks;
    }

    private static JsonCheck of(String expression, boolean failsIfTrue, JsonConditions conditions) {
        return new JsonCheck(conditions.compile(expression), expression, failsIfTrue);
    }

    /** Whether the body passes; one that is not JSON, or lacks what is asked for, does not. */
    boolean passes(String body, ProbeLog log) {
        try {
            boolean passes = condition.holds(body) != failsIfTrue;
            if (!passes) {
                log.error(
                        failsIfTrue
                                ? "Body matched CEL expression"
                                : "Body did not match CEL expression",
                        "expression",
                        expression);
            }
            return passes;
        } catch (IOException e) {
            log.error(
                    "CEL expression could not be evaluated",
                    "expression",
                    expression,
                    "err",
                    String.valueOf(e.getMessage()));
            return false;
        }
    }
}
