package io.gnomon.platform.core.config.alerting;

import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Key;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A {@link Route} as it is written. The checks and words are those of Alertmanager.
 *
 * @param groupBy null when the parent's count
 */
record RouteSection(
        @Default("") String receiver,
        @Nullable List<String> groupBy,
        Map<String, String> match,
        Map<String, String> matchRe,
        List<String> matchers,
        List<String> muteTimeIntervals,
        List<String> activeTimeIntervals,
        @Key("continue") boolean continues,
        @Nullable Duration groupWait,
        @Nullable Duration groupInterval,
        @Nullable Duration repeatInterval,
        Map<String, String> labels,
        List<RouteSection> routes) {

    static final String ALL = "...";

    RouteSection {
        if (groupBy != null) {
            Set<String> seen = new HashSet<>();
            for (String label : groupBy) {
                if (!label.equals(ALL) && !seen.add(label)) {
                    throw new IllegalArgumentException(
                            "duplicated label \"" + label + "\" in group_by");
                }
            }
            if (groupBy.contains(ALL) && !seen.isEmpty()) {
                throw new IllegalArgumentException(
                        "cannot have wildcard group_by (`...`) and other labels at the same time");
            }
        }
        if (groupInterval != null && groupInterval.isZero()) {
            throw new IllegalArgumentException("group_interval cannot be zero");
        }
        if (repeatInterval != null && repeatInterval.isZero()) {
            throw new IllegalArgumentException("repeat_interval cannot be zero");
        }
    }
}
