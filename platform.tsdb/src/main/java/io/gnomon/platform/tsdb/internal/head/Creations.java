package io.gnomon.platform.tsdb.internal.head;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.storage.Snapshot.Count;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Who made series during the last hour, in steps of five minutes. Counting costs something only
 * when a series is made. Any thread.
 */
public final class Creations {
    private static final long STEP_MILLIS = TimeUnit.MINUTES.toMillis(5);
    private static final long KEPT_MILLIS = TimeUnit.HOURS.toMillis(1);

    private static final class Step {
        final long number;
        final Map<Integer, Long> byGroup = new HashMap<>();
        final Map<String, Long> byJob = new HashMap<>();
        final Map<String, Long> byMetric = new HashMap<>();
        long all;

        Step(long number) {
            this.number = number;
        }
    }

    private final ArrayDeque<Step> steps = new ArrayDeque<>();

    synchronized void add(Labels labels, int group, long nowMillis) {
        long number = Math.floorDiv(nowMillis, STEP_MILLIS);
        Step last = steps.peekLast();
        if (last == null || last.number < number) {
            forget(nowMillis);
            last = new Step(number);
            steps.add(last);
        }
        last.all++;
        last.byGroup.merge(group, 1L, Long::sum);
        last.byJob.merge(labels.get("job"), 1L, Long::sum);
        last.byMetric.merge(labels.metricName(), 1L, Long::sum);
    }

    private void forget(long nowMillis) {
        long oldest = Math.floorDiv(nowMillis - KEPT_MILLIS, STEP_MILLIS);
        while (!steps.isEmpty() && steps.getFirst().number < oldest) {
            steps.removeFirst();
        }
    }

    /** How many series were made. */
    public synchronized long all(long nowMillis) {
        forget(nowMillis);
        return steps.stream().mapToLong(step -> step.all).sum();
    }

    /**
     * Who made the most.
     *
     * @param names of groups by number
     */
    public List<Count> byGroup(Map<Integer, String> names, int limit, long nowMillis) {
        return counts(
                step -> step.byGroup,
                group -> names.getOrDefault(group, "group " + group),
                limit,
                nowMillis);
    }

    public List<Count> byJob(int limit, long nowMillis) {
        return counts(step -> step.byJob, job -> job, limit, nowMillis);
    }

    public List<Count> byMetric(int limit, long nowMillis) {
        return counts(step -> step.byMetric, metric -> metric, limit, nowMillis);
    }

    private synchronized <K> List<Count> counts(
            Function<Step, Map<K, Long>> which,
            Function<K, String> name,
            int limit,
            long nowMillis) {
        forget(nowMillis);
        Map<K, Long> sums = new HashMap<>();
        for (Step step : steps) {
            which.apply(step).forEach((key, n) -> sums.merge(key, n, Long::sum));
        }
        List<Count> counts = new ArrayList<>();
        sums.forEach((key, n) -> counts.add(new Count(name.apply(key), n)));
        return CardinalityCounts.top(counts, limit);
    }
}
