package io.gnomon.platform.core.config.rules;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Rules that are evaluated one after the other.
 *
 * @param name not empty, unique in its file
 * @param interval zero for the {@code evaluation_interval} of {@code global}
 * @param queryOffset how far back expressions are evaluated, null for the {@code rule_query_offset}
 *     of {@code global}
 * @param limit most series or alerts that a rule may make, 0 for any number
 * @param labels labels that each rule adds, unless it has one of that name itself
 */
public record RuleGroup(
        String name,
        Duration interval,
        @Nullable Duration queryOffset,
        int limit,
        Map<String, String> labels,
        List<Rule> rules) {}
