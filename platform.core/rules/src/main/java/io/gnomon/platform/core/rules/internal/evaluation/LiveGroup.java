package io.gnomon.platform.core.rules.internal.evaluation;

import io.gnomon.model.alert.Alert;
import io.gnomon.model.labels.Labels;
import io.gnomon.model.query.QueriesTogether;
import io.gnomon.model.query.QueryEngine;
import io.gnomon.model.query.QueryRequest;
import io.gnomon.model.query.QueryRequest.Origin;
import io.gnomon.model.storage.Storage;
import io.gnomon.model.storage.StorageException;
import io.gnomon.platform.core.config.rules.Rule;
import io.gnomon.platform.core.config.rules.RuleGroup;
import io.gnomon.platform.core.rules.RulesView;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/**
 * A group of rules with its state. Evaluated by one thread at a time; {@link #view} and {@link
 * #stop} may be called by any.
 */
public final class LiveGroup {
    private static final Logger LOG = LoggerFactory.getLogger(LiveGroup.class);

    private final String file;
    private final RuleGroup definition;
    private final Duration interval;
    private final Surroundings surroundings;
    private final GroupFigures figures;
    private final List<LiveRule> rules = new ArrayList<>();

    /** Series of rules that a reload took away: they end with the next evaluation. */
    private final List<WrittenSeries.Entry> ended = new ArrayList<>();

    /** Rules that may be stored in one step; found with the first evaluation. */
    private @Nullable List<List<LiveRule>> stages;

    /** Evaluations still to come before the state of alerts is restored, -1 for never. */
    private int untilRestore;

    private volatile boolean stopped;
    private volatile Duration evaluationTime = Duration.ZERO;
    private volatile @Nullable Instant lastEvaluation;

    /**
     * A group that was not evaluated yet.
     *
     * @param usualInterval when the group has none of its own
     * @param restore the server has just started: what its alerts were before is looked up
     */
    public LiveGroup(
            String file,
            RuleGroup definition,
            Duration usualInterval,
            Surroundings surroundings,
            GroupFigures figures,
            boolean restore) {
        this.file = file;
        this.definition = definition;
        this.interval = definition.interval().isZero() ? usualInterval : definition.interval();
        this.surroundings = surroundings;
        this.figures = figures;
        // After the first evaluation there may be too little data yet, and no recorded series.
        this.untilRestore = restore ? 2 : -1;
        for (Rule rule : definition.rules()) {
            rules.add(
                    switch (rule) {
                        case Rule.Recording recording ->
                                new RecordingRule(recording, definition.labels());
                        case Rule.Alerting alerting ->
                                new AlertingRule(
                                        alerting,
                                        definition.labels(),
                                        surroundings.templates(),
                                        !restore);
                    });
        }
    }

    public String file() {
        return file;
    }

    public String name() {
        return definition.name();
    }

    /** File and name, as Prometheus's metrics have them. */
    public String key() {
        return key(file, name());
    }

    /** As {@link #key()}. */
    public static String key(String file, String name) {
        return file + ";" + name;
    }

    /** A number that spreads the groups over their interval; the same after a restart. */
    public long stableHash() {
        return Labels.of("file", file, "name", name()).stableHash();
    }

    public Duration interval() {
        return interval;
    }

    public int ruleCount() {
        return rules.size();
    }

    public GroupFigures figures() {
        return figures;
    }

    /** Whether the server has what an evaluation needs. */
    public boolean canEvaluate() {
        return surroundings.storage().get() != null && surroundings.engine().get() != null;
    }

    /** No rule is evaluated any more, queries that run end. */
    public void stop() {
        stopped = true;
    }

