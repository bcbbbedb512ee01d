package io.gnomon.platform.core.alerting.internal.inhibit;

import io.gnomon.model.labels.Labels;
import io.gnomon.platform.core.alerting.internal.alerts.StoredAlert;
import io.gnomon.platform.core.config.alerting.InhibitRule;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The alerts that match the source side of a rule, by the labels that must be equal. A label that
 * is missing counts as empty, so that it is equal when both miss it.
 */
final class RuleSources {
    private final InhibitRule rule;

    /** Guarded by this. */
    private final Map<Labels, Map<Labels, StoredAlert>> sources = new HashMap<>();

    RuleSources(InhibitRule rule) {
        this.rule = rule;
    }

    void put(StoredAlert alert) {
        if (rule.fitsSource(alert.labels())) {
            synchronized (this) {
                sources.computeIfAbsent(
                                alert.labels().keep(rule.equal()), key -> new LinkedHashMap<>())
                        .put(alert.labels(), alert);
            }
        }
    }

    void removed(Labels labels) {
        if (rule.fitsSource(labels)) {
            synchronized (this) {
                sources.computeIfPresent(
                        labels.keep(rule.equal()),
                        (key, alerts) -> {
                            alerts.remove(labels);
                            return alerts.isEmpty() ? null : alerts;
                        });
            }
        }
    }

    /** A firing source for the target, as {@link InhibitRule#inhibits} says. */
    @Nullable StoredAlert inhibiting(Labels target, Instant now) {
        if (!rule.fitsTarget(target)) {
            return null;
        }
        boolean twoSided = rule.fitsSource(target);
        synchronized (this) {
            for (StoredAlert source :
                    sources.getOrDefault(target.keep(rule.equal()), Map.of()).values()) {
                if (!source.isResolvedAt(now) && !(twoSided && rule.fitsTarget(source.labels()))) {
                    return source;
                }
            }
        }
        return null;
    }
}
