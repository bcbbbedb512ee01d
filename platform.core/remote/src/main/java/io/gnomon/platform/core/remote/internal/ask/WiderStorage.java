package io.gnomon.platform.core.remote.internal.ask;

import io.gnomon.model.storage.AppendBatch;
import io.gnomon.model.storage.Snapshot;
import io.gnomon.model.storage.Storage;
import io.gnomon.model.storage.StorageException;
import io.gnomon.model.storage.StorageStats;
import io.gnomon.model.storage.Tail;
import io.gnomon.platform.core.remote.internal.ask.WiderSnapshot.Asked;
import io.gnomon.platform.core.remote.internal.intake.BodyMemory;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** A store with other servers beside it, for reading. */
public final class WiderStorage implements Storage {
    private final Storage store;
    private final List<ReadSource> sources;
    private final BodyMemory memory;
    private final BooleanSupplier ended;

    /**
     * @param memory for the answers of the servers
     * @param ended true when nobody waits any more
     */
    public WiderStorage(
            Storage store, List<ReadSource> sources, BodyMemory memory, BooleanSupplier ended) {
        this.ended = ended;
        this.store = store;
        this.sources = sources;
        this.memory = memory;
    }

    @Override
    public Snapshot open(long minTimeMillis, long maxTimeMillis) throws StorageException {
        long oldest = store.stats().minTimeMillis();
        List<Asked> asked = new ArrayList<>();
        for (ReadSource source : sources) {
            long until = source.until(minTimeMillis, maxTimeMillis, oldest);
            if (until >= minTimeMillis) {
                asked.add(new Asked(source, until));
            }
        }
        Snapshot own = store.open(minTimeMillis, maxTimeMillis);
        return asked.isEmpty()
                ? own
                : new WiderSnapshot(own, minTimeMillis, maxTimeMillis, asked, memory, ended);
    }

    @Override
    public long epoch() {
        return store.epoch();
    }

    @Override
    public AppendBatch batch(String group, long timeMillis) {
        return store.batch(group, timeMillis);
    }

    @Override
    public Tail tail(long position) throws StorageException {
        return store.tail(position);
    }

    @Override
    public StorageStats stats() {
        return store.stats();
    }
}
