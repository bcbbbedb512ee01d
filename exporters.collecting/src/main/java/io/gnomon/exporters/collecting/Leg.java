package io.gnomon.exporters.collecting;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Jobs of a scrape that one thread works off while another waits: all, or those up to the first
 * that uses up its time.
 */
final class Leg implements Runnable {
    private static final double NANOS = 1e9;

    private final List<Job> jobs;
    private final Set<String> running;
    private final long end;
    private final long each;

    // Guarded by this. Once it is over, what the worker still does counts no longer.
    private final List<Outcome> outcomes = new ArrayList<>();
    private boolean over;
    private @Nullable Thread worker;
    private long started = System.nanoTime();

    /**
     * A leg.
     *
     * @param running subjects of all jobs that run now, in any scrape
     * @param end of the scrape, in nanoseconds of {@link System#nanoTime}
     * @param each the most that one job may take
     */
    Leg(List<Job> jobs, Set<String> running, long end, Duration each) {
        this.jobs = jobs;
        this.running = running;
        this.end = end;
        this.each = each.toNanos();
    }

    @Override
    public void run() {
        for (Job job : jobs) {
            if (!begin()) {
                return;
            }
            finish(job, failure(job));
        }
    }

    /** Does the job; why it failed, empty when it did not. */
    private Optional<Exception> failure(Job job) {
        if (!running.add(job.subject())) {
            return Optional.of(
                    new HangingException(
                            "still hangs since an earlier scrape and is not asked again"));
        }
        try {
            job.work().run();
            return Optional.empty();
        } catch (Exception e) {
            return Optional.of(e);
        } catch (Error e) {
            return Optional.of(new IllegalStateException(e));
        } finally {
            running.remove(job.subject());
        }
    }

    /** Whether somebody waits for the next job. */
    private synchronized boolean begin() {
        worker = Thread.currentThread();
        started = System.nanoTime();
        return !over;
    }

    private synchronized void finish(Job job, Optional<Exception> failure) {
        if (!over) {
            outcomes.add(new Outcome(job.name(), secondsSinceStart(), failure));
            if (outcomes.size() == jobs.size()) {
                over = true;
                notifyAll();
            }
        }
    }

    private double secondsSinceStart() {
        return (System.nanoTime() - started) / NANOS;
    }

    /** Waits for all jobs, or until one has used up its time. */
    List<Outcome> await() throws InterruptedException {
        Optional<Job> hanging = awaitEnd();
        hanging.ifPresent(job -> job.cutOff().run());
        return outcomes;
    }

    private synchronized Optional<Job> awaitEnd() throws InterruptedException {
        try {
            while (!over) {
                long share = (long) (Math.max(0, end - started) * CollectorRuns.SHARE);
                long limit = Math.min(share, each);
                long left = limit - (System.nanoTime() - started);
                if (left <= 0) {
                    Job hanging = jobs.get(outcomes.size());
                    double seconds = secondsSinceStart();
                    String said = String.format(Locale.ROOT, "no answer after %.3f s", seconds);
                    outcomes.add(
                            new Outcome(
                                    hanging.name(),
                                    seconds,
                                    Optional.of(new HangingException(said))));
                    return Optional.of(hanging);
                }
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
            return Optional.empty();
        } finally {
            if (!over && worker != null) {
                worker.interrupt();
            }
            over = true;
        }
    }
}
