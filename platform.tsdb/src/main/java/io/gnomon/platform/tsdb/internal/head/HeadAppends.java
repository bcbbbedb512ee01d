package io.gnomon.platform.tsdb.internal.head;

import io.gnomon.model.storage.AppendBatch;
import io.gnomon.platform.tsdb.internal.wal.Wal;

import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Opens batches and keeps the buffers of their groups. Safe for use by any number of threads. */
public final class HeadAppends {
    /** Samples further in the future are refused: one wrong clock must not move retention. */
    private static final long FUTURE_MILLIS = 600_000;

    private static final long IDLE_MILLIS = 600_000;

    private final Head head;
    private final Wal wal;
    private final InstantSource clock;
    private final int referenceTag;
    private final ConcurrentHashMap<String, CommitBuffer> groups = new ConcurrentHashMap<>();
    private final AtomicLong batches = new AtomicLong();

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
                            CommitBuffer b = known == null ? new CommitBuffer(head, name) : known;
                            if (!b.inUse.compareAndSet(false, true)) {
                                throw new IllegalStateException(
                                        "group \"" + group + "\" has a batch that is still open");
                            }
                            b.usedAtMillis = now;
                            return b;
                        });
        return new HeadBatch(
                head,
                wal,
                group,
                buffer,
                batches.incrementAndGet(),
                referenceTag,
                timeMillis,
                now + FUTURE_MILLIS);
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
