package io.gnomon.platform.core.rules.internal.evaluation;

import io.gnomon.model.alert.Alert;
import io.gnomon.model.labels.Labels;
import io.gnomon.platform.core.config.rules.Rule;
import io.gnomon.platform.core.rules.RulesView;
import io.gnomon.platform.core.rules.RulesView.State;
import io.gnomon.platform.core.rules.internal.evaluation.AlertTemplates.AlertTemplate;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Raises an alert for each series that an expression yields; states as in Prometheus. */
final class AlertingRule extends LiveRule {
    private static final Logger LOG = LoggerFactory.getLogger(AlertingRule.class);

    private final Rule.Alerting definition;
    private final Map<String, AlertTemplate> labelTemplates;
    private final Map<String, AlertTemplate> annotationTemplates;
    private final long holdForMillis;
    private final long keepFiringForMillis;

    /** Labels in which there is nothing to run are the same for the same series. */
    private final boolean plainLabels;

    /** Alert labels of the series that the last evaluation yielded; only for plain labels. */
    private Map<Labels, Labels> knownLabels = new HashMap<>();

    /** Until it has been looked what there was before a restart, nothing is stored. */
    private volatile boolean restored;

    private final Map<Labels, ActiveAlert> active = new LinkedHashMap<>();

    AlertingRule(
            Rule.Alerting definition,
            Map<String, String> groupLabels,
            AlertTemplates templates,
            boolean restored) {
        super(groupLabels, definition.labels());
        this.definition = definition;
        this.labelTemplates = read(labels, templates);
        this.annotationTemplates = read(definition.annotations(), templates);
        this.restored = restored;
        this.holdForMillis = definition.holdFor().toMillis();
        this.keepFiringForMillis = definition.keepFiringFor().toMillis();
        this.plainLabels = labels.values().stream().noneMatch(AlertingRule::isTemplate);
    }

    /** Sorted by name; what is no template stays as it is. */
    private Map<String, AlertTemplate> read(Map<String, String> texts, AlertTemplates templates) {
        Map<String, AlertTemplate> read = new TreeMap<>();
        texts.forEach((name, text) ->
                read.put(
                        name,
                        isTemplate(text)
                                ? templates.parse(definition.name(), text)
                                : (sample, queries, time) -> text));
        return read;
    }

    static boolean isTemplate(String text) {
        return text.contains("{{");
    }

    @Override
    Rule.Alerting definition() {
        return definition;
    }

    long holdForMillis() {
        return holdForMillis;
    }

    void setRestored() {
        restored = true;
    }

    @Override
    void evaluate(Round round) throws RuleFailure {
        long now = round.timeMillis();
        Map<Labels, ActiveAlert> yielded = yielded(round);
        synchronized (this) {
            yielded.forEach((key, alert) -> {
                ActiveAlert known = active.get(key);
                if (known == null || known.isInactive()) {
                    active.put(key, alert);
                } else {
                    known.update(alert);
                }
            });
            int count = 0;
            for (Iterator<ActiveAlert> all = active.values().iterator(); all.hasNext(); ) {
                ActiveAlert alert = all.next();
                if (yielded.containsKey(alert.labels)) {
                    alert.yielded();
                } else if (!alert.missing(now, keepFiringForMillis)) {
                    if (alert.over(now)) {
                        all.remove();
                    }
                    continue;
                }
                count++;
                alert.fireWhenHeld(now, holdForMillis);
                if (restored) {
                    write(alert);
                }
            }
            if (round.limit() > 0 && count > round.limit()) {
                active.clear();
                throw new RuleFailure(
                        "exceeded limit of " + round.limit() + " with " + count + " alerts");
            }
        }
    }

    private void write(ActiveAlert alert) {
        add(alert.stateSeries(series), 1);
        add(alert.forStateSeries(series), (double) Math.floorDiv(alert.activeAt(), 1000L));
    }

    private void add(WrittenSeries.Entry entry, double value) {
        if (series.see(entry)) {
            rows.add(entry, value, null);
        }
    }

