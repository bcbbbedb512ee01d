package io.gnomon.platform.core.remote.internal.intake;

import java.util.Collection;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * What requests that write at the same time need, one each; who finds none left waits for half a
 * minute. Any thread.
 *
 * @param <T> has to be given back
 */
public final class Lanes<T> {
    private static final int TURN_SECONDS = 30;

    private final BlockingQueue<T> free;
    private final String busy;

    /**
     * All lanes, free.
     *
     * @param busy what is said when none becomes free
     */
    public Lanes(Collection<T> lanes, String busy) {
        this.free = new ArrayBlockingQueue<>(lanes.size(), false, lanes);
        this.busy = busy;
    }

    /** A lane, until it is given back. */
    public T take() throws Refusal {
        try {
            T lane = free.poll(TURN_SECONDS, TimeUnit.SECONDS);
            if (lane != null) {
                return lane;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw Refusal.busy(busy);
    }

    public void giveBack(T lane) {
        free.add(lane);
    }
}
