package io.gnomon.platform.promql.internal.run;

import io.gnomon.model.query.PlanNode;
import io.gnomon.model.query.QueryStatistics;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.atomic.LongAdder;

/**
 * Collects what the statistics of one query tell. {@link #found} is safe for use by the threads of
 * the query, the rest is for the one that runs it.
 */
public final class Tally {
    private static final long[] NONE = {};

    public long queueNanos;
    public long prepareNanos;
    public long evaluateNanos;
    public long sortNanos;
    private final Grid grid;
    private final long[] perStep;
    private final LongAdder samples = new LongAdder();

    /**
     * @param grid the steps of the query
     * @param perStepToo whether samples are counted by step
     */
    public Tally(Grid grid, boolean perStepToo) {
        this.grid = grid;
        this.perStep = perStepToo ? new long[grid.count()] : NONE;
    }

    /**
     * Counts samples that a selector found at a step of its grid. What is read for a subquery does
     * not count, its values do; what is the same at all steps counts for each of them.
     */
    public void found(Grid of, int step, long count) {
        if (of.equals(grid)) {
            samples.add(count);
            if (perStep.length > 0) {
                perStep[step] += count;
            }
        } else if (of.equals(grid.first())) {
            samples.add(count * grid.count());
            for (int i = 0; i < perStep.length; i++) {
                perStep[i] += count;
            }
        }
    }

    /**
     * Whether {@link #found} wants to know the step, or the sum over all steps will do. Such a
     * query runs on one thread.
     */
    public boolean wantsSteps() {
        return perStep.length > 0;
    }

    /**
     * What was counted so far.
     *
     * @param profile the plan with its costs, if it was asked for
     */
    public QueryStatistics statistics(Budget budget, @Nullable PlanNode profile) {
        return new QueryStatistics(
                queueNanos,
                prepareNanos,
                evaluateNanos,
                sortNanos,
                samples.sum(),
                budget.peakSamples(),
                perStep,
                profile);
    }
}
