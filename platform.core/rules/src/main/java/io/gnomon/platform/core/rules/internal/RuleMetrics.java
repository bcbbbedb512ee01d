package io.gnomon.platform.core.rules.internal;

import io.gnomon.model.sample.MetricType;
import io.gnomon.platform.core.rules.internal.evaluation.LiveGroup;
import io.gnomon.platform.core.rules.internal.schedule.RuleGroups;
import io.gnomon.spi.common.NoSettings;
import io.gnomon.spi.exporter.CollectRequest;
import io.gnomon.spi.exporter.Exporter;
import io.gnomon.spi.exporter.ExporterFactory;
import io.gnomon.spi.exporter.MetricSink;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** What the rules say about themselves, under Prometheus's names: the exporter "self-rules". */
@Component(service = ExporterFactory.class)
public final class RuleMetrics implements ExporterFactory<NoSettings>, Exporter {
    private final RuleGroups groups;

    @Activate
    public RuleMetrics(@Reference RulesComponent rules) {
        this(rules.ruleGroups());
    }

    RuleMetrics(RuleGroups groups) {
        this.groups = groups;
    }

    @Override
    public String name() {
        return "self-rules";
    }

    @Override
    public Class<NoSettings> settings() {
        return NoSettings.class;
    }

    @Override
    public Exporter create(NoSettings settings) {
        return this;
    }

    @Override
    public void collect(CollectRequest request, MetricSink sink) {
        sink.family(
                "prometheus_rule_evaluation_duration_seconds",
                MetricType.SUMMARY,
                "How long evaluations of rules took.");
        groups.durations().rules.writeTo(sink);
        sink.family(
                "prometheus_rule_group_duration_seconds",
                MetricType.SUMMARY,
                "How long evaluations of groups took.");
        groups.durations().groups.writeTo(sink);
        Families all = new Families(sink, groups.all());
        all.counter(
                "evaluations_total",
                "Evaluations of rules.",
                group -> group.figures().evaluations.sum());
        all.counter(
                "evaluation_failures_total",
                "Evaluations of rules that failed or could not be stored.",
                group -> group.figures().failures.sum());
        all.counter(
                "group_iterations_total",
                "Slots of groups that have come, evaluated or missed.",
                group -> group.figures().scheduled.sum());
        all.counter(
                "group_iterations_missed_total",
                "Slots that were skipped because the evaluation before took too long, or there was"
                        + " no store.",
                group -> group.figures().missed.sum());
        all.gauge(
                "group_interval_seconds",
                "Time between two evaluations.",
                group -> group.interval().toMillis() / 1e3);
        all.gauge("group_rules", "Rules of the group.", LiveGroup::ruleCount);
        all.gauge(
                "group_last_evaluation_timestamp_seconds",
                "When the last evaluation began.",
                group -> group.figures().lastEvaluation);
        all.gauge(
                "group_last_duration_seconds",
                "How long the last evaluation took.",
                group -> group.figures().lastDuration);
        all.gauge(
                "group_last_rule_duration_sum_seconds",
                "How long the rules took in the last evaluation, added up.",
                group -> group.figures().lastRuleDurations);
        all.gauge(
                "group_last_restore_duration_seconds",
                "How long it took to restore the state of alerts after the start.",
                group -> group.figures().lastRestore);
        all.gauge(
                "group_last_evaluation_samples",
                "Samples that the last evaluation yielded.",
                group -> group.figures().lastSamples);
    }

    /** Families with a sample of each group. */
    private record Families(MetricSink sink, List<LiveGroup> groups) {
        void counter(String name, String help, ToDoubleFunction<LiveGroup> value) {
            family(name, MetricType.COUNTER, help, value);
        }

        void gauge(String name, String help, ToDoubleFunction<LiveGroup> value) {
            family(name, MetricType.GAUGE, help, value);
        }

        private void family(
                String name, MetricType type, String help, ToDoubleFunction<LiveGroup> value) {
            sink.family("prometheus_rule_" + name, type, help);
            groups.forEach(
                    group -> sink.sample(value.applyAsDouble(group), "rule_group", group.key()));
        }
    }
}
