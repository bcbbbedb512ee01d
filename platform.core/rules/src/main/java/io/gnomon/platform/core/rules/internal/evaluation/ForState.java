package io.gnomon.platform.core.rules.internal.evaluation;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.labels.Matcher;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.model.sample.SampleValues;
import io.gnomon.model.storage.SampleReader;
import io.gnomon.model.storage.SelectHints;
import io.gnomon.model.storage.Selection;
import io.gnomon.model.storage.Snapshot;
import io.gnomon.model.storage.Storage;
import io.gnomon.model.storage.StorageException;
import io.gnomon.platform.core.rules.internal.evaluation.Surroundings.AlertTimes;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Since when alerts were active before the server stopped, from the series ALERTS_FOR_STATE. The
 * time of the outage does not count: an alert that had two of ten minutes to go has them now; but
 * at least the grace period, for the data to come back. An alert with a {@code for} shorter than
 * that just begins again.
 */
final class ForState {
    private static final Logger LOG = LoggerFactory.getLogger(ForState.class);

    private final Storage storage;
    private final AlertTimes times;
    private final long nowMillis;

    ForState(Storage storage, AlertTimes times, long nowMillis) {
        this.storage = storage;
        this.times = times;
        this.nowMillis = nowMillis;
    }

    /** The newest sample of a series. */
    private record Last(long timeMillis, double seconds) {}

    /** Restores the alerts of a rule; its series are stored from now on. */
    void restore(AlertingRule rule) {
        if (rule.holdForMillis() >= times.gracePeriodMillis() && !rule.alerts().isEmpty()) {
            try {
                Map<Labels, Last> before = stored(rule);
                for (ActiveAlert alert : rule.alerts()) {
                    Last last = before.get(alert.labels);
                    if (last != null && !SampleValues.isStale(last.seconds())) {
                        restore(rule, alert, last);
                    }
                }
            } catch (StorageException e) {
                LOG.error(
                        "{}: the state of {} before the start is not known: {}",
                        rule.definition().position(),
                        rule.definition().name(),
                        e.getMessage());
            }
        }
        rule.setRestored();
    }

    private void restore(AlertingRule rule, ActiveAlert alert, Last last) {
        long activeAt = (long) (last.seconds() * 1000);
        long remaining = rule.holdForMillis() - (last.timeMillis() - activeAt);
        if (remaining > 0) {
            activeAt =
                    remaining < times.gracePeriodMillis()
                            ? nowMillis + times.gracePeriodMillis() - rule.holdForMillis()
                            : activeAt + nowMillis - last.timeMillis();
        }
        rule.restore(alert, activeAt);
    }

    private Map<Labels, Last> stored(AlertingRule rule) throws StorageException {
        long since = nowMillis - times.outageToleranceMillis();
        Map<Labels, Last> found = new HashMap<>();
        try (Snapshot snapshot = storage.open(since, nowMillis)) {
            Selection selection =
                    snapshot.select(matchers(rule), SelectHints.between(since, nowMillis));
            SampleColumn samples = new SampleColumn();
            try (SampleReader reader = selection.reader()) {
                for (int i = 0; i < selection.size(); i++) {
                    reader.readNewest(i, samples);
                    if (samples.size > 0) {
                        int newest = samples.size - 1;
                        found.put(
                                selection.labels(i).without(Set.of(Labels.METRIC_NAME)),
                                new Last(samples.times[newest], samples.values[newest]));
                    }
                }
            }
        }
        return found;
    }

    private static List<Matcher> matchers(AlertingRule rule) {
        List<Matcher> matchers = new ArrayList<>();
        matchers.add(Matcher.equal(Labels.METRIC_NAME, AlertSeries.FOR_STATE));
        matchers.add(Matcher.equal(AlertSeries.NAME, rule.definition().name()));
        rule.labels.forEach((name, text) -> {
            if (!AlertingRule.isTemplate(text) && !name.equals(AlertSeries.NAME)) {
                matchers.add(Matcher.equal(name, text));
            }
        });
        return matchers;
    }
}
