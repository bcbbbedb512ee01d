package io.gnomon.platform.memory;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.MetricMetadata;
import io.gnomon.model.storage.AppendBatch;
import io.gnomon.model.storage.Snapshot;
import io.gnomon.model.storage.Storage;
import io.gnomon.model.storage.StorageException;
import io.gnomon.model.storage.StorageStats;
import io.gnomon.model.storage.Tail;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A store on the heap that never forgets anything: no retention, no samples out of order, start
 * times, exemplars and metadata kept. One lock guards everything.
 *
 * <p>Commits are numbered from 1. A row carries the number of its commit, a snapshot the number of
 * the last commit it sees; that is the whole isolation. A {@link Tail} position is the number of
 * commits already read.
 */
public final class MemoryStorage implements Storage {
    private static final AtomicLong EPOCHS = new AtomicLong();

    private final long epoch = EPOCHS.incrementAndGet();

    final ReentrantLock lock = new ReentrantLock();
    final Condition committed = lock.newCondition();

    /** All series; a reference is an index. */
    final List<MemorySeries> series = new ArrayList<>();

    final Map<Labels, Integer> references = new HashMap<>();
    final Map<String, MetricMetadata> metadata = new HashMap<>();
    final Set<String> openGroups = new HashSet<>();

    /** What each commit brought, for the tails. */
    final List<MemoryBatch.Content> commits = new ArrayList<>();

    int seriesLimit = Integer.MAX_VALUE;

    private long samples;
    private long minTime = Long.MAX_VALUE;
    private long maxTime = Long.MIN_VALUE;

    /** From now on a series beyond so many is refused. */
    public void limitSeries(int most) {
        lock.lock();
        try {
            seriesLimit = most;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long epoch() {
        return epoch;
    }

    @Override
    public AppendBatch batch(String group, long timeMillis) {
        lock.lock();
        try {
            if (!openGroups.add(group)) {
                throw new IllegalStateException(
                        "group \"" + group + "\" has a batch that is still open");
            }
        } finally {
            lock.unlock();
        }
        return new MemoryBatch(this, group, timeMillis);
    }

    @Override
    public Snapshot open(long minTimeMillis, long maxTimeMillis) {
        lock.lock();
        try {
            return new MemorySnapshot(this, minTimeMillis, maxTimeMillis, commits.size());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Tail tail(long position) throws StorageException {
        lock.lock();
        try {
            if (position == TAIL_END) {
                return new MemoryTail(this, commits.size());
            }
            if (position < 0 || position > commits.size()) {
                throw new StorageException(
                        StorageException.Kind.GONE,
                        "no batch at position " + position + ", the next is " + commits.size());
            }
            return new MemoryTail(this, (int) position);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public StorageStats stats() {
        lock.lock();
        try {
            return new StorageStats(
                    series.size(),
                    minTime,
                    maxTime,
                    0,
                    samples,
                    series.size(),
                    StorageStats.Log.NONE);
        } finally {
            lock.unlock();
        }
    }

    /** Adds a row that {@link MemorySeries#judge} found good. Called with the lock held. */
    void add(MemorySeries to, MemorySeries.Row row) {
        to.rows.add(row);
        samples++;
        minTime = Math.min(minTime, row.timeMillis());
        maxTime = Math.max(maxTime, row.timeMillis());
    }
}
