package io.gnomon.platform.core.rules.internal.schedule;

import io.gnomon.platform.core.rules.internal.evaluation.LiveGroup;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Evaluates a group at its slots: every interval, at an offset of its own. A slot that comes while
 * an evaluation still runs, or while there is no store to read and write, is skipped and counted,
 * not made up for. Any thread.
 */
final class GroupLoop {
    private static final Logger LOG = LoggerFactory.getLogger(GroupLoop.class);

    private final LiveGroup group;
    private final Alarms alarms;
    private final long intervalMillis;
    private long slotMillis;
    private boolean running;
    private boolean stopped;
    private @Nullable Runnable afterwards;

    /** A loop that was not started. */
    GroupLoop(LiveGroup group, Alarms alarms) {
        this.group = group;
        this.alarms = alarms;
        this.intervalMillis = group.interval().toMillis();
    }

    LiveGroup group() {
        return group;
    }

    /** The first evaluation is at the next slot. */
    synchronized void start() {
        if (!stopped) {
            slotMillis = slotAfter(alarms.nowMillis());
            alarms.at(slotMillis, this::evaluate);
        }
    }

    long slotAfter(long timeMillis) {
        long offset = Long.remainderUnsigned(group.stableHash(), intervalMillis);
        return timeMillis - Math.floorMod(timeMillis - offset, intervalMillis) + intervalMillis;
    }

    /**
     * Ends the loop; an evaluation that runs ends with the rule it is at.
     *
     * @param whenEnded called once no evaluation runs any more, at once when none does
     */
    void stop(Runnable whenEnded) {
        group.stop();
        synchronized (this) {
            stopped = true;
            if (running) {
                afterwards = whenEnded;
                return;
            }
        }
        whenEnded.run();
    }

    private void evaluate() {
        long slot;
        synchronized (this) {
            if (stopped) {
                return;
            }
            running = true;
            skipTo(alarms.nowMillis());
            slot = slotMillis;
        }
        try {
            if (group.canEvaluate()) {
                group.figures().scheduled.increment();
                group.evaluate(slot);
            } else {
                count(1);
            }
        } catch (RuntimeException e) {
            LOG.error("the evaluation of group {} ended with an error", group.key(), e);
        }
        Runnable next;
        synchronized (this) {
            running = false;
            next = afterwards;
            if (!stopped) {
                slotMillis = slot + intervalMillis;
                alarms.at(slotMillis, this::evaluate);
            }
        }
        if (next != null) {
            next.run();
        }
    }

    /** Goes on to the latest slot that has come. */
    private void skipTo(long nowMillis) {
        long missed = (nowMillis - slotMillis) / intervalMillis;
        if (missed > 0) {
            count(missed);
            slotMillis += missed * intervalMillis;
        }
    }

    private void count(long missed) {
        group.figures().scheduled.add(missed);
        group.figures().missed.add(missed);
    }
}