    /** Whether both do the same, wherever in their files they stand. */
    public boolean sameAs(LiveGroup other) {
        if (!key().equals(other.key())
                || !interval.equals(other.interval)
                || definition.limit() != other.definition.limit()
                || !Objects.equals(definition.queryOffset(), other.definition.queryOffset())
                || rules.size() != other.rules.size()) {
            return false;
        }
        for (int i = 0; i < rules.size(); i++) {
            if (!rules.get(i).sameAs(other.rules.get(i))) {
                return false;
            }
        }
        return true;
    }

    /**
     * Takes over the state of the group before a reload, which is not evaluated any more: of each
     * rule with the same name and labels, of several the first for the first.
     */
    public void inherit(LiveGroup from) {
        evaluationTime = from.evaluationTime;
        lastEvaluation = from.lastEvaluation;
        untilRestore = from.untilRestore;
        List<LiveRule> left = new ArrayList<>(from.rules);
        for (LiveRule rule : rules) {
            LiveRule before = left.stream().filter(rule::isSuccessorOf).findFirst().orElse(null);
            if (before == null) {
                continue;
            }
            left.remove(before);
            rule.series = before.series;
            if (rule instanceof AlertingRule alerting && before instanceof AlertingRule old) {
                alerting.inherit(old);
            }
        }
        ended.addAll(from.ended);
        left.forEach(rule -> ended.addAll(rule.series.live()));
    }

    /** Evaluates all rules at a time. */
    public void evaluate(long timeMillis) {
        Storage storage = surroundings.storage().get();
        QueryEngine engine = surroundings.engine().get();
        if (storage == null || engine == null || stopped) {
            return;
        }
        Instant began = surroundings.clock().instant();
        long beganNanos = System.nanoTime();
        long offset = offsetMillis();
        StageWriter writer = new StageWriter("rules/" + key(), storage, timeMillis - offset);
        RuleQueries queries =
                new RuleQueries(
                        engine::query,
                        new Origin("ruleGroup", Map.of("file", file, "name", name())),
                        () -> stopped);
        LiveRule.Round round = new LiveRule.Round(timeMillis, offset, definition.limit(), queries);
        if (stages == null) {
            stages = Dependencies.stages(rules, engine);
        }
        long samples = 0;
        for (List<LiveRule> stage : stages) {
            if (stopped) {
                return;
            }
            samples += store(evaluate(stage, round, engine), writer);
        }
        endSeries(writer);
        figures.lastSamples = samples;
        figures.lastRuleDurations =
                rules.stream().mapToLong(rule -> rule.last().took().toNanos()).sum() / 1e9;
        if (untilRestore > 0 && --untilRestore == 0) {
            restore(storage);
        }
        Duration took = Duration.ofNanos(System.nanoTime() - beganNanos);
        figures.shared.groups.add(took.toNanos() / 1e9);
        figures.lastDuration = took.toNanos() / 1e9;
        figures.lastEvaluation = began.toEpochMilli() / 1e3;
        evaluationTime = took;
        lastEvaluation = began;
    }

    private long offsetMillis() {
        Duration own = definition.queryOffset();
        return (own == null ? surroundings.queryOffset().get() : own).toMillis();
    }

    /** The rules that have something to store. */
    private List<LiveRule> evaluate(
            List<LiveRule> stage, LiveRule.Round round, QueryEngine engine) {
        if (stage.size() == 1) {
            return evaluate(stage, round);
        }
        List<QueryRequest> requests = new ArrayList<>();
        for (LiveRule rule : stage) {
            requests.add(round.request(rule.definition().expr()));
        }
        try (QueriesTogether together = engine.together(requests)) {
            return evaluate(stage, round.by(together::query));
        }
    }

    private List<LiveRule> evaluate(List<LiveRule> stage, LiveRule.Round round) {
        List<LiveRule> succeeded = new ArrayList<>();
        if (surroundings.concurrent() == null || stage.size() == 1) {
            for (LiveRule rule : stage) {
                if (!stopped && evaluate(rule, round)) {
                    succeeded.add(rule);
                }
            }
            return succeeded;
        }
        Map<LiveRule, CompletableFuture<Boolean>> running = new HashMap<>();
        for (LiveRule rule : stage) {
            running.put(
                    rule,
                    CompletableFuture.supplyAsync(
                            () -> !stopped && evaluate(rule, round), surroundings.concurrent()));
        }
        for (LiveRule rule : stage) {
            if (Objects.requireNonNull(running.get(rule)).join()) {
                succeeded.add(rule);
            }
        }
        return succeeded;
    }

