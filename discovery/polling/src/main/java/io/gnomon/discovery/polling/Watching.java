package io.gnomon.discovery.polling;

import io.gnomon.spi.discovery.Discovery;
import io.gnomon.spi.discovery.TargetGroup;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A discovery whose source tells of changes: a virtual thread for each watch waits for them, a
 * refresh returns at once what is known. The first answer is complete or none; later a watch that
 * fails keeps what it found, and its problem is thrown when there is nothing new to deliver.
 */
public abstract class Watching implements Discovery {
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final long FIRST_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long RETRY_MIN_MILLIS = 1000;
    private static final long RETRY_MAX_MILLIS = 15_000;

    private final Map<String, Watch> watches = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition answered = lock.newCondition();
    private volatile boolean changed = true;
    private boolean complete;
    private List<TargetGroup> last = List.of();
    private volatile boolean closed;

    /** One round of a watch: waits for a change at most some minutes and takes it in. */
    @FunctionalInterface
    public interface Round {
        void run() throws Exception;
    }

    private static final class Watch {
        final Thread thread;
        volatile boolean succeeded;
        volatile @Nullable String problem;

        Watch(Thread thread) {
            this.thread = thread;
        }
    }

    /** What all watches know. Called by one thread, with watches going on. */
    protected abstract List<TargetGroup> groups();

    /** Starts the watches; called before the first refresh looks for answers. */
    protected abstract void start();

    /** Tells that {@link #groups} has something else to say. */
    protected final void changed() {
        changed = true;
    }

    /** Called in a round that is going to wait: what was wrong before is not any more. */
    protected final void works() {
        for (Watch watch : watches.values()) {
            if (watch.thread.equals(Thread.currentThread())) {
                watch.problem = null;
            }
        }
    }

    /** Starts a watch, if there is none of this name. */
    protected final void watch(String name, Round round) {
        if (watches.containsKey(name)) {
            return;
        }
        Thread thread = Thread.ofVirtual().name("watch " + name).unstarted(() -> go(name, round));
        if (watches.putIfAbsent(name, new Watch(thread)) == null) {
            thread.start();
        }
    }

    /** Names of the watches. */
    protected final Set<String> watched() {
        return watches.keySet();
    }

    protected final void unwatch(String name) {
        Watch watch = watches.remove(name);
        if (watch != null) {
            watch.thread.interrupt();
        }
    }

    private void go(String name, Round round) {
        long pause = RETRY_MIN_MILLIS;
        try {
            while (!closed) {
                Watch self = watches.get(name);
                if (self == null || !self.thread.equals(Thread.currentThread())) {
                    return;
                }
                try {
                    round.run();
                    self.succeeded = true;
                    self.problem = null;
                    pause = RETRY_MIN_MILLIS;
                    tell();
                } catch (InterruptedException e) {
                    throw e;
                } catch (Exception e) {
                    self.problem = String.valueOf(e.getMessage());
                    tell();
                    Thread.sleep(pause);
                    pause = Math.min(2 * pause, RETRY_MAX_MILLIS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell() {
        lock.lock();
        try {
            answered.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public final Found refresh() throws IOException, InterruptedException {
        start();
        if (!complete) {
            awaitFirst();
            complete = true;
        }
        if (changed) {
            changed = false;
            last = groups();
            return new Found(last, LOOK);
        }
        String problem = problem();
        if (problem != null) {
            throw new IOException(problem);
        }
        return new Found(last, LOOK);
    }

    private void awaitFirst() throws IOException, InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = FIRST_NANOS;
            while (!watches.values().stream().allMatch(watch -> watch.succeeded)) {
                String problem = problem();
                if (problem != null) {
                    throw new IOException(problem);
                }
                if (left <= 0) {
                    throw new IOException("no answer yet");
                }
                left = answered.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    private @Nullable String problem() {
        for (Watch watch : watches.values()) {
            String problem = watch.problem;
            if (problem != null) {
                return problem;
            }
        }
        return null;
    }

    @Override
    public void close() {
        closed = true;
        watches.values().forEach(watch -> watch.thread.interrupt());
    }
}
