package io.gnomon.platform.tsdb.internal.head;

import io.gnomon.model.storage.AppendBatch;
import io.gnomon.platform.tsdb.internal.wal.Wal;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Opens batches and keeps the buffers of their groups. Safe for use by any number of threads. */
public final class HeadAppends {
    /** Samples further in the future are refused: one wrong clock must not move retention. */
    private static final long FUTURE_MILLIS = 600_000;

    private static final long IDLE_MILLIS = 600_000;

    private final Head head;
    private final Wal wal;
    private final InstantSource clock;
    private final int referenceTag;
    private final CommitBuffer.RowWriter writer = new CommitBuffer.RowWriter();
    private final ConcurrentHashMap<String, CommitBuffer> groups = new ConcurrentHashMap<>();
    private final AtomicInteger batches = new AtomicInteger();

    /**
     * Batches of one store.
     *
     * @param referenceTag upper half of the references that the batches give out, not negative
     */
    public HeadAppends(Head head, Wal wal, InstantSource clock, int referenceTag) {
        this.head = head;
        this.wal = wal;
        this.clock = clock;
        this.referenceTag = referenceTag;
    }

    /** See {@link io.gnomon.model.storage.Storage#batch}. */
    public AppendBatch batch(String group, long timeMillis) {
        long now = clock.millis();
        CommitBuffer buffer =
                groups.compute(
                        group,
                        (name, known) -> {
                            CommitBuffer b =
                                    known == null ? new CommitBuffer(head, writer, name) : known;
                            if (!b.inUse.compareAndSet(false, true)) {
                                throw new IllegalStateException(
                                        "group \"" + group + "\" has a batch that is still open");
                            }
                            b.batch = batches.incrementAndGet();
                            b.usedAtMillis = now;
                            return b;
                        });
        return new HeadBatch(
                head,
                wal,
                group,
                buffer,
                buffer.batch,
                referenceTag,
                timeMillis,
                now + FUTURE_MILLIS);
    }

    /**
     * Waits until no batch is open that was opened before now. What {@link Head#raiseFloor} refused
     * before this call is not appended any more when it returns true.
     *
     * @return false when one was still open after that time
     */
    public boolean awaitOpenBatches(Duration most) throws InterruptedException {
        long deadline = System.nanoTime() + most.toNanos();
        for (CommitBuffer buffer : groups.values()) {
            long number = buffer.batch;
            while (buffer.inUse.get() && buffer.batch == number) {
                if (System.nanoTime() - deadline > 0) {
                    return false;
                }
                Thread.sleep(1);
            }
        }
        return true;
    }

    /** Samples later than this are refused now. */
    public long newestWelcome() {
        return clock.millis() + FUTURE_MILLIS;
    }

    /** Names of the groups that wrote lately, by the number that series remember them by. */
    public Map<Integer, String> groupNames() {
        Map<Integer, String> names = new HashMap<>();
        groups.forEach((name, buffer) -> names.put(buffer.group(), name));
        return names;
    }

    /** Forgets the buffers of groups that have not written for a while. */
    public void forgetIdleGroups() {
        long before = clock.millis() - IDLE_MILLIS;
        for (String group : groups.keySet()) {
            groups.computeIfPresent(
                    group,
                    (name, buffer) ->
                            buffer.usedAtMillis < before && !buffer.inUse.get() ? null : buffer);
        }
    }
}