    private boolean evaluate(LiveRule rule, LiveRule.Round round) {
        Instant began = surroundings.clock().instant();
        long beganNanos = System.nanoTime();
        String error = "";
        figures.evaluations.increment();
        try {
            rule.rows.clear();
            rule.series.begin();
            rule.evaluate(round);
        } catch (RuleFailure e) {
            error = String.valueOf(e.getMessage());
            if (!e.cancelled()) {
                LOG.warn(
                        "{}: {} failed: {}",
                        rule.definition().position(),
                        rule.definition().name(),
                        error);
            }
        } catch (RuntimeException e) {
            error = "internal error: " + e;
            LOG.error("{}: {} failed", rule.definition().position(), rule.definition().name(), e);
        }
        Duration took = Duration.ofNanos(System.nanoTime() - beganNanos);
        figures.shared.rules.add(took.toNanos() / 1e9);
        rule.evaluated(began, took, error);
        if (!error.isEmpty()) {
            figures.failures.increment();
            return false;
        }
        if (rule instanceof AlertingRule alerting) {
            send(alerting, round.timeMillis());
        }
        return true;
    }

    private void send(AlertingRule rule, long timeMillis) {
        List<Alert> alerts =
                rule.toSend(
                        timeMillis,
                        surroundings.times().resendDelayMillis(),
                        interval.toMillis(),
                        surroundings.externalUrl());
        if (!alerts.isEmpty()) {
            surroundings.alerts().accept(alerts);
        }
    }

    private long store(List<LiveRule> stage, StageWriter writer) {
        try {
            if (!stage.isEmpty()) {
                writer.write(stage);
            }
        } catch (StorageException e) {
            LOG.warn("group {} could not be stored: {}", key(), e.getMessage());
            for (LiveRule rule : stage) {
                figures.failures.increment();
                rule.notStored(String.valueOf(e.getMessage()));
            }
        }
        return stage.stream().mapToLong(rule -> rule.rows.size).sum();
    }

    private void endSeries(StageWriter writer) {
        if (ended.isEmpty()) {
            return;
        }
        try {
            writer.end(ended);
            ended.clear();
        } catch (StorageException e) {
            LOG.warn("series of rules that are gone have no end yet: {}", e.getMessage());
        }
    }

    /** The group is gone: all its series end. Not while it is evaluated. */
    public void end(long timeMillis) {
        Storage storage = surroundings.storage().get();
        rules.forEach(rule -> ended.addAll(rule.series.live()));
        if (storage != null) {
            endSeries(new StageWriter("rules/" + key(), storage, timeMillis - offsetMillis()));
        }
    }

    private void restore(Storage storage) {
        long beganNanos = System.nanoTime();
        ForState forState =
                new ForState(storage, surroundings.times(), surroundings.clock().millis());
        for (LiveRule rule : rules) {
            if (rule instanceof AlertingRule alerting) {
                forState.restore(alerting);
            }
        }
        figures.lastRestore = (System.nanoTime() - beganNanos) / 1e9;
    }

    /** Rules that are stored in one step; none before the first evaluation. */
    List<List<LiveRule>> stages() {
        List<List<LiveRule>> known = stages;
        return known == null ? List.of() : known;
    }

    /** What the API tells of it. */
    public RulesView.Group view() {
        return new RulesView.Group(
                file,
                name(),
                interval,
                definition.limit(),
                rules.stream().map(LiveRule::view).toList(),
                evaluationTime,
                lastEvaluation);
    }
}
