package io.gnomon.platform.tsdb.internal;

import io.gnomon.model.storage.StorageException;
import io.gnomon.platform.tsdb.internal.head.Head;
import io.gnomon.platform.tsdb.internal.life.Compaction;
import io.gnomon.platform.tsdb.internal.life.Retention;

import java.io.IOException;

/** What blocks need, on one thread: old ones are dropped, the others compacted. */
final class BlockUpkeep implements AutoCloseable {
    private static final long EVERY_SECONDS = 10;

    private final Head head;
    private final Compaction compaction;
    private final Retention retention;
    private final Repeating thread = new Repeating("tsdb-compaction", this::run);
    private volatile boolean rulesKnown;

    BlockUpkeep(Head head, Compaction compaction, Retention retention) {
        this.head = head;
        this.compaction = compaction;
        this.retention = retention;
    }

    void start() {
        thread.start(EVERY_SECONDS);
    }

    /** Nothing is dropped before: a rule may keep what the general retention would drop. */
    void rulesAreKnown() {
        rulesKnown = true;
    }

    /** Drops and compacts until there is nothing to do. */
    void run() throws StorageException, IOException {
        if (!rulesKnown) {
            return;
        }
        retention.run();
        while (compaction.compact(head.boundary(), retention.oldestKept())) {
            retention.run();
        }
    }

    /** Problem of the last time, empty when it went well. */
    String problem() {
        return thread.problem();
    }

    @Override
    public void close() {
        thread.close();
    }
}