    private Map<Labels, ActiveAlert> yielded(Round round) throws RuleFailure {
        List<RuleQueries.Sample> samples = round.query(definition.expr());
        Map<Labels, ActiveAlert> yielded = LinkedHashMap.newLinkedHashMap(samples.size());
        Map<Labels, Labels> known = HashMap.newHashMap(plainLabels ? samples.size() : 0);
        for (RuleQueries.Sample sample : samples) {
            Labels alertLabels = plainLabels ? knownLabels.get(sample.labels()) : null;
            if (alertLabels == null) {
                alertLabels = alertLabels(sample, round);
            }
            if (plainLabels) {
                known.put(sample.labels(), alertLabels);
            }
            ActiveAlert alert =
                    new ActiveAlert(
                            alertLabels,
                            annotations(sample, round),
                            sample.value(),
                            round.timeMillis());
            if (yielded.put(alertLabels, alert) != null) {
                throw new RuleFailure(
                        "vector contains metrics with the same labelset after applying alert"
                                + " labels");
            }
        }
        knownLabels = known;
        return yielded;
    }

    private Labels alertLabels(RuleQueries.Sample sample, Round round) {
        Labels.Builder builder = sample.labels().toBuilder().remove(Labels.METRIC_NAME);
        labelTemplates.forEach(
                (name, template) -> builder.set(name, expand(template, sample, round)));
        return builder.set(AlertSeries.NAME, definition.name()).build();
    }

    private Labels annotations(RuleQueries.Sample sample, Round round) {
        Labels.Builder builder = Labels.builder();
        annotationTemplates.forEach(
                (name, template) -> builder.set(name, expand(template, sample, round)));
        return builder.build();
    }

    private String expand(AlertTemplate template, RuleQueries.Sample sample, Round round) {
        try {
            return template.expand(sample, round.queries(), round.timeMillis());
        } catch (RuleFailure e) {
            LOG.warn(
                    "{}: a template of {} failed: {}",
                    definition.position(),
                    definition.name(),
                    e.getMessage());
            return "<error expanding template: " + e.getMessage() + ">";
        }
    }

    /** What has to be sent after an evaluation. */
    synchronized List<Alert> toSend(
            long nowMillis, long resendDelayMillis, long intervalMillis, String externalUrl) {
        List<Alert> alerts = new ArrayList<>();
        String url = generatorUrl(externalUrl);
        for (ActiveAlert alert : active.values()) {
            Alert due = alert.toSend(nowMillis, resendDelayMillis, intervalMillis, url);
            if (due != null) {
                alerts.add(due);
            }
        }
        return alerts;
    }

    /** The page that shows the expression. */
    private String generatorUrl(String externalUrl) {
        return externalUrl
                + "/graph?g0.expr="
                + URLEncoder.encode(definition.expr(), StandardCharsets.UTF_8)
                        .replace("*", "%2A")
                        .replace("%7E", "~")
                + "&g0.tab=1";
    }

    /** Alerts that are active or remembered. */
    synchronized List<ActiveAlert> alerts() {
        return List.copyOf(active.values());
    }

    /** Since when an alert is active, as it is known from before a restart. */
    synchronized void restore(ActiveAlert alert, long activeAtMillis) {
        alert.activeSince(activeAtMillis);
    }

    /** Takes over the alerts of the rule before a reload. */
    void inherit(AlertingRule from) {
        synchronized (from) {
            synchronized (this) {
                active.putAll(from.active);
                restored = from.restored;
            }
        }
    }

    @Override
    synchronized RulesView.Alerting view() {
        State highest = last().began() == null ? State.UNKNOWN : State.INACTIVE;
        List<RulesView.Alert> shown = new ArrayList<>();
        for (ActiveAlert alert : active.values()) {
            if (alert.state().compareTo(highest) > 0) {
                highest = alert.state();
            }
            if (!alert.isInactive()) {
                shown.add(alert.view());
            }
        }
        shown.sort(Comparator.comparing(RulesView.Alert::activeAt));
        return new RulesView.Alerting(
                definition.name(),
                definition.expr(),
                definition.holdFor(),
                definition.keepFiringFor(),
                shownLabels(),
                Labels.of(definition.annotations()),
                highest,
                shown,
                last());
    }
}
