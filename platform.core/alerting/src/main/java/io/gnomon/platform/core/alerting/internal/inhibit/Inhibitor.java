package io.gnomon.platform.core.alerting.internal.inhibit;

import io.gnomon.model.labels.Labels;
import io.gnomon.platform.core.alerting.internal.alerts.StoredAlert;
import io.gnomon.platform.core.config.alerting.InhibitRule;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tells whether a firing alert holds back another one. Any thread. */
public final class Inhibitor {
    private final List<RuleSources> rules = new ArrayList<>();

    public Inhibitor(List<InhibitRule> rules) {
        rules.forEach(rule -> this.rules.add(new RuleSources(rule)));
    }

    /** An alert is new or has changed. */
    public void put(StoredAlert alert) {
        rules.forEach(rule -> rule.put(alert));
    }

    /** An alert is not known any more. */
    public void removed(StoredAlert alert) {
        rules.forEach(rule -> rule.removed(alert.labels()));
    }

    /** An alert that now inhibits one with these labels. */
    public Optional<StoredAlert> inhibiting(Labels target, Instant now) {
        for (RuleSources rule : rules) {
            StoredAlert source = rule.inhibiting(target, now);
            if (source != null) {
                return Optional.of(source);
            }
        }
        return Optional.empty();
    }
}
