package io.gnomon.platform.core.scrape.internal.append;

import io.gnomon.model.storage.AppendBatch;
import io.gnomon.model.storage.Storage;
import io.gnomon.model.storage.StorageException;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayDeque;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * The store as scrapes see it: always there. While it is away batches are held with their labels,
 * at most 30 s and 64 MiB of them, the oldest go first; when it is back they are written before
 * anything else. Any thread.
 */
public final class StoreGate {
    private static final Logger LOG = LoggerFactory.getLogger(StoreGate.class);
    private static final long MAX_AGE_MILLIS = 30_000;
    private static final long MAX_BYTES = 64L << 20;

    private final LongSupplier clockMillis;
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<HeldBatch> held = new ArrayDeque<>();

    private volatile @Nullable Storage storage;
    private volatile @Nullable Away away;
    private long awayCount;
    private long heldBytes;
    private boolean dropping;
    private final LongAdder droppedBatches = new LongAdder();

    /** A gate without a store yet. */
    public StoreGate(LongSupplier clockMillis) {
        this.clockMillis = clockMillis;
        this.away = new Away(-1);
    }

    /** One absence of the store: references of its own, below zero so that they differ. */
    private final class Away implements SampleStore {
        final HeldSeries series = new HeldSeries();
        private final long epoch;

        Away(long epoch) {
            this.epoch = epoch;
        }

        @Override
        public long epoch() {
            return epoch;
        }

        @Override
        public AppendBatch batch(String group, long timeMillis) {
            return new HeldBatch(
                    group, timeMillis, clockMillis.getAsLong(), series, StoreGate.this::hold);
        }
    }

    private record Present(Storage storage) implements SampleStore {
        @Override
        public long epoch() {
            return storage.epoch();
        }

        @Override
        public AppendBatch batch(String group, long timeMillis) {
            return storage.batch(group, timeMillis);
        }
    }

    /** Sets the store, null while there is none; what was held is then written. */
    public void set(@Nullable Storage newStorage) {
        lock.lock();
        try {
            storage = newStorage;
            if (newStorage == null) {
                goAway();
            }
        } finally {
            lock.unlock();
        }
        current();
    }

    /** Where to write the next batch. */
    SampleStore current() {
        Storage present = storage;
        Away standIn = away;
        if (present != null && standIn == null) {
            return new Present(present);
        }
        lock.lock();
        try {
            present = storage;
            if (present != null && writeHeld(new Present(present))) {
                return new Present(present);
            }
            return goAway();
        } finally {
            lock.unlock();
        }
    }

    /** Says that a commit failed because the store is not there; the next try may find it. */
    SampleStore unavailable() {
        lock.lock();
        try {
            return goAway();
        } finally {
            lock.unlock();
        }
    }

    /** Batches that were given up because the store was away too long. */
    public long droppedBatches() {
        return droppedBatches.sum();
    }

    /** Bytes that wait for the store. */
    public long heldBytes() {
        lock.lock();
        try {
            return heldBytes;
        } finally {
            lock.unlock();
        }
    }

    private Away goAway() {
        Away standIn = away;
        if (standIn == null) {
            standIn = new Away(-1 - ++awayCount);
            away = standIn;
            LOG.info("The store is away; scrapes are held until it is back");
        }
        return standIn;
    }

    private void hold(HeldBatch batch) {
        lock.lock();
        try {
            held.add(batch);
            heldBytes += batch.bytes();
            long now = clockMillis.getAsLong();
            Away standIn = away;
            long labelBytes = standIn == null ? 0 : standIn.series.bytes();
            while (!held.isEmpty()
                    && (heldBytes + labelBytes > MAX_BYTES
                            || now - held.getFirst().heldSinceMillis > MAX_AGE_MILLIS)) {
                heldBytes -= held.removeFirst().bytes();
                droppedBatches.increment();
                if (!dropping) {
                    dropping = true;
                    LOG.warn("The store is away for too long; scrapes are being dropped");
                }
            }
            Storage present = storage;
            if (standIn == null && present != null) {
                writeHeld(new Present(present));
            }
        } finally {
            lock.unlock();
        }
    }

    /** Writes what was held in order; false when the store went away again. With the lock held. */
    private boolean writeHeld(SampleStore store) {
        int count = held.size();
        while (!held.isEmpty()) {
            try {
                held.getFirst().writeTo(store);
            } catch (StorageException e) {
                if (e.kind() == StorageException.Kind.UNAVAILABLE) {
                    return false;
                }
                droppedBatches.increment();
                LOG.warn("A scrape that was held for the store is lost: {}", e.getMessage());
            }
            heldBytes -= held.removeFirst().bytes();
        }
        if (count > 0) {
            LOG.info("The store is back; {} held scrapes were written", count);
        }
        away = null;
        dropping = false;
        return true;
    }
}
