package io.gnomon.platform.core.rules.internal.evaluation;

import io.gnomon.model.labels.Labels;
import io.gnomon.platform.core.config.rules.Rule;
import io.gnomon.platform.core.rules.RulesView;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Stores what an expression yields under another name. */
final class RecordingRule extends LiveRule {
    private final Rule.Recording definition;

    /** What a yielded series is stored as; those of the last evaluation. */
    private Map<Labels, WrittenSeries.Entry> stored = new HashMap<>();

    RecordingRule(Rule.Recording definition, Map<String, String> groupLabels) {
        super(groupLabels, definition.labels());
        this.definition = definition;
    }

    @Override
    Rule.Recording definition() {
        return definition;
    }

    @Override
    void evaluate(Round round) throws RuleFailure {
        List<RuleQueries.Sample> samples = round.query(definition.expr());
        Map<Labels, WrittenSeries.Entry> next = HashMap.newHashMap(samples.size());
        for (RuleQueries.Sample sample : samples) {
            WrittenSeries.Entry entry = stored.get(sample.labels());
            if (entry == null) {
                entry = series.entry(outputLabels(sample.labels()));
            }
            next.put(sample.labels(), entry);
            if (!series.see(entry)) {
                throw new RuleFailure(
                        "vector contains metrics with the same labelset after applying rule"
                                + " labels");
            }
            rows.add(entry, sample.value(), sample.histogram());
        }
        stored = next;
        if (round.limit() > 0 && samples.size() > round.limit()) {
            throw new RuleFailure(
                    "exceeded limit of " + round.limit() + " with " + samples.size() + " series");
        }
    }

    private Labels outputLabels(Labels yielded) {
        Labels.Builder builder = yielded.toBuilder().set(Labels.METRIC_NAME, definition.name());
        labels.forEach(builder::set);
        return builder.build();
    }

    @Override
    RulesView.Recording view() {
        return new RulesView.Recording(definition.name(), definition.expr(), shownLabels(), last());
    }
}
