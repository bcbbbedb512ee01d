package io.gnomon.exporters.collecting;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Runs collectors one after the other, and none longer than its time. One thread does the work of a
 * scrape; a collector that hangs keeps that thread, the others go on with another one. A collector
 * is not started while it hangs from an earlier scrape.
 *
 * <p>Each collector may take {@link #SHARE} of what is left of the scrape's time, so that those
 * behind one that hangs are asked too. Any thread; calls overlap.
 */
public final class CollectorRuns implements AutoCloseable {
    /** The part of the time left that one collector may take. */
    static final double SHARE = 0.75;

    private final Set<String> running = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads;

    /** Runs on threads with this name and a number. */
    public CollectorRuns(String threadName) {
        threads =
                Executors.newCachedThreadPool(
                        Thread.ofPlatform().daemon().name(threadName + "-", 0).factory());
    }

    /**
     * Runs jobs in order and returns how each did, in that order, before the time is over.
     *
     * @param timeout of all jobs together
     * @param each the most that one job may take; it gets less when less is left
     * @throws InterruptedException when the caller is interrupted; what still runs then is
     *     interrupted, too
     */
    public List<Outcome> run(List<Job> jobs, Duration timeout, Duration each)
            throws InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        List<Outcome> outcomes = new ArrayList<>(jobs.size());
        while (outcomes.size() < jobs.size()) {
            Leg leg = new Leg(jobs.subList(outcomes.size(), jobs.size()), running, end, each);
            threads.execute(leg);
            outcomes.addAll(leg.await());
        }
        return outcomes;
    }

    /** Interrupts what still runs. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
